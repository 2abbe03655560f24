import { cutIntoBlocks } from '../calendar/blocks.ts'
import {
  type CoverageFault,
  coverageFaults,
  type InviteCoverage,
  listInviteCoverage,
} from '../calendar/coverage.ts'
import type { CalendarSession } from '../calendar/session.ts'
import type { CalendarInvitations, Db } from '../database/schema.ts'
import { calendarSessions, mostEntriesFor } from '../enrolment/invites.ts'
import { listSessions, type SessionDetails } from '../scheduling/queries.ts'
import type { Checking, Invariant } from './invariant.ts'
import { listPending } from './jobs.ts'

interface Participant {
  person_id: string
  run_id: string
  /** Where their mail goes; null for someone without an address, who has no invites. */
  address: string | null
  confirmed_at: Date
  neutral_calendar_titles: boolean
  calendar_invitations: CalendarInvitations
  title: string
}

export const calendarsShowTheSessions: Invariant = {
  holds: 'Everyone with a place, and nobody else, has the coming sessions of their runs in their calendar',
  async findFaults(checking) {
    const { db } = checking
    const participants = await listParticipants(db)
    const sessions = await sessionsByRun(db, participants)
    const told = toldByKey(await listInviteCoverage(db, { now: new Date(0) }))
    const beingTold = await listBeingTold(db)
    const people = participants.flatMap((one) =>
      beingTold.has(one.run_id) || beingTold.has(one.person_id)
        ? []
        : faultsOf(one, told.get(keyOf(one)) ?? [], sessions.get(one.run_id) ?? [], checking),
    )
    return [...people, ...faultsOfOthers(new Set(participants.map(keyOf)), told, checking)]
  },
}

async function listParticipants(db: Db): Promise<Participant[]> {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('enrolment.status', '=', 'confirmed')
    .select([
      'enrolment.person_id',
      'enrolment.run_id',
      'enrolment.confirmed_at',
      'person.email as address',
      'person.neutral_calendar_titles',
      'person.calendar_invitations',
      'course.title',
    ])
    .$narrowType<{ confirmed_at: Date }>()
    .execute()
}

export async function sessionsByRun(
  db: Db,
  participants: Pick<Participant, 'run_id'>[],
): Promise<Map<string, SessionDetails[]>> {
  const sessions = await listSessions(db, [...new Set(participants.map(({ run_id }) => run_id))])
  const byRun = new Map<string, SessionDetails[]>()
  for (const session of sessions) byRun.set(session.run_id, [...(byRun.get(session.run_id) ?? []), session])
  return byRun
}

/** By person, run and address; what has ended is in it too. */
export function toldByKey(coverage: InviteCoverage[]): Map<string, CalendarSession[]> {
  return new Map(
    coverage.map(({ personId, runId, address, sessions }) => [
      keyOf({ person_id: personId, run_id: runId, address }),
      sessions,
    ]),
  )
}

export function keyOf({
  person_id,
  run_id,
  address,
}: Pick<Participant, 'person_id' | 'run_id' | 'address'>): string {
  return `run ${run_id}, person ${person_id}, address ${address?.toLowerCase() ?? 'none'}`
}

/** Runs and people whose calendars are rewritten in a moment, and may still show what was. */
export async function listBeingTold(db: Db): Promise<Set<string>> {
  return new Set([
    ...(await listPending(db, 'enrolment.refresh-invites', 'runId')),
    ...(await listPending(db, 'enrolment.cancel-run', 'runId')),
    ...(await listPending(db, 'enrolment.refresh-person', 'personId')),
  ])
}

function faultsOf(
  one: Participant,
  told: CalendarSession[],
  sessions: SessionDetails[],
  { now, config }: Checking,
): string[] {
  const invited = one.address !== null && one.calendar_invitations !== 'none'
  const wanted = invited ? calendarSessions({ id: one.run_id, title: one.title }, sessions, one, config) : []
  // Descriptions hold the address of this site, which may have changed since.
  const [coming, desired] = [told.filter(({ endsAt }) => endsAt > now), wanted].map((list) =>
    list.map((session) => ({ ...session, description: '' })),
  )
  const irregular = wasTooIrregular(one, told, wanted, config.timeZone)
  const mostEntries = mostEntriesFor(one)
  return coverageFaults(coming ?? [], desired ?? [], { now, timeZone: config.timeZone, mostEntries })
    .filter(({ reason }) => reason !== 'missing' || !irregular)
    .map((fault) => `${keyOf(one)}: ${inWords(fault)}`)
}

/** Whether, when the person was given the place, so many dates fitted no pattern that they were pointed to the feed. */
function wasTooIrregular(
  { confirmed_at, calendar_invitations }: Participant,
  told: CalendarSession[],
  wanted: CalendarSession[],
  timeZone: string,
): boolean {
  const ids = new Set(told.map(({ id }) => id))
  const untold = wanted.filter(({ id, endsAt }) => endsAt > confirmed_at && !ids.has(id))
  return cutIntoBlocks(untold, timeZone).length > mostEntriesFor({ calendar_invitations })
}

/** People who are none of these, and addresses nobody reads any more. */
export function faultsOfOthers(
  known: Set<string>,
  told: Map<string, CalendarSession[]>,
  { now }: Checking,
): string[] {
  return [...told]
    .filter(([key]) => !known.has(key))
    .flatMap(([key, sessions]) =>
      sessions
        .filter(({ endsAt }) => endsAt > now)
        .map(({ id }) => `${key}: ${inWords({ sessionId: id, reason: 'surplus' })}`),
    )
}

export function inWords({ sessionId, reason }: CoverageFault): string {
  const words: Record<CoverageFault['reason'], string> = {
    missing: 'is not in the calendar',
    surplus: 'is in the calendar, and should not be',
    outdated: 'is in the calendar as it was once, not as it is now',
    doubled: 'is in the calendar twice',
  }
  return `session ${sessionId} ${words[reason]}`
}
