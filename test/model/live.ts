// Lives a story through, looking after every step whether everything that must hold still does.
import { audit } from '../../src/audit/audit.ts'
import { closingTime } from '../../src/catalogue/open.ts'
import { runFacts } from '../../src/enrolment/enrol.ts'
import { findRun, listSessions } from '../../src/scheduling/queries.ts'
import { listRunsToFill } from '../../src/waiting-list/queries.ts'
import type { TestApp } from '../support/app.ts'
import type { Action, Story } from './actions.ts'
import { perform } from './perform.ts'
import { newDesk, note, overtakings, type Standing, wasGivenPlace } from './queue.ts'
import { ahead, allJobs, newWorld, type World } from './world.ts'

/** Throws with what broke, and after which step. */
export async function live(app: TestApp, { kinds, steps }: Story): Promise<void> {
  const world = await newWorld(app, kinds)
  const desk = newDesk(world.came)
  for (const [index, { action, milliseconds }] of steps.entries()) {
    world.clock.now = new Date(world.clock.now.getTime() + milliseconds)
    const before = await observe(world)
    const { ok, deed } = await perform(world, action)
    const after = await observe(world)
    {
      const g = globalThis as any
      g.stats ??= {}
      const k = `${action.do} ${String(ok)}`
      g.stats[k] = (g.stats[k] ?? 0) + 1
      for (const p of after.people.values()) {
        const b = before.people.get(p.id)
        if (b?.status !== p.status) {
          const k2 = `  ${b?.status ?? 'new'}${b?.expired ? '(expired)' : ''} -> ${p.status}`
          g.stats[k2] = (g.stats[k2] ?? 0) + 1
        }
      }
    }
    const faults = [
      ...overtakings(desk, before.people, after.people),
      ...oversold(before, after, action),
      ...givenOnCancelledRun(before, after),
      ...(ok === false && written(before) !== written(after)
        ? ['it was refused, and changed something']
        : []),
      ...(await broken(world)),
    ]
    if (faults.length > 0) throw new Error(`After step ${index + 1} (${action.do}):\n${faults.join('\n')}`)
    note(desk, deed, before.people, after.people)
  }
  await settle(world)
}

interface Observed {
  people: Map<string, Standing>
  /** By run: places that are taken beyond those there are, and whether the reason is recorded. */
  tooMany: Map<string, { places: number; reason: boolean }>
  cancelled: Set<string>
}

/** Counts by hand what the product counts in SQL. An offer holds its place while either process says that it does. */
async function observe({ db, clock }: World): Promise<Observed> {
  const rows = await db
    .selectFrom('enrolment')
    .leftJoin('offer', (join) =>
      join.onRef('offer.enrolment_id', '=', 'enrolment.id').on('offer.status', '=', 'open'),
    )
    .select(['enrolment.id', 'enrolment.run_id as runId', 'enrolment.status', 'offer.expires_at as until'])
    .execute()
  const latest = new Date(clock.now.getTime() + ahead)
  const people = rows.map(({ until, ...row }) => ({ ...row, expired: until !== null && until <= latest }))
  const runs = await db
    .selectFrom('run')
    .select(['id', 'capacity', 'status', 'over_full_reason as reason'])
    .execute()
  const taken = (runId: string) =>
    people.filter(
      (one) =>
        one.runId === runId && (one.status === 'confirmed' || (one.status === 'offered' && !one.expired)),
    )
  return {
    cancelled: new Set(runs.filter(({ status }) => status === 'cancelled').map(({ id }) => id)),
    people: new Map(people.map((one) => [one.id, one])),
    tooMany: new Map(
      runs.map(({ id, capacity, reason }) => [
        id,
        { places: Math.max(0, taken(id).length - capacity), reason: reason !== null },
      ]),
    ),
  }
}

/** Too many are there only by a decision of staff, and nobody is added to them. */
function oversold(before: Observed, after: Observed, action: Action): string[] {
  return [...after.tooMany].flatMap(([runId, { places, reason }]) => {
    const were = before.tooMany.get(runId)?.places ?? 0
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

function written({ people, tooMany }: Observed): string {
  return JSON.stringify([[...people], [...tooMany]])
}

async function broken({ db, config, now }: World): Promise<string[]> {
  const found = await audit(db, { now: now(1), config })
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
