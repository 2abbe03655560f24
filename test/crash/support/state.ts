// What a killed college looks like from outside.
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../../src/database/schema.ts'
import type { PostOffice } from './post-office.ts'

/** PostgreSQL finishes the statement it is in before it notices that the client has gone. */
export async function untilNothingHappens(db: Db): Promise<void> {
  await until(10_000, 'Somebody still uses the database', async () => {
    const { rows } = await sql<{ busy: boolean }>`
      select exists (select from pg_stat_activity
        where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()) as busy`.execute(
      db,
    )
    return rows[0]?.busy === false
  })
}

export async function untilEverythingIsSent(db: Db): Promise<void> {
  await until(60_000, 'Some mails are not sent', async () => {
    const unsent = await db.selectFrom('mail').where('status', '=', 'queued').select('id').execute()
    return unsent.length === 0
  })
}

export async function until(most: number, otherwise: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < most; waited += 50) {
    if (await isSo()) return
    await pause(50)
  }
  throw new Error(otherwise)
}

/** Everyone with a place has one confirmation for each; whatever came twice is the same letter with the same name. */
export async function expectConfirmations(db: Db, { letters }: PostOffice): Promise<void> {
  const byId = new Map(letters.map((letter) => [letter.messageId, letter]))
  for (const letter of letters) expect(letter).toEqual(byId.get(letter.messageId))
  const confirmed = [...byId.values()].filter(({ subject }) => subject.startsWith('Your place is confirmed'))
  const places = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.status', '=', 'confirmed')
    .select('person.email')
    .execute()
  expect(confirmed.map(({ to }) => to).sort()).toEqual(places.map(({ email }) => email).sort())
}
