// Records are merged and taken apart while people enrol and withdraw: after every step, what must hold holds.
import fc from 'fast-check'
import { sql } from 'kysely'
import { audit } from '../../src/audit/audit.ts'
import { testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { type Office, officeOf } from '../enrolment/merging/support/records.ts'
import { runKinds } from './story.ts'
import { allJobs, newWorld, pick, type World } from './world.ts'

const college = testApp()

const seed = process.env.MODEL_SEED === undefined ? {} : { seed: Number(process.env.MODEL_SEED) }
const numRuns = Number(process.env.MODEL_RUNS ?? 15)

type Step =
  | { do: 'enrol'; run: number; who: number }
  | { do: 'withdraw' | 'accept' | 'pass'; which: number }
  | { do: 'merge'; kept: number; merged: number; email: 'kept' | 'merged' }
  | { do: 'undo'; which: number }
  | { do: 'approve'; which: number }
  | { do: 'fill' | 'jobs' | 'wait' }

const which = fc.nat({ max: 40 })
const record = <Shape extends object>(shape: { [Name in keyof Shape]: fc.Arbitrary<Shape[Name]> }) =>
  fc.record(shape, { noNullPrototype: true })
const merge = record({
  do: fc.constant('merge' as const),
  kept: which,
  merged: which,
  email: fc.constantFrom('kept' as const, 'merged' as const),
})
const undo = record({ do: fc.constant('undo' as const), which })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: record({ do: fc.constant('enrol' as const), run: which, who: which }) },
  { weight: 4, arbitrary: record({ do: fc.constantFrom('withdraw', 'accept', 'pass', 'approve'), which }) },
  { weight: 5, arbitrary: merge },
  { weight: 4, arbitrary: undo },
  {
    weight: 4,
    arbitrary: record({ do: fc.constantFrom('fill' as const, 'jobs' as const, 'wait' as const) }),
  },
)

const story = record({
  kinds: fc.shuffledSubarray([...runKinds], { minLength: 1, maxLength: 2 }),
  steps: fc.array(step, { minLength: 8, maxLength: 30, size: 'max' }),
})

const happened = new Map<string, number>()

test('after every step of every story of merging and undoing, what must hold holds', async () => {
  happened.clear()
  await fc.assert(
    fc.asyncProperty(story, async ({ kinds, steps }) => {
      const world = await newWorld(college(), kinds)
      world.people.push(await addPerson(world.db, { email: null }))
      await world.db
        .updateTable('person')
        .set({ email_confirmed_at: world.clock.now })
        .where('email', 'is not', null)
        .execute()
      const office = await officeOf(college())
      for (const [index, one] of steps.entries()) {
        world.clock.now = new Date(world.clock.now.getTime() + 3000)
        await perform(world, office, one)
        await mustHold(world, `step ${index + 1} (${JSON.stringify(one)})`)
      }
      await partAll(world, office)
      await world.work(...allJobs)
      await mustHold(world, 'everything was taken apart again')
    }),
    { ...seed, numRuns, endOnFailure: process.env.QUICK === '1' },
  )
  // A story in which nothing was ever merged shows nothing.
  for (const name of ['merge', 'merge of two places', 'undo', 'undo with a place to restore'])
    expect([name, (happened.get(name) ?? 0) > 0]).toEqual([name, true])
}, 300_000)

async function perform(world: World, office: Office, one: Step): Promise<void> {
  const [deeds] = world.processes
  switch (one.do) {
    case 'enrol':
      await deeds.enrol(pick(world.runIds, one.run)!, pick(world.people, one.who)!)
      return
    case 'withdraw':
      return onLive(world, one.which, ['confirmed', 'waiting', 'offered'], (id) => deeds.withdraw(id))
    case 'approve':
      return onLive(world, one.which, ['requested'], (id) => deeds.approve(id))
    case 'accept':
    case 'pass':
      return answer(world, one.do, one.which)
    case 'merge':
      return join(world, office, one)
    case 'undo':
      return undoOne(world, office, one.which)
    case 'fill':
      return world.work('waiting-list.fill-places')
    case 'jobs':
      return world.work(...allJobs)
    case 'wait':
      world.clock.now = new Date(world.clock.now.getTime() + 24 * 3_600_000)
  }
}

