import type { TestApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addRun, today, type NewRun } from '../../support/college.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { sweepWaitingLists } from '../../../src/waiting-list/sweep.ts'
import { press, signUp, type SignedInPerson } from '../../enrolment/support/people.ts'

export interface Waiting {
  runId: string
  /** Has the only place. */
  amal: SignedInPerson
  /** Waits, and is next. */
  ben: SignedInPerson
  /** Waits behind Ben. */
  caz: SignedInPerson
}

/** A run with one place, which Amal has; Ben and then Caz wait. Places are offered unless the run says otherwise. */
export async function waitingForOne(app: TestApp, run: NewRun = {}): Promise<Waiting> {
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, capacity: 1, waitingListMode: 'offer', ...run })
  const [amal, ben, caz] = [await signUp(app, 'Amal'), await signUp(app, 'Ben'), await signUp(app, 'Caz')]
  await addEnrolment(app.db, runId, { person: amal.id })
  for (const { browser } of [ben, caz]) await press(browser, `/runs/${runId}`, 'Join the waiting list')
  return { runId, amal, ben, caz }
}

/** Amal gives the place up, and the worker does what follows. */
export async function offeredToBen(
  app: TestApp,
  run: NewRun = {},
): Promise<Waiting & { offerId: string; offer: string }> {
  const waiting = await waitingForOne(app, run)
  await press(waiting.amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  const offerId = await openOfferTo(app, waiting.ben)
  return { ...waiting, offerId, offer: `/offers/${offerId}` }
}

export async function openOfferTo({ db }: TestApp, { id }: SignedInPerson): Promise<string> {
  const offer = await db
    .selectFrom('offer')
    .innerJoin('enrolment', 'enrolment.id', 'offer.enrolment_id')
    .where('enrolment.person_id', '=', id)
    .where('offer.status', '=', 'open')
    .select('offer.id')
    .executeTakeFirstOrThrow()
  return offer.id
}

/** Moves the app's clock, lets the sweep find what that changed, and the worker do it. */
export async function passTime(app: TestApp, until: Date): Promise<void> {
  app.clock.now = until
  await sweepWaitingLists(app.db, until)
  await app.runJobs()
}

export const inDays = (days: number) => addMinutes(today, days * 24 * 60)
