import { sql } from 'kysely'
import { coverageFaults, listInviteCoverage } from '../calendar/coverage.ts'
import type { CalendarSession } from '../calendar/session.ts'
import type { CalendarInvitations, Db } from '../database/schema.ts'
import { mostEntriesFor } from '../enrolment/invites.ts'
import { nobodyCounted, taughtSessions } from '../enrolment/teaching-invites/sessions.ts'
import { addMinutes } from '../lib/time.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import type { Checking, Invariant } from './invariant.ts'
import { faultsOfOthers, inWords, keyOf, listBeingTold, sessionsByRun, toldByKey } from './invites.ts'
import { listPending } from './jobs.ts'

interface Giver {
  person_id: string
  run_id: string
  address: string | null
  neutral_calendar_titles: boolean
  calendar_invitations: CalendarInvitations
  title: string
  drop_in: boolean
  changed_at: Date
  own_dates: string[]
}

/** A sweep gives people what they lack, some runs a minute. In a day it comes to every one. */
const minutesToHeal = 24 * 60

export const trainersCalendarsShowTheirDates: Invariant = {
  holds:
    'Everyone who gives a published run, and nobody else, has the coming dates they give in their calendar',
  async findFaults(checking) {
    const { db, now } = checking
    const givers = await listGivers(db, now)
    const sessions = await sessionsByRun(db, givers)
    const coverage = await listInviteCoverage(db, { now: new Date(0), teaching: true })
    const beingTold = await listBeingTold(db)
    const refreshed = await listPending(db, 'enrolment.refresh-teaching', 'runId')
    const isSettled = (runId: string, personId: string) =>
      !beingTold.has(runId) && !beingTold.has(personId) && !refreshed.has(runId)
    const told = toldByKey(coverage.filter(({ runId, personId }) => isSettled(runId, personId)))
    const people = givers
      .filter((one) => isSettled(one.run_id, one.person_id))
      .flatMap((one) => faultsOf(one, told.get(keyOf(one)) ?? [], sessions.get(one.run_id) ?? [], checking))
    return [...people, ...faultsOfOthers(new Set(givers.map(keyOf)), told, checking)]
  },
}

async function listGivers(db: Db, now: Date): Promise<Giver[]> {
  const { rows } = await sql<Giver>`
    select given.person_id, given.run_id, person.email as address, person.neutral_calendar_titles,
      person.calendar_invitations, course.title, run.drop_in, run.updated_at as changed_at,
      array_agg(given.session_id::text) as own_dates
    from session_trainer given join run on run.id = given.run_id and run.status in ('published', 'ended')
    join course on course.id = run.course_id join person on person.id = given.person_id
    where given.status = 'planned' and given.ends_at > ${now}
    group by given.person_id, given.run_id, person.id, course.id, run.id
    order by given.run_id, given.person_id`.execute(db)
  return rows
}

function faultsOf(
  one: Giver,
  told: CalendarSession[],
  sessions: SessionDetails[],
  { now, config }: Checking,
): string[] {
  const invited = one.address !== null && one.calendar_invitations !== 'none'
  const own = sessions.filter(({ id, status }) => status === 'planned' && one.own_dates.includes(id))
  const run = { id: one.run_id, title: one.title, drop_in: one.drop_in }
  const wanted = invited ? taughtSessions(run, own, one, nobodyCounted, config) : []
  // How many come is told when something else is, and the address of this site may have changed since.
  const [coming = [], desired = []] = [told.filter(({ endsAt }) => endsAt > now), wanted].map((list) =>
    list.map((session) => ({ ...session, description: '' })),
  )
  const healed = new Set(own.filter((session) => !isYoung(session, one, now)).map(({ id }) => id))
  const mostEntries = mostEntriesFor(one)
  return coverageFaults(coming, desired, { now, timeZone: config.timeZone, mostEntries })
    .filter(({ reason, sessionId }) => reason !== 'missing' || healed.has(sessionId))
    .map((fault) => `${keyOf(one)}: ${inWords(fault)}`)
}

function isYoung(
  { updated_at: updated }: SessionDetails,
  { changed_at: changed }: Giver,
  now: Date,
): boolean {
  return Math.max(updated.getTime(), changed.getTime()) > addMinutes(now, -minutesToHeal).getTime()
}
