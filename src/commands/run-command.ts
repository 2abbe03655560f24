import { BadEnvironment } from '../config/environment.ts'

/** Runs a command; what people should read is printed plainly, and only a fault of ours shows where it happened. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(error instanceof BadEnvironment || isPlain(error) ? error.message : error)
    process.exitCode = 1
  }
}

/** Errors whose message was written for the person who runs the command. */
function isPlain(error: unknown): error is Error {
  return (
    error instanceof Error && (error.name === 'PlainError' || error.constructor.name === 'CannotRunEmbedded')
  )
}
