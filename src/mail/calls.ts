// What people are to be told by telephone or letter: the same news as a mail, for those who do not read mails.
import type { Insertable } from 'kysely'
import type { Database, Tx } from '../database/schema.ts'

export async function insertCalls(tx: Tx, calls: Insertable<Database['call']>[]): Promise<void> {
  if (calls.length > 0) await tx.insertInto('call').values(calls).execute()
}

/** Notes that the person has been told. False when somebody else noted it before, or there is no such call. */
export async function updateCallDone(tx: Tx, id: string, by: string, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('call')
    .set({ done_at: now, done_by: by })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
