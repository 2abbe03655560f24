import { PlainError } from '../../lib/plain-error.ts'

const advice =
  'To use a database server of your own instead, set DATABASE_URL to a PostgreSQL 15 or newer, ' +
  'for example DATABASE_URL=postgres://name:password@127.0.0.1:5432/recovery_college'

/** The embedded database cannot run here. The message is written for the person at the keyboard. */
export class CannotRunEmbedded extends PlainError {
  override name = 'CannotRunEmbedded'

  constructor(reason: string, options?: ErrorOptions) {
    super(`${reason}\n${advice}`, options)
  }
}

/** Puts any failure of the launcher into the same plain form. */
export function asCannotRun(error: unknown, dataDir: string): CannotRunEmbedded {
  if (error instanceof CannotRunEmbedded) return error
  const said = error instanceof Error ? error.message : String(error)
  const denied = ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')
  const hint = denied ? ' Check who owns that folder, or choose another one with DATA_DIR.' : ''
  return new CannotRunEmbedded(`The embedded database in ${dataDir} could not be started: ${said}.${hint}`, {
    cause: error,
  })
}

/** The system's code of an error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}
