// Two records of one person, so that the pages for merging them have everything to show.
import type { Db } from '../../../src/database/schema.ts'
import { addEnrolment, addPerson } from '../../support/college.ts'
import { addMerge } from '../../web/support/cast.ts'

/** A second record of Mags Nomail, by email this time, and one of Sam Student that is part of his already. */
export async function addDoubles(
  db: Db,
  people: { student: string; caller: string },
  runs: { several: string; calls: string },
  now: Date,
): Promise<string> {
  const double = await addPerson(db, { name: 'Margaret Nomail', email: 'mags@example.org', now })
  await db
    .updateTable('person')
    .set({ email_confirmed_at: now, phone: '+44 28 9018 0123', what_helps: 'Sitting near the door' })
    .where('id', '=', double)
    .execute()
  await addEnrolment(db, runs.several, { person: double, joinedAt: now })
  await addEnrolment(db, runs.calls, { person: double, status: 'waiting', joinedAt: now })
  for (const [index, person_id] of [people.caller, double].entries()) {
    const updated_at = new Date(now.getTime() - (index + 1) * 24 * 3_600_000)
    const contact = { name: 'Jo Nomail', phone: '07700 900123', relationship: 'Sister' }
    await db
      .insertInto('emergency_contact')
      .values({ person_id, ...contact, updated_at })
      .execute()
  }
  await addMerge(db, people.student, 'Samuel Student', now)
  return double
}
