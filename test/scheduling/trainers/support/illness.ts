// A trainer who falls ill on one of three dates, with two others who could come.
import { addMinutes } from '../../../../src/lib/time.ts'
import { paths } from '../../../../src/paths.ts'
import type { Browser, TestApp } from '../../../support/app.ts'
import { addPerson, addRun, today } from '../../../support/college.ts'
import { office } from '../../../support/office.ts'

export const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Peer and Pro give a run on three Tuesdays, of which Peer falls ill on the second. Cleo and Dev could come. */
export async function illness(college: TestApp) {
  const { db } = college
  const run = await addRun(db, { sessions: [7, 14, 21].map((days) => ({ startsAt: inDays(days) })) })
  const named = { [run.peerId]: 'Peer', [run.professionalId]: 'Pro' }
  for (const [id, name] of Object.entries(named))
    await db
      .updateTable('person')
      .set({ name, email: `${name.toLowerCase()}@example.org` })
      .where('id', '=', id)
      .execute()
  const add = (name: string) =>
    addPerson(db, { name, email: `${name.toLowerCase()}@example.org`, roles: ['trainer'] })
  const [cleo, dev] = [await add('Cleo'), await add('Dev')]
  await db.insertInto('trainer').values({ person_id: cleo, lived: true }).execute()
  const [ada] = await office(college, 'Ada')
  const [first = '', second = '', third = ''] = run.sessionIds
  return { ...run, cleo, dev, ada, first, second, third }
}

export const downFor = async ({ db }: TestApp, sessionId: string) =>
  (
    await db
      .selectFrom('session_trainer')
      .innerJoin('person', 'person.id', 'session_trainer.person_id')
      .where('session_id', '=', sessionId)
      .orderBy('person.name')
      .select('person.name')
      .execute()
  ).map(({ name }) => name)

export async function noteIllness(ada: Browser, personId: string, note = '') {
  const page = paths.adminTrainerAbsences({ id: personId })
  await ada.get(page)
  return ada.post(page, { first_day: '14/9/2026', last_day: '16/9/2026', note })
}

export const mailsTo = async ({ db }: TestApp, address: string) =>
  (await db.selectFrom('mail').selectAll().where('to_address', '=', address).orderBy('number').execute()).map(
    ({ subject, view }) => ({ subject, words: JSON.stringify(view) }),
  )
