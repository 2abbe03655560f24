import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** Lines of JSON on standard output. Secrets and people's words never belong in a log line. */
export function makeLog(level: string): Log {
  return pino({ level, base: null, serializers: { error: pino.stdSerializers.err } })
}
