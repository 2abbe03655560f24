import type { Tx } from '../database/schema.ts'
import { type Context, machine } from '../enrolment/context.ts'
import { runFacts } from '../enrolment/enrol.ts'
import { type Enrolment, getPlaces } from '../enrolment/queries.ts'
import { closingTime } from '../catalogue/open.ts'
import { transition } from '../enrolment/transition.ts'
import { addMinutes, onTheClock } from '../lib/time.ts'
import { listSessions, lockRun, type Run } from '../scheduling/queries.ts'
import { listClosedDays, listExpired, listNextInLine } from './queries.ts'
import { decideNext, offerTerms } from './rules.ts'
import type { OfficeCalendar } from './working-hours.ts'

/**
 * The one function that promotes. Locks the run, lets offers lapse whose time has run out, counts what is free and
 * gives or offers it to the next in line. Every path that frees or adds a place asks for it, and so does the sweep;
 * running it twice does nothing the second time.
 */
export async function fillPlaces(tx: Tx, runId: string, context: Context): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run?.status !== 'published') return
  const now = context.clock()
  await lapseExpired(tx, run, now, context)
  const closes = closingTime(runFacts(run, await listSessions(tx, [runId])))
  if (closes === undefined || closes <= now) return
  const { capacity, taken } = await getPlaces(tx, runId, now)
  if (capacity <= taken || run.waiting_list_mode === 'staff') return
  const office = await officeCalendar(tx, now, context)
  for (const enrolment of await listNextInLine(tx, runId, capacity - taken)) {
    await promote(tx, { run, enrolment }, { now, closes, office }, context)
  }
}

async function lapseExpired(tx: Tx, run: Run, now: Date, context: Context): Promise<void> {
  for (const enrolment of await listExpired(tx, run.id, now)) {
    await transition(tx, { run, enrolment }, { action: 'lapse', by: machine, now }, context)
  }
}

async function promote(
  tx: Tx,
  held: { run: Run; enrolment: Enrolment & { email: string | null } },
  { now, closes, office }: { now: Date; closes: Date; office: OfficeCalendar },
  context: Context,
): Promise<void> {
  const hasEmail = held.enrolment.email !== null
  const action = decideNext(held.run.waiting_list_mode, hasEmail)
  if (action === 'leave-to-staff') return
  const terms = offerTerms({ now, closes, hasEmail }, context.config.offers, office)
  await transition(tx, held, { action, by: machine, now, terms }, context)
}

async function officeCalendar(tx: Tx, now: Date, { config }: Context): Promise<OfficeCalendar> {
  const day = (instant: Date) => onTheClock(instant, config.timeZone).toPlainDate().toString()
  const inTwoMonths = addMinutes(now, 60 * 24 * 60)
  return {
    timeZone: config.timeZone,
    hours: config.offers.workingHours,
    closedDays: await listClosedDays(tx, day(now), day(inTwoMonths)),
  }
}
