// What people are to be told by telephone or letter: the same news as a mail, for those who do not read mails.
import type { Insertable } from 'kysely'
import type { Database, Tx } from '../database/schema.ts'

export async function insertCall(tx: Tx, call: Insertable<Database['call']>): Promise<void> {
  await tx.insertInto('call').values(call).execute()
}

/** Takes news of this person and run (or, with null, of no run) that nobody has told yet off the list; only of one letter, when it is named. */
export async function updateCallsOvertaken(
  tx: Tx,
  about: { personId: string; runId: string | null; template?: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('call')
    .set({ overtaken_at: now })
    .where('person_id', '=', about.personId)
    .where('run_id', about.runId === null ? 'is' : '=', about.runId)
    .where('done_at', 'is', null)
    .where('overtaken_at', 'is', null)
    .$if(about.template !== undefined, (some) => some.where('template', '=', about.template ?? ''))
    .execute()
}

/** Notes that the person has been told. False when somebody else noted it before, or there is no such call. */
export async function updateCallDone(tx: Tx, id: string, by: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('call')
    .set({ done_at: now, done_by: by })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where('overtaken_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The same for many at once, held in the order of their ids. The ids of those that nobody had noted before. */
export async function updateCallsDone(tx: Tx, ids: string[], by: string, now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  await tx.selectFrom('call').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
  const rows = await tx
    .updateTable('call')
    .set({ done_at: now, done_by: by })
    .where('id', 'in', ids)
    .where('done_at', 'is', null)
    .where('overtaken_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
