import { forTheOperator } from '../lib/plain-error.ts'

/** Runs a command to its exit code; what people should read is printed plainly, a fault of ours with its trace. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(forTheOperator(error))
    process.exitCode = 1
  }
}
