// Lives a story through, looking after every step whether everything that must hold still does.
import { audit } from '../../src/audit/audit.ts'
import { closingTime } from '../../src/catalogue/open.ts'
import { runFacts } from '../../src/enrolment/rules.ts'
import { findRun, listSessions } from '../../src/scheduling/queries.ts'
import { listRunsToFill } from '../../src/waiting-list/queries.ts'
import type { TestApp } from '../support/app.ts'
import type { Action } from './actions.ts'
import { perform } from './perform.ts'
import { newDesk, note, overtakings, type Standing, wasGivenPlace } from './queue.ts'
import type { Story } from './story.ts'
import { allJobs, newWorld, type World } from './world.ts'

/** Throws with what broke, and after which step. */
export async function live(app: TestApp, { kinds, steps }: Story): Promise<void> {
  const world = await newWorld(app, kinds)
  const desk = newDesk(world.came)
  for (const [index, { action, milliseconds }] of steps.entries()) {
    world.clock.now = new Date(world.clock.now.getTime() + milliseconds)
    const before = await observe(world)
    const { ok, deed } = await perform(world, action)
    const after = await observe(world)
    const faults = [
      ...overtakings(desk, before.people, after.people),
      ...oversold(before, after, action),
      ...givenOnCancelledRun(before, after),
      ...(ok === false ? changed(before, after, action) : []),
      ...(await broken(world)),
    ]
    if (faults.length > 0) throw new Error(`After step ${index + 1} (${action.do}):\n${faults.join('\n')}`)
    note(desk, deed, before.people, after.people)
  }
  await settle(world)
}

interface Observed {
  people: Map<string, Standing>
  /**
   * By run: places that are taken beyond those there are, as the process says whose clock is ahead; as the one says that
   * keeps an offer longer; and whether the reason is recorded.
   */
  tooMany: Map<string, { places: number; kept: number; reason: boolean }>
  cancelled: Set<string>
}

/** Counts by hand what the product counts in SQL. */
async function observe({ db, now }: World): Promise<Observed> {
  const people = await db
    .selectFrom('enrolment')
    .leftJoin('offer', (join) =>
      join.onRef('offer.enrolment_id', '=', 'enrolment.id').on('offer.status', '=', 'open'),
    )
    .select(['enrolment.id', 'enrolment.run_id as runId', 'enrolment.status', 'offer.expires_at as until'])
    .execute()
  const runs = await db.selectFrom('run').select(['id', 'capacity', 'status', 'over_full_reason']).execute()
  const taken = (runId: string, at: Date) =>
    people.filter((one) => one.runId === runId && isTaken(one.status, one.until, at)).length
  const cancelled = runs.filter(({ status }) => status === 'cancelled')
  return {
    cancelled: new Set(cancelled.map(({ id }) => id)),
    people: new Map(
      people.map(({ until, ...one }) => [one.id, { ...one, expired: until !== null && until <= now(0) }]),
    ),
    tooMany: new Map(
      runs.map(({ id, capacity, over_full_reason }) => [
        id,
        {
          places: Math.max(0, taken(id, now(1)) - capacity),
          kept: Math.max(0, taken(id, now(0)) - capacity),
          reason: over_full_reason !== null,
        },
      ]),
    ),
  }
}

function isTaken(status: string, until: Date | null, now: Date): boolean {
  return status === 'confirmed' || (status === 'offered' && until !== null && until > now)
}

/** Too many are there only by a decision of staff, and nobody is added to them. */
function oversold(before: Observed, after: Observed, action: Action): string[] {
  return [...after.tooMany].flatMap(([runId, { places, reason }]) => {
    const were = before.tooMany.get(runId)?.kept ?? 0
    const decided = action.do === 'change-capacity' && action.overFull
    return places > 0 && (!reason || (places > were && !decided))
      ? [`run ${runId} has ${places} taken beyond its places, and had ${were}`]
      : []
  })
}

function givenOnCancelledRun(before: Observed, after: Observed): string[] {
  const given = [...after.people.values()].filter((one) => wasGivenPlace(before.people.get(one.id), one))
  return given
    .filter(({ runId }) => before.cancelled.has(runId))
    .map(({ id, runId }) => `${id} was given a place on run ${runId}, which is cancelled`)
}

/** Statuses that changed. Only a yes that came too late may leave its mark: the offer is noted as run out. */
function changed(before: Observed, after: Observed, action: Action): string[] {
  return [...after.people.values()]
    .filter(({ id, status }) => {
      const was = before.people.get(id)?.status
      return was !== status && !(action.do === 'accept' && was === 'offered' && status === 'lapsed')
    })
    .map(({ id, status }) => `it was refused, and ${id} is ${status} now`)
}

async function broken({ db, config, now }: World): Promise<string[]> {
  const found = await audit(db, { clock: () => now(1), config })
  return found.flatMap(({ holds, faults }) => faults.map((fault) => `${holds}: ${fault}`))
}

/** Once all promised work is done, nothing is broken, and no place is kept from people who wait for one. */
async function settle(world: World): Promise<void> {
  await world.work(...allJobs)
  await world.sweep()
  await world.work(...allJobs)
  const faults = [...(await broken(world)), ...(await forgottenPlaces(world))]
  if (faults.length > 0) throw new Error(`After everything was done:\n${faults.join('\n')}`)
}

async function forgottenPlaces({ db, clock }: World): Promise<string[]> {
  const waiting: string[] = []
  for (const runId of await listRunsToFill(db, clock.now)) {
    const run = await findRun(db, runId)
    const closes = run && closingTime(runFacts(run, await listSessions(db, [runId])))
    if (closes !== undefined && closes > clock.now)
      waiting.push(`run ${runId} has a place that nobody is given`)
  }
  return waiting
}
