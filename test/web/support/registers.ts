// What there is of the register of a class.
import { randomUUID } from 'node:crypto'
import type { Db } from '../../../src/database/schema.ts'
import { today } from '../../support/college.ts'

/** Somebody whom this trainer noted as having come to a session without a place. */
export async function addWalkIn(
  db: Db,
  session_id: string,
  added_by: string,
  who: { name?: string; contact?: string; at?: Date } = {},
): Promise<string> {
  const id = randomUUID()
  const { name = 'Robin Walker', contact = '', at = today } = who
  await db.insertInto('walk_in').values({ id, session_id, name, contact, added_at: at, added_by }).execute()
  return id
}
