// What people's calendars show, for the audit: everybody's invites stand for exactly the sessions they should have.
import type { Db } from '../database/schema.ts'
import { cutIntoBlocks } from './blocks.ts'
import { hasEnded, isLive, sessionAsTold } from './invite.ts'
import { type CalendarSession, byStart, sameContent } from './session.ts'

export interface InviteCoverage {
  personId: string
  runId: string
  address: string
  /** As last told; only what has not ended. A session twice in this list is twice in the calendar. */
  sessions: CalendarSession[]
}

export type CoverageFault = { sessionId: string; reason: 'missing' | 'surplus' | 'outdated' | 'doubled' }

/** One entry for each person with a place, or who gives it, run and address with active invites. */
export async function listInviteCoverage(
  db: Db,
  { now, teaching = false }: { now: Date; teaching?: boolean },
): Promise<InviteCoverage[]> {
  const rows = await db
    .selectFrom('calendar_invite')
    .select(['person_id', 'run_id', 'address', 'slots'])
    .where('status', '=', 'active')
    .where('teaching', '=', teaching)
    .orderBy('person_id')
    .orderBy('run_id')
    .execute()
  const coverages = new Map<string, InviteCoverage>()
  for (const { person_id: personId, run_id: runId, address, slots } of rows) {
    const key = `${personId} ${runId} ${address}`
    const coverage = coverages.get(key) ?? { personId, runId, address, sessions: [] }
    const told = slots.filter(isLive).filter((slot) => !hasEnded(slot, now))
    coverages.set(key, {
      ...coverage,
      sessions: [...coverage.sessions, ...told.map(sessionAsTold)].sort(byStart),
    })
  }
  return [...coverages.values()]
}

/**
 * Where a calendar differs from the sessions it should show (none when the person is out). Missing sessions are no
 * fault when they would need too many entries: then the person was pointed to the feed.
 */
export function coverageFaults(
  told: CalendarSession[],
  desired: CalendarSession[],
  { now, timeZone, mostEntries }: { now: Date; timeZone: string; mostEntries: number },
): CoverageFault[] {
  const future = new Map(desired.filter(({ endsAt }) => endsAt > now).map((session) => [session.id, session]))
  const ids = new Set(told.map(({ id }) => id))
  const missing = [...future.values()].filter(({ id }) => !ids.has(id))
  const tooIrregular = cutIntoBlocks(missing, timeZone).length > mostEntries
  return [
    ...(tooIrregular ? [] : missing.map(({ id }): CoverageFault => ({ sessionId: id, reason: 'missing' }))),
    ...told.flatMap((one, index) => faultOf(one, future.get(one.id), told.slice(0, index))),
  ]
}

function faultOf(
  told: CalendarSession,
  session: CalendarSession | undefined,
  earlier: CalendarSession[],
): CoverageFault[] {
  if (session === undefined) return [{ sessionId: told.id, reason: 'surplus' }]
  if (earlier.some(({ id }) => id === told.id)) return [{ sessionId: told.id, reason: 'doubled' }]
  const same =
    told.startsAt.getTime() === session.startsAt.getTime() &&
    told.endsAt.getTime() === session.endsAt.getTime() &&
    sameContent(told, session)
  return same ? [] : [{ sessionId: told.id, reason: 'outdated' }]
}
