import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { tablesAboutPeople } from '../my-data/register.ts'
import {
  deleteJobsAbout,
  deleteRowsAbout,
  deleteUnsentMails,
  emptyCellsNaming,
  emptyRowsAbout,
  eraseReasons,
} from './erase-queries.ts'

/**
 * Erases whatever says who somebody was, table by table, as the register of what is kept has it: rows go, or stay as
 * nobody's, so that what has been counted stays true. The person's own row comes last, in the order of locks too.
 */
export async function erasePerson(
  tx: Tx,
  { id, email }: { id: string; email: string | null },
  now: Date,
): Promise<void> {
  await deleteUnsentMails(tx, id)
  await deleteJobsAbout(tx, id, email)
  await eraseReasons(tx, id)
  if (email !== null) await emptyCellsNaming(tx, email)
  for (const [table, kept] of tablesAboutPeople.toReversed()) {
    if (table === 'enrolment_event') continue
    if (kept.rows === 'go') await deleteRowsAbout(tx, table, kept, id)
    const columns = Object.entries(kept.columns).flatMap(([column, { becomes }]) =>
      becomes === undefined ? [] : [{ column, becomes }],
    )
    if (kept.rows === 'stay' && columns.length > 0)
      await emptyRowsAbout(tx, { table, whose: kept.whose, personId: id }, columns, now)
  }
  const subject = { kind: 'person' as const, id }
  await recordInAuditTrail(tx, { at: now, actorId: null, action: 'person.erased', subject })
}
