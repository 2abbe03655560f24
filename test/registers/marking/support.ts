import { load } from 'cheerio'
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { type Browser, givePasswords, type TestApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, today } from '../../support/college.ts'

export interface SampleClass {
  runId: string
  /** An hour ago; and a week from then. */
  sessionId: string
  nextId: string
  /** Of Amal, Bo and Cleo, in this order. */
  places: [string, string, string]
  peer: Browser
  professional: Browser
  admin: Browser
  /** A trainer who does not give it. */
  stranger: Browser
  peerId: string
}

/** A class that has just begun, with both its trainers and the office at their pages. */
export async function addClass({ db, as }: TestApp): Promise<SampleClass> {
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const begun = addMinutes(today, -60)
  const sessions = [{ startsAt: begun }, { startsAt: addMinutes(begun, 7 * 24 * 60) }]
  const { runId, sessionIds, peerId, professionalId } = await addRun(db, { course, sessions })
  await addPerson(db, { name: 'Ada Office', email: 'admin@example.org', roles: ['administrator'] })
  await nameTrainer(db, peerId, 'Pia Peer', 'peer@example.org')
  await nameTrainer(db, professionalId, 'Otto Professional', 'otto@example.org')
  const places: string[] = []
  for (const name of ['Amal', 'Bo', 'Cleo']) {
    const person = await addPerson(db, { name })
    places.push(await addEnrolment(db, runId, { person, joinedAt: addMinutes(begun, -24 * 60) }))
  }
  await addPerson(db, { name: 'Sam Stranger', email: 'stranger@example.org', roles: ['trainer'] })
  await givePasswords(db)
  return {
    runId,
    sessionId: sessionIds[0] ?? '',
    nextId: sessionIds[1] ?? '',
    places: places as SampleClass['places'],
    peer: await as('peer@example.org'),
    professional: await as('otto@example.org'),
    admin: await as('admin@example.org'),
    stranger: await as('stranger@example.org'),
    peerId,
  }
}

async function nameTrainer(db: Db, id: string, name: string, email: string): Promise<void> {
  await db.updateTable('person').set({ name, email }).where('id', '=', id).execute()
}

type Fields = Record<string, string>
type ById = (parameters: { id: string }) => string

/** The register as its page holds it: what it was, and what is chosen. */
export async function readPage(
  browser: Browser,
  sessionId: string,
  at: ById = paths.sessionRegister,
): Promise<Fields> {
  const page = await browser.get(at({ id: sessionId }))
  expect(page.status).toBe(200)
  return fieldsOf(page.text)
}

export function fieldsOf(html: string): Fields {
  const page = load(html)
  const inputs = page('#register input').toArray()
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const { name = '', type, value = '' } = input.attribs
      const left = type === 'radio' && input.attribs.checked === undefined
      return left || name === '_csrf' ? [] : [[name, value]]
    }),
  )
}

export function send(browser: Browser, sessionId: string, fields: Fields, to: ById = paths.sessionRegister) {
  return browser.post(to({ id: sessionId }), fields)
}

/** Somebody who came without a place, as the page of a register sends them. */
export function adding(id: string, name: string, contact = ''): Fields {
  return { press: 'add', [`name-${id}`]: name, [`contact-${id}`]: contact }
}

/** Each mark of a session, by whose place it is. */
export async function marksOf(db: Db, sessionId: string): Promise<Record<string, string | null>> {
  const rows = await db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('session_id', '=', sessionId)
    .orderBy('person.name')
    .select(['person.name', 'mark'])
    .execute()
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]))
}
