import type { Db } from '../../database/schema.ts'
import { momentInWords } from '../../lib/words.ts'
import { findRun } from '../queries.ts'
import { lateOpening } from '../runs/booking.ts'
import { listPlannedTimes } from '../runs/queries.ts'

/** That enrolment opens when nobody can enrol any more, now that a date moved or went: it stops nobody, and is said. */
export async function lateOpeningWarning(
  db: Db,
  runId: string,
  timeZone: string,
): Promise<string | undefined> {
  const run = await findRun(db, runId)
  if (run === undefined || run.enrolment_opens_at === null) return undefined
  if (lateOpening(run, (await listPlannedTimes(db, [runId])).get(runId) ?? []) === undefined) return undefined
  const opens = momentInWords(run.enrolment_opens_at, timeZone)
  return `Enrolment opens only on ${opens}, when nobody can enrol any more: change that under “Who may enrol, and when”.`
}
