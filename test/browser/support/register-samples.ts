// Where to look at registers: a class that has begun, with a correction, somebody who left and one who walked in; and a
// drop-in that was counted.
import type { Page } from 'playwright-core'
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../../support/college.ts'
import { addWalkIn } from '../../web/support/registers.ts'
import type { Answer } from './answers.ts'
import { page, type Sample } from './sample.ts'
import { press } from './site.ts'

export interface SampleRegisters {
  /** Sessions, each with a register. */
  registers: { begun: string; toCome: string; dropIn: string }
  walkInId: string
  /** Of somebody whom the trainer expects today, with an emergency contact. */
  placeToday: string
}

export const registerPages: Record<string, Sample[] | 'not a page'> = {
  [paths.sessionRegister.pattern]: [
    page('trainer', ({ registers }) => paths.sessionRegister({ id: registers.begun })),
    page('trainer', ({ registers }) => paths.sessionRegister({ id: registers.toCome })),
    page('trainer', ({ registers }) => paths.sessionRegister({ id: registers.dropIn })),
  ],
  [paths.sessionSheet.pattern]: [
    page('trainer', ({ registers }) => paths.sessionSheet({ id: registers.begun })),
    page('trainer', ({ registers }) => paths.sessionSheet({ id: registers.dropIn })),
  ],
  [paths.adminRegisters.pattern]: [
    page('administrator', () => '/admin/registers'),
    page('administrator', () => '/admin/registers?code=0000-Z', 422),
  ],
  [paths.adminSheets.pattern]: [
    page('administrator', () => '/admin/sign-in-sheets'),
    page('administrator', () => '/admin/sign-in-sheets?day=some', 422),
  ],
  [paths.adminRegister.pattern]: [
    page('administrator', ({ registers }) => paths.adminRegister({ id: registers.begun })),
    page('administrator', ({ dates }) => paths.adminRegister({ id: dates.cancelled })),
  ],
  [paths.adminClassList.pattern]: [
    page('administrator', ({ runs }) => paths.adminClassList({ id: runs.several })),
  ],
  [paths.adminSheet.pattern]: [
    page('administrator', ({ registers }) => paths.adminSheet({ id: registers.begun })),
  ],
  [paths.adminWalkIn.pattern]: [
    page('administrator', ({ walkInId }) => paths.adminWalkIn({ id: walkInId })),
    page('administrator', ({ walkInId }) => `${paths.adminWalkIn({ id: walkInId })}?q=zither`),
  ],
}

const button = (at: Page, name: string) => at.getByRole('button', { name, exact: true }).first()

/** The register's script asks first, and goes to the page of the mistakes when it knows that there are some. */
const isAnswered = (at: Page) => at.locator('.nhsuk-error-summary').waitFor()

export const registerAnswers: Answer[] = [
  {
    name: 'somebody who walked in without a name',
    who: 'trainer',
    heading: 'Register: Cooking together',
    reach: async (at, { registers }) => {
      await at.goto(paths.sessionRegister({ id: registers.begun }))
      await button(at, 'Add them').click()
      await isAnswered(at)
    },
  },
  {
    name: 'the class list as the office asks for it, with what helps',
    who: 'administrator',
    heading: 'Class list: Living with anxiety',
    reach: async (at, { runs }) => {
      await at.goto(paths.adminClassList({ id: runs.several }))
      await press(button(at, 'Show what helps them'))
    },
  },
  {
    name: 'a head count that is no number',
    who: 'trainer',
    heading: 'Register: Tea and talk',
    reach: async (at, { registers }) => {
      await at.goto(paths.sessionRegister({ id: registers.dropIn }))
      await at.getByLabel('How many people came?').fill('some')
      await button(at, 'Save the head count').click()
      await isAnswered(at)
    },
  },
]

/** Of the trainer who signs in as trainer@example.org. */
export async function addRegisters(db: Db, now: Date): Promise<SampleRegisters> {
  const { id: trainer } = await db
    .selectFrom('person')
    .where('email', '=', 'trainer@example.org')
    .select('id')
    .executeTakeFirstOrThrow()
  const at = (minutes: number) => ({
    startsAt: addMinutes(now, minutes),
    endsAt: addMinutes(now, minutes + 60),
  })
  const cooking = await addRun(db, {
    course: (await addCourse(db, { title: 'Cooking together' })).id,
    sessions: [at(-75), at(-10), at(7 * 24 * 60)],
    now,
  })
  const [begun = '', , toCome = ''] = cooking.sessionIds
  const cafe = await addRun(db, {
    course: (await addCourse(db, { title: 'Tea and talk' })).id,
    sessions: [at(-300)],
    rules: { drop_in: true },
    now,
  })
  for (const run of [cooking, cafe]) await teachInstead(db, run.runId, run.peerId, trainer)
  await addClass(db, cooking.runId, now)
  await mark(db, begun, trainer, now)
  const dropIn = cafe.sessionIds[0] ?? ''
  await db.insertInto('head_count').values({ session_id: dropIn, people: 9, counted_at: now }).execute()
  const walkInId = await addWalkIn(db, begun, trainer, {
    name: 'Rowan Malley',
    contact: '07700 900123',
    at: now,
  })
  return {
    registers: { begun, toCome, dropIn },
    walkInId,
    placeToday: await addContact(db, cooking.runId, now),
  }
}

async function teachInstead(db: Db, runId: string, was: string, now: string): Promise<void> {
  await db
    .updateTable('run_trainer')
    .set({ person_id: now })
    .where('run_id', '=', runId)
    .where('person_id', '=', was)
    .execute()
}

async function addClass(db: Db, runId: string, now: Date): Promise<void> {
  const joinedAt = addMinutes(now, -5000)
  for (const name of ['Ines Ferreira', 'Kofi Mensah', 'Liadan O’Hare', 'Maximiliane von Hohenstein']) {
    const person = await addPerson(db, { name, now: joinedAt })
    await addEnrolment(db, runId, { person, joinedAt })
    if (name.startsWith('Kofi'))
      await db
        .updateTable('person')
        .set({ what_helps: 'A seat near the door, and a break now and then.' })
        .where('id', '=', person)
        .execute()
  }
}

async function addContact(db: Db, runId: string, updated_at: Date): Promise<string> {
  const place = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('run_id', '=', runId)
    .where('person.name', '=', 'Ines Ferreira')
    .select(['enrolment.id', 'person_id'])
    .executeTakeFirstOrThrow()
  const contact = { name: 'Rui Ferreira', phone: '07700 900555', relationship: 'My brother', updated_at }
  await db
    .insertInto('emergency_contact')
    .values({ person_id: place.person_id, ...contact })
    .execute()
  return place.id
}

/** Two are marked, and one of them was marked otherwise before. */
async function mark(db: Db, session: string, marked_by: string, marked_at: Date): Promise<void> {
  const rows = await db
    .selectFrom('attendance')
    .where('session_id', '=', session)
    .orderBy('enrolment_id')
    .select('enrolment_id')
    .execute()
  const [one, two] = rows.map(({ enrolment_id }) => enrolment_id)
  for (const [enrolment, said] of [
    [one, 'present'],
    [two, 'no-word'],
    [two, 'late'],
  ] as const)
    await db
      .updateTable('attendance')
      .set({ mark: said, marked_at, marked_by, means: 'page' })
      .where('session_id', '=', session)
      .where('enrolment_id', '=', enrolment ?? '')
      .execute()
}
