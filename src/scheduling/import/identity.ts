import { createHash } from 'node:crypto'
import type { Mode } from '../../database/schema.ts'
import { singleSpaced } from './tidy.ts'

/** Two names are the same when they differ only in capitals and spaces. */
export function folded(name: string): string {
  return singleSpaced(name.normalize('NFKC').toLowerCase()).trim()
}

export interface Identity {
  title: string
  mode: Mode
  venue: string
  /** ISO date and clock time of the first session, after any move by weeks. */
  firstDate: string
  startTime: string
}

/**
 * What identifies a run in a prospectus, kept as run.import_key: the same row imported again finds its run again.
 * Changing what goes in here would make every college's next import create its runs a second time.
 */
export function importKey({ title, mode, venue, firstDate, startTime }: Identity): string {
  const parts = [folded(title), mode, folded(venue), firstDate, startTime]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)
}
