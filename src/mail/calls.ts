// What people are to be told by telephone or letter: the same news as a mail, for those who do not read mails.
import type { Insertable } from 'kysely'
import type { Database, Db, Tx } from '../database/schema.ts'

export type Call = Awaited<ReturnType<typeof listOpenCalls>>[number]

export async function insertCalls(tx: Tx, calls: Insertable<Database['call']>[]): Promise<void> {
  if (calls.length > 0) await tx.insertInto('call').values(calls).execute()
}

/** Calls nobody has made yet, in the order in which the news came, with how each person is reached. */
export async function listOpenCalls(db: Db) {
  return db
    .selectFrom('call')
    .innerJoin('person', 'person.id', 'call.person_id')
    .where('call.done_at', 'is', null)
    .orderBy('call.number')
    .select([
      'call.id',
      'call.run_id',
      'call.subject',
      'call.view',
      'call.created_at',
      'person.name',
      'person.phone',
      'person.email',
      'person.preferred_contact',
    ])
    .execute()
}

export async function countOpenCalls(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('call')
    .where('done_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
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
