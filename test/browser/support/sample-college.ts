// A college with one of everything a page can show. The people in it have the roles their addresses name.
import { seal, sealingKey } from '../../../src/accounts/sealed.ts'
import { updateSent, upsertUnsent } from '../../../src/accounts/unsent/queries.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { fillPlaces } from '../../../src/waiting-list/fill-places.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue } from '../../support/college.ts'
import { type Deeds, deedsIn, openOfferOf } from '../../support/deeds.ts'
import { addCall, addFailedMail } from '../../web/support/cast.ts'
import { addAboutMe } from './sample-about-me.ts'
import { makeLinks, type SampleLinks } from './sample-links.ts'
import { addBulkChange } from './bulk-changes.ts'
import { addEndedRun } from './completion-pages.ts'
import { addCourses } from './course-pages.ts'
import { findDates } from './plan-pages.ts'
import { addImports } from './import-pages.ts'
import { addPlaces } from './place-pages.ts'
import { addRegisters, type SampleRegisters } from './register-samples.ts'
import { addRuled } from './sample-rules.ts'
import { addFollowUps, type FollowUpSamples } from './follow-up-samples.ts'
import { addTrainers } from './trainer-pages.ts'
import { addTermCopy } from './term-copy-samples.ts'
import { addDoubles } from './merging-samples.ts'
import type { Site } from './site.ts'

const hour = 60
const day = 24 * hour

export interface SampleCollege extends SampleRegisters, FollowUpSamples {
  slug: string
  runs: Record<RunName, string>
  offerId: string
  lapsedOfferId: string
  mailId: string
  /** Somebody with a place; somebody without email who is to be told something; and another record of the same. */
  people: { student: string; caller: string; double: string }
  /** The student's place on `several`. */
  enrolmentId: string
  /** Of the student, unused. */
  links: SampleLinks
  /** Away on a date that they are down for. */
  trainerId: string
  /** Of the student. */
  needId: string
  agreementId: string
  questionId: string
  /** With something planned, and a room. */
  venueId: string
  roomId: string
  /** Used no more. */
  oldVenueId: string
  termId: string
  /** Of that term, into the one after. */
  termCopyId: string
  /** With sessions planned on its days. */
  closureId: string
  /** The student completed it. */
  endedRunId: string
  endedTermId: string
  certificateCode: string
  courses: { published: string; draft: string; retired: string }
  categoryId: string
  /** Files: with errors (and a line of it), without, and brought in. */
  imports: { faulty: string; sound: string; done: string; line: string }
  editionId: string
  bulkChangeId: string
  /** Of `several`. */
  dates: { planned: string; cancelled: string }
}

export type RunName =
  | 'several'
  | 'online'
  | 'full'
  | 'agreed'
  | 'offering'
  | 'staff'
  | 'calls'
  | 'draft'
  | 'over'
  | 'clash'
  | 'dateless'
  | 'off'
  | 'dropIn'
  | 'ruled'
  | 'confirmed'

/** Made through the product's own functions wherever the order of things matters. */
export async function makeSampleCollege(site: Site): Promise<SampleCollege> {
  const { db, deps } = site
  const now = new Date()
  const deeds = deedsIn(db, deps)
  const student = await addPerson(db, { name: 'Sam Student', email: 'student@example.org', now })
  await addPerson(db, { name: 'Olu Other', email: 'other@example.org', now })
  await addPerson(db, {
    name: 'Ada Office',
    email: 'administrator@example.org',
    roles: ['administrator'],
    now,
  })
  const { runs, slug } = await addRuns(db, now)
  for (const run of ['several', 'online', 'full', 'agreed'] as const) await deeds.enrol(runs[run], student)
  await fillRuns(db, deeds, runs, now)
  const offered = await addEnrolment(db, runs.offering, { person: student, status: 'offered', joinedAt: now })
  const caller = await idOf(db, 'Mags Nomail')
  await addUnsent(site, student, now)
  const places = await addPlaces(db, now)
  return {
    slug,
    runs,
    offerId: await openOfferOf(db, offered),
    lapsedOfferId: await addPast(site, student, runs),
    mailId: await addMails(db, student),
    people: { student, caller, double: await addDoubles(db, { student, caller }, runs, now) },
    enrolmentId: await enrolmentOf(db, runs.several, student),
    ...(await addAboutMe(db, student, now)),
    ...places,
    termCopyId: await addTermCopy(db, { ...places, runs }, now),
    ...(await addCourses(db, now)),
    ...(await addImports(deps, now)),
    ...(await addBulkChange(db, { runId: runs.several, caller }, now)),
    ...(await addEndedRun(site, student, now)),
    dates: await findDates(db, runs.several, now),
    ...(await addRegisters(db, now)),
    ...(await addTrainers(db, runs.several, now)),
    ...(await addFollowUps(db, runs.over, student, now)),
    links: await makeLinks(db, student, 'student@example.org', now),
  }
}

/** What they wrote when their session was over. They have sent it since, so that signing in leads nowhere else. */
async function addUnsent({ db, deps }: Site, person_id: string, kept_at: Date): Promise<void> {
  const key = sealingKey(deps.secret, 'unsent form')
  const sealed = seal(JSON.stringify({ what_helps: 'A seat near the door.\nShort breaks' }), key, person_id)
  await upsertUnsent(db, { person_id, address: '/account/about-me/what-helps', sealed, kept_at })
  await inTransaction(db, (tx) => updateSent(tx, person_id, kept_at))
}

async function idOf(db: Db, name: string): Promise<string> {
  const person = db.selectFrom('person').select('id').where('name', '=', name)
  return (await person.executeTakeFirstOrThrow()).id
}

