// A class that is over, with somebody who missed it, and whoever calls them.
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { type Browser, givePasswords, type TestApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun, today } from '../../support/college.ts'

export const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Amal has a place on Sleep well, whose first class ended an hour ago; Tess gives it, Tuli and Tomas are personal tutors. */
export async function missedClass(app: TestApp, run: NewRun = {}) {
  const { db, as } = app
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const added = await addRun(db, {
    course,
    now: inDays(-20),
    sessions: [{ startsAt: addMinutes(today, -180) }, { startsAt: inDays(7) }, { startsAt: inDays(14) }],
    ...run,
  })
  const amal = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await db
    .updateTable('person')
    .set({ phone: '07700 900123', preferred_contact: 'phone', best_time: 'After 2pm' })
    .where('id', '=', amal)
    .execute()
  const enrolmentId = await addEnrolment(db, added.runId, { person: amal, joinedAt: inDays(-10) })
  await db.updateTable('person').set({ email: 'tess@example.org' }).where('id', '=', added.peerId).execute()
  for (const name of ['Tuli', 'Tomas'])
    await addPerson(db, { name, email: `${name.toLowerCase()}@example.org`, roles: ['personal-tutor'] })
  await givePasswords(db)
  const [sessionId = '', nextId = ''] = added.sessionIds
  const [tess, tuli, tomas] = await Promise.all(
    ['tess', 'tuli', 'tomas'].map((one) => as(`${one}@example.org`)),
  )
  return {
    ...added,
    amal,
    enrolmentId,
    sessionId,
    nextId,
    tess: tess as Browser,
    tuli: tuli as Browser,
    tomas: tomas as Browser,
  }
}

/** Somebody marks one person on the page of a register. */
export async function mark(
  browser: Browser,
  { sessionId, enrolmentId }: { sessionId: string; enrolmentId: string },
  marked: string,
  was = '',
) {
  const address = paths.sessionRegister({ id: sessionId })
  await browser.get(address)
  return browser.post(address, { [`was-${enrolmentId}`]: was, [`mark-${enrolmentId}`]: marked })
}

/** The address of the only task there is. */
export async function taskOf({ db }: TestApp): Promise<string> {
  const { id } = await db.selectFrom('follow_up').select('id').executeTakeFirstOrThrow()
  return paths.followUp({ id })
}

/** Somebody of the office, signed in. */
export async function office({ db, as }: TestApp): Promise<Browser> {
  await addPerson(db, { name: 'Ada Office', email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(db)
  return as('office@example.org')
}