async function answer(world: World, yes: 'accept' | 'pass', index: number): Promise<void> {
  const offers = await world.db
    .selectFrom('offer')
    .where('status', '=', 'open')
    .orderBy('id')
    .select('id')
    .execute()
  const offer = pick(offers, index)
  if (offer !== undefined) await world.processes[0][yes](offer.id)
}

async function undoOne(world: World, office: Office, index: number): Promise<void> {
  const merges = await world.db.selectFrom('person_merge').orderBy('number').select('id').execute()
  const chosen = pick(merges, index)
  if (chosen !== undefined) await part(world, office, chosen.id)
}

async function onLive(
  world: World,
  index: number,
  statuses: string[],
  deed: (id: string) => Promise<unknown>,
) {
  const rows = await world.db
    .selectFrom('enrolment')
    .orderBy('queue_number')
    .select(['id', 'status'])
    .execute()
  const one = pick(
    rows.filter(({ status }) => statuses.includes(status)),
    index,
  )
  if (one !== undefined) await deed(one.id)
}

async function join(
  world: World,
  office: Office,
  { kept, merged, email }: Step & { do: 'merge' },
): Promise<void> {
  const doubled = await countMerged(world)
  const result = await office.merge(pick(world.people, kept)!, pick(world.people, merged)!, { email })
  if (result.ok) count('merge')
  if ((await countMerged(world)) > doubled) count('merge of two places')
}

async function part(world: World, office: Office, mergeId: string): Promise<void> {
  const doubled = await countMerged(world)
  const result = await office.undo(mergeId)
  if (result.ok) count('undo')
  if ((await countMerged(world)) < doubled) count('undo with a place to restore')
}

async function countMerged({ db }: World): Promise<number> {
  return (await db.selectFrom('enrolment').where('status', '=', 'merged').select('id').execute()).length
}

function count(name: string): void {
  happened.set(name, (happened.get(name) ?? 0) + 1)
}

async function partAll(world: World, office: Office): Promise<void> {
  const open = world.db.selectFrom('person_merge').where('undone_at', 'is', null).orderBy('number', 'desc')
  for (const { id } of await open.select('id').execute()) await part(world, office, id)
  const left = await world.db.selectFrom('person').where('merged_into', 'is not', null).select('id').execute()
  if (left.length > 0) throw new Error(`${left.length} records are merged after all was taken apart`)
}

async function mustHold({ db, config, now }: World, after: string): Promise<void> {
  const faults = (await audit(db, { clock: () => now(1), config })).flatMap(({ holds, faults: found }) =>
    found.map((fault) => `${holds}: ${fault}`),
  )
  // A record that is part of another has nothing that anybody could come upon.
  const { rows } = await sql<{ fault: string }>`
    select 'enrolment ' || enrolment.id || ' is on a record that was merged' as fault
      from enrolment join person on person.id = enrolment.person_id where merged_into is not null
    union all select 'a role is on a record that was merged: ' || person_id
      from role_grant join person on person.id = person_id where merged_into is not null
    union all select 'merged with a record that is itself part of another: ' || part.id
      from person part join person whole on whole.id = part.merged_into where whole.merged_into is not null
    union all select 'merged, and nobody noted it: ' || id from person where merged_into is not null
      and not exists (select from person_merge where merged_id = person.id and undone_at is null)`.execute(db)
  const all = [...faults, ...rows.map(({ fault }) => fault)]
  if (all.length > 0) throw new Error(`After ${after}:\n${all.join('\n')}`)
}