async function enrolmentOf(db: Db, runId: string, personId: string): Promise<string> {
  const enrolment = db.selectFrom('enrolment').select('id').where('run_id', '=', runId)
  return (await enrolment.where('person_id', '=', personId).executeTakeFirstOrThrow()).id
}

async function addRuns(db: Db, now: Date) {
  const venue = await addVenue(db, {
    name: 'Mill Lane Library',
    address: '4 Mill Lane\nBelfast',
    howToGetThere: 'Bus 4 stops outside.',
    access: 'A lift, and a quiet room on the first floor.',
  })
  const course = await addCourse(db, {
    title: 'Living with anxiety',
    summary: 'What worry does, and small things to try.',
    whatToExpect: 'We sit in a circle.\n\nThere is tea.',
    whoItIsFor: 'Anyone who worries.',
    categories: ['Understanding', 'Wellbeing'],
  })
  const at = (days: number, minutes = 0) => ({ startsAt: addMinutes(now, days * day + minutes) })
  const several = await addRun(db, {
    course: course.id,
    venue,
    sessions: [at(1), at(8), { ...at(15), status: 'cancelled' }, at(22), at(400)],
    audience: 'Anyone aged 16 or over',
    code: 'LWA-01',
    now,
  })
  const rename = (id: string, email: string) =>
    db.updateTable('person').set({ name: 'Terry Trainer', email }).where('id', '=', id).execute()
  await rename(several.peerId, 'trainer@example.org')
  const add = async (title: string, run: Parameters<typeof addRun>[1]) =>
    (await addRun(db, { course: (await addCourse(db, { title })).id, now, ...run })).runId
  const joinLink = 'https://meet.example.org/a-room'
  return {
    slug: course.slug,
    runs: {
      several: several.runId,
      online: await add('Writing for yourself', {
        mode: 'online',
        sessions: [{ ...at(0, 3 * hour), joinLink }],
      }),
      full: await add('Chair pilates', { capacity: 0, sessions: [at(3)] }),
      agreed: await add('Peer support training', { needsApproval: true, sessions: [at(4)] }),
      offering: await add('A good night’s sleep', { capacity: 2, sessions: [at(12), at(19)] }),
      staff: await add('Finding work', { capacity: 0, waitingListMode: 'staff', sessions: [at(20)] }),
      calls: await add('Walking group', { capacity: 1, sessions: [at(40)] }),
      draft: await add('Not yet printed', { status: 'draft', sessions: [at(70)] }),
      over: await add('Summer school', { sessions: [at(-9)] }),
      dateless: await add('Sleep and rest', { sessions: [{ ...at(5), status: 'cancelled' }] }),
      off: await add('Garden days', { status: 'cancelled', sessions: [{ ...at(6), status: 'cancelled' }] }),
      clash: await add('At the same time', { sessions: [at(1, 30)] }),
      ...(await addRuled(db, now)),
    },
  }
}

/** Others who have places, wait, and are to be telephoned. */
async function fillRuns(db: Db, deeds: Deeds, runs: Record<RunName, string>, now: Date): Promise<void> {
  const names = ['Noor Aziz', 'Maria da Conceição Fernandes', 'Wren Malley']
  for (const name of names) {
    const person = await addPerson(db, { name, now })
    await db
      .updateTable('person')
      .set({ what_helps: 'Large print, please.' })
      .where('id', '=', person)
      .execute()
    await deeds.enrol(runs.several, person)
    const waiting = await deeds.enrol(runs.staff, person)
    if (waiting.ok && name === 'Wren Malley')
      await deeds.prioritise(waiting.enrolmentId, 'We moved the last one')
    await deeds.enrol(runs.agreed, person)
  }
  await deeds.changeCapacity(runs.staff, 2)
  const caller = await addPerson(db, { name: 'Mags Nomail', email: null, now })
  await db.updateTable('person').set({ phone: '028 9018 0123' }).where('id', '=', caller).execute()
  const call = await addEnrolment(db, runs.calls, { person: caller, status: 'offered', joinedAt: now })
  await db.updateTable('offer').set({ channel: 'call-list' }).where('enrolment_id', '=', call).execute()
  await addEnrolment(db, runs.dateless, { person: caller, joinedAt: now })
  await addCall(db, caller, runs.dateless, now)
  const writer = await addPerson(db, { name: 'Posy Letterbox', email: null, now })
  await addCall(db, writer, runs.several, now)
}

/** What is over for the student: a place they gave back, and an offer that ran out. Gives the offer. */
async function addPast(site: Site, person: string, runs: Record<RunName, string>): Promise<string> {
  const { db, deps } = site
  const before = addMinutes(new Date(), -3 * day)
  await db
    .insertInto('enrolment')
    .values({
      run_id: runs.over,
      person_id: person,
      status: 'withdrawn',
      joined_at: before,
      ended_at: before,
    })
    .execute()
  const offerExpiresAt = addMinutes(before, day)
  const enrolment = { person, status: 'offered', joinedAt: before, offerExpiresAt } as const
  const offerId = await openOfferOf(db, await addEnrolment(db, runs.calls, enrolment))
  await inTransaction(db, (tx) => fillPlaces(tx, runs.calls, deps))
  return offerId
}

/** One that could not be delivered, and the first that was, with an invite. */
async function addMails(db: Db, person: string): Promise<string> {
  await addFailedMail(db, person, 'Your place is confirmed: Tue 3 Mar, 10am')
  const until = Date.now() + 40_000
  for (;;) {
    const sent = await db
      .selectFrom('mail')
      .where('status', '=', 'sent')
      .where('calendar_text', 'is not', null)
      .select('id')
      .executeTakeFirst()
    if (sent !== undefined) return sent.id
    if (Date.now() > until) throw new Error('The worker sent no message')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
