// How often something may be tried, counted in PostgreSQL, so that several web processes share one count.
import { createHmac } from 'node:crypto'
import type { Deps } from './deps.ts'
import { type CountedTry, returnTries, takeTries } from './throttle-queries.ts'

/** At most so many at once; each is given back after `perSeconds / most` seconds, one after another. */
export interface Limit {
  most: number
  perSeconds: number
}

/** One thing that is tried: `name` says what is counted (`sign-in.email`), `key` for whom (an email, an address). */
export interface Try extends Limit {
  name: string
  key: string
}

export type TryTaken = { ok: true } | { ok: false; waitSeconds: number }

/**
 * Takes one try of each kind, or, when one of them has none left, none of any: then `waitSeconds` until all can be had.
 * Nobody is ever shut out for longer than `perSeconds / most` seconds. Call it outside a transaction: a try that is
 * rolled back was not counted. No two of the tries may have the same name and key.
 */
export async function takeTry(
  { db, secret }: Pick<Deps, 'db' | 'secret'>,
  tries: Try[],
  now: Date,
): Promise<TryTaken> {
  const waitSeconds = await takeTries(db, counted(secret, tries), now)
  return waitSeconds === 0 ? { ok: true } : { ok: false, waitSeconds }
}

/** Gives back what takeTry took: for a try that turned out to be no guess, such as the right password. */
export async function giveTryBack({ db, secret }: Pick<Deps, 'db' | 'secret'>, tries: Try[]): Promise<void> {
  await returnTries(db, counted(secret, tries))
}

/** `a minute`, `5 minutes`, `an hour`, `3 hours`: how long to wait, never too short. */
export function waitInWords(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  if (minutes === 1) return 'a minute'
  if (minutes <= 50) return `${minutes} minutes`
  const hours = Math.ceil(minutes / 60)
  return hours === 1 ? 'an hour' : `${hours} hours`
}

/**
 * Keyed with the product's secret, which is not in the database: a plain hash of an email or of one of four thousand
 * million addresses is found by trying them all, so a stolen copy would tell who tried to sign in, and from where.
 */
function counted(secret: string, tries: Try[]): CountedTry[] {
  return tries.map(({ name, key, most, perSeconds }) => ({
    key: createHmac('sha256', secret)
      .update(JSON.stringify(['try', name, key]))
      .digest(),
    most,
    perSeconds,
  }))
}
