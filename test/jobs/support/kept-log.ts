import { type Log, makeLog } from '../../../src/lib/log.ts'

export interface KeptLog {
  log: Log
  /** Everything that was written, as it would stand in a file. */
  text(): string
  lines(): Record<string, unknown>[]
}

/** The product's own log, down to what only a developer asks for, kept instead of printed. */
export function keepLog(): KeptLog {
  const written: string[] = []
  return {
    log: makeLog('debug', { write: (line) => written.push(line) }),
    text: () => written.join(''),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}
