/** An error whose message was written for the person who started the product or a command: shown without a trace. */
export class PlainError extends Error {}

/** What to print for an error that ended a command: plain words where we have them, else everything. */
export function forTheOperator(error: unknown): unknown {
  return error instanceof PlainError ? error.message : error
}
