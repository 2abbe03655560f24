import type { Tx } from '../database/schema.ts'
import { type Context, machine } from '../enrolment/context.ts'
import { listOverlaps } from '../enrolment/overlap-queries.ts'
import { type Enrolment, getPlaces, lockPeople } from '../enrolment/queries.ts'
import { mustBeCalled, runFacts } from '../enrolment/rules.ts'
import { closingTime } from '../catalogue/open.ts'
import { transition } from '../enrolment/transition.ts'
import { addMinutes, dayOf } from '../lib/time.ts'
import { listSessions, lockRun, type Run } from '../scheduling/queries.ts'
import { type InLine, listClosedDays, listExpired, listHoping, listNextInLine } from './queries.ts'
import { decideNext, offerTerms } from './rules.ts'
import type { OfficeCalendar } from './working-hours.ts'

/**
 * The one function that promotes. Locks the run, lets offers lapse whose time has run out, counts what is free and
 * gives or offers it to the next in line; once the list has closed it ends the waiting. Every path that frees or adds a place asks for it, and so does the sweep;
 * running it twice does nothing the second time.
 */
export async function fillPlaces(tx: Tx, runId: string, context: Context): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run?.status !== 'published') return
  const now = context.clock()
  await lapseExpired(tx, run, now, context)
  const closes = closingTime(runFacts(run, await listSessions(tx, [runId])))
  if (closes === undefined) return
  if (closes <= now) return endList(tx, run, now, context)
  const { capacity, taken } = await getPlaces(tx, runId, now)
  if (capacity <= taken || run.waiting_list_mode === 'staff') return
  const office = await officeCalendar(tx, now, context)
  const next = await listNextInLine(tx, runId, capacity - taken)
  await lockPeople(tx, next.map(personOf))
  for (const enrolment of next) await promote(tx, { run, enrolment }, { now, closes, office }, context)
}

/**
 * Nobody new is given a place now, so nobody is left hoping: everyone who waits is told, and so is whoever was offered a
 * place for longer than the list is open, because its dates have changed.
 */
async function endList(tx: Tx, run: Run, now: Date, context: Context): Promise<void> {
  const hoping = await listHoping(tx, run.id)
  await lockPeople(tx, hoping.map(personOf))
  for (const enrolment of hoping) {
    const action = enrolment.status === 'offered' ? 'lapse' : 'end-waiting'
    await transition(tx, { run, enrolment }, { action, by: machine, now }, context)
  }
}

const personOf = ({ person_id }: Enrolment) => person_id

async function lapseExpired(tx: Tx, run: Run, now: Date, context: Context): Promise<void> {
  const expired = await listExpired(tx, run.id, now)
  await lockPeople(tx, expired.map(personOf))
  for (const enrolment of expired)
    await transition(tx, { run, enrolment }, { action: 'lapse', by: machine, now }, context)
}

async function promote(
  tx: Tx,
  held: { run: Run; enrolment: InLine },
  { now, closes, office }: { now: Date; closes: Date; office: OfficeCalendar },
  context: Context,
): Promise<void> {
  const { run, enrolment } = held
  const byEmail = !mustBeCalled(enrolment)
  const booked = { runId: run.id, personId: enrolment.person_id, now }
  const overlaps = (await listOverlaps(tx, booked, ['confirmed'])).length > 0
  const action = decideNext(run.waiting_list_mode, { byEmail, overlaps })
  if (action === 'leave-to-staff') return
  const terms = offerTerms({ now, closes, byEmail }, context.config.offers, office)
  await transition(tx, held, { action, by: machine, now, terms }, context)
}

async function officeCalendar(tx: Tx, now: Date, { config }: Context): Promise<OfficeCalendar> {
  const day = (instant: Date) => dayOf(instant, config.timeZone)
  const inTwoMonths = addMinutes(now, 60 * 24 * 60)
  return {
    timeZone: config.timeZone,
    hours: config.offers.workingHours,
    closedDays: await listClosedDays(tx, day(now), day(inTwoMonths)),
  }
}
