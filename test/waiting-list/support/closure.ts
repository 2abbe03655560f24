import type { Db } from '../../../src/database/schema.ts'

/** Days on which the college is shut, the last one included: `2026-12-24`. */
export async function addClosure(db: Db, starts_on: string, ends_on: string): Promise<void> {
  await db.insertInto('closure').values({ name: 'Shut', starts_on, ends_on }).execute()
}
