import { type DestinationStream, pino } from 'pino'
import { errorFacts, isError } from './error-facts.ts'

/** One line: facts, then our own words. An error is a fact, never the line itself: its message is not ours. */
type Write = (facts: Record<string, unknown>, words: string) => void
type Level = 'debug' | 'info' | 'warn' | 'error'
export type Log = Record<Level, Write & ((words: string) => void)>

/** Lines of JSON on standard output. Secrets and people's words never belong in a log line. */
export function makeLog(level: string, to?: DestinationStream): Log {
  const options = { level, base: null, formatters: { log: withoutOthersWords } }
  return to === undefined ? pino(options) : pino(options, to)
}

function withoutOthersWords(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      name === 'error' || isError(value) ? errorFacts(value) : value,
    ]),
  )
}
