// Merging two records loses nothing, and undoing it gives back exactly what was there.
import type { Db } from '../../../src/database/schema.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun, today } from '../../support/college.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { deedsIn } from '../../support/deeds.ts'
import { everything, mergeIdOf, officeOf } from './support/records.ts'
import { richPerson } from './support/rich-person.ts'

const college = testApp()

async function twoRichRecords() {
  const app = college()
  const office = await officeOf(app)
  const { id: agreementId } = await app.db
    .selectFrom('agreement')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const shared = { agreementId, office: office.by }
  const kept = await richPerson(app.db, 'Amal', shared, 1)
  const merged = await richPerson(app.db, 'Amalia', shared, 2)
  return { app, db: app.db, office, kept, merged }
}

test.each([
  { email: 'kept', contact: 'kept', supporter: 'kept' },
  { email: 'merged', contact: 'merged', supporter: 'merged' },
] as const)('merged and taken apart again, every table is as it was (%j)', async (choices) => {
  const { db, office, kept, merged } = await twoRichRecords()
  const before = await everything(db)
  const added = await everything(db, [])
  const mergeId = mergeIdOf(await office.merge(kept.id, merged.id, choices))
  expect(await everything(db)).not.toEqual(before)
  expect(await office.undo(mergeId)).toMatchObject({ ok: true, inLine: [] })
  expect(await everything(db)).toEqual(before)
  // What is only ever added to still has every line it had.
  const after = await everything(db, [])
  for (const table of ['audit_event', 'enrolment_event', 'mail', 'calendar_invite'])
    expect(after[table]).toEqual(expect.arrayContaining(added[table] ?? []))
})

test('everything of the other record is on the one that stays', async () => {
  const { db, office, kept, merged } = await twoRichRecords()
  const count = async (id: string) => {
    const counted = await Promise.all(
      (['enrolment', 'mail', 'call', 'access_need', 'role_grant', 'single_sign_on_identity'] as const).map(
        async (table) => [
          table,
          (
            await db
              .selectFrom(table as 'mail')
              .where('person_id', '=', id)
              .select('person_id')
              .execute()
          ).length,
        ],
      ),
    )
    return Object.fromEntries(counted) as Record<string, number>
  }
  mergeIdOf(await office.merge(kept.id, merged.id))
  // Two letters about the merge went out. With one provider of single sign-on, one subject stays behind, and leads here.
  expect(await count(kept.id)).toEqual({
    enrolment: 2,
    mail: 4,
    call: 2,
    access_need: 4,
    role_grant: 1,
    single_sign_on_identity: 1,
  })
  expect(await count(merged.id)).toEqual({
    enrolment: 0,
    mail: 0,
    call: 0,
    access_need: 0,
    role_grant: 0,
    single_sign_on_identity: 1,
  })
  const needs = await db
    .selectFrom('access_need')
    .where('person_id', '=', kept.id)
    .where('ended_at', 'is', null)
    .orderBy('detail')
    .select('detail')
    .execute()
  expect(needs.map(({ detail }) => detail)).toEqual(['Amal needs a lamp', 'Amalia', 'Amalia needs a lamp'])
  const person = await db.selectFrom('person').where('id', '=', kept.id).selectAll().executeTakeFirstOrThrow()
  expect(person).toMatchObject({
    email: 'amal@example.org',
    what_helps: 'Amal likes quiet\nAmalia likes quiet',
  })
  const other = await db
    .selectFrom('person')
    .where('id', '=', merged.id)
    .selectAll()
    .executeTakeFirstOrThrow()
  expect(other).toMatchObject({ email: null, merged_into: kept.id })
})

test('of two chosen contacts one is theirs, and the other is kept for undoing', async () => {
  const { db, office, kept, merged } = await twoRichRecords()
  const contacts = async () =>
    (
      await db
        .selectFrom('emergency_contact')
        .orderBy('updated_at', 'desc')
        .select(['person_id', 'name'])
        .execute()
    ).map(({ person_id, name }) => [name, person_id === kept.id ? 'kept' : 'merged'])
  const mergeId = mergeIdOf(await office.merge(kept.id, merged.id, { contact: 'merged' }))
  expect(await contacts()).toEqual([
    ['Amalia’s sister', 'kept'],
    ['Amal’s sister', 'merged'],
  ])
  await db
    .updateTable('emergency_contact')
    .set({ name: 'Told since', updated_at: addMinutes(today, 60) })
    .where('person_id', '=', kept.id)
    .execute()
  await office.undo(mergeId)
  expect(await contacts()).toEqual([['Told since', 'kept']])
})

describe('two places on one run', () => {
  async function bothOn(keptStatus: 'first' | 'second', capacity: number) {
    const app = college()
    const office = await officeOf(app)
    const deeds = deedsIn(app.db, { config: app.config, clock: () => app.clock.now })
    const [kept, merged, other] = [await addPerson(app.db), await addPerson(app.db), await addPerson(app.db)]
    const { runId } = await addRun(app.db, { capacity })
    const order = keptStatus === 'first' ? [kept, merged, other] : [merged, kept, other]
    for (const id of order) {
      app.clock.now = addMinutes(app.clock.now, 1)
      await deeds.enrol(runId, id)
    }
    await app.runJobs()
    app.clock.now = addMinutes(app.clock.now, 1)
    return { app, db: app.db, office, deeds, kept, merged, other, runId }
  }

  async function standing(db: Db, runId: string) {
    const rows = await db
      .selectFrom('enrolment')
      .where('run_id', '=', runId)
      .orderBy('queue_number')
      .select(['person_id', 'status'])
      .execute()
    return rows.map(({ person_id, status }) => [person_id, status])
  }

  test('a confirmed place stays, a place in line ends, and undone both are there as before', async () => {
    const { app, db, office, kept, merged, other, runId } = await bothOn('second', 1)
    const before = await everything(db)
    expect(await standing(db, runId)).toEqual([
      [merged, 'confirmed'],
      [kept, 'waiting'],
      [other, 'waiting'],
    ])
    const mergeId = mergeIdOf(await office.merge(kept, merged))
    expect(await standing(db, runId)).toEqual([
      [kept, 'confirmed'],
      [kept, 'merged'],
      [other, 'waiting'],
    ])
    await app.runJobs()
    expect(await auditOf(app)).toEqual([])
    expect(await office.undo(mergeId)).toMatchObject({ ok: true, inLine: [] })
    await app.runJobs()
    expect(await everything(db)).toEqual(before)
    expect(await auditOf(app)).toEqual([])
  })

  test('of two confirmed places one goes to the next in line, and undone the other is first in line again', async () => {
    const { app, db, office, kept, merged, other, runId } = await bothOn('first', 2)
    const mergeId = mergeIdOf(await office.merge(kept, merged))
    await app.runJobs()
    expect(await standing(db, runId)).toEqual([
      [kept, 'confirmed'],
      [kept, 'merged'],
      [other, 'offered'],
    ])
    expect(await auditOf(app)).toEqual([])
    expect(await office.undo(mergeId)).toMatchObject({ ok: true, inLine: [expect.any(String)] })
    await app.runJobs()
    expect(await standing(db, runId)).toEqual([
      [kept, 'confirmed'],
      [merged, 'waiting'],
      [other, 'offered'],
    ])
    expect(await auditOf(app)).toEqual([])
  })

  test('what has happened since stays: a place that was given back is not taken again', async () => {
    const { app, db, office, deeds, kept, merged, runId } = await bothOn('first', 1)
    const mergeId = mergeIdOf(await office.merge(merged, kept))
    const place = await db
      .selectFrom('enrolment')
      .where('person_id', '=', merged)
      .where('status', '=', 'confirmed')
      .select('id')
      .executeTakeFirstOrThrow()
    await deeds.withdraw(place.id)
    const again = await deeds.enrol(runId, merged)
    expect(again).toMatchObject({ ok: true, status: 'waiting' })
    await office.undo(mergeId)
    await app.runJobs()
    // The place in line that ended with the merge is not restored beside the new one.
    const rows = await standing(db, runId)
    expect(rows.filter(([id]) => id === kept)).toEqual([[kept, 'withdrawn']])
    expect(rows.filter(([id]) => id === merged).map(([, status]) => status)).toEqual(['merged', 'waiting'])
    expect(await auditOf(app)).toEqual([])
  })
})

test('the calendar of the address that stays has every date, and the other has none', async () => {
  const app = college()
  const office = await officeOf(app)
  const deeds = deedsIn(app.db, { config: app.config, clock: () => app.clock.now })
  const kept = await addPerson(app.db, { email: 'stays@example.org' })
  const merged = await addPerson(app.db, { email: 'goes@example.org' })
  const [first, second] = [
    await addRun(app.db),
    await addRun(app.db, { sessions: [{ startsAt: addMinutes(today, 20_000) }] }),
  ]
  await deeds.enrol(first.runId, kept)
  await deeds.enrol(second.runId, merged)
  const mergeId = mergeIdOf(await office.merge(kept, merged))
  const active = async () =>
    (
      await app.db
        .selectFrom('calendar_invite')
        .where('status', '=', 'active')
        .select(['run_id', 'address'])
        .execute()
    )
      .map(({ run_id, address }) => [run_id === first.runId ? 'first' : 'second', address])
      .sort()
  expect(await active()).toEqual([
    ['first', 'stays@example.org'],
    ['second', 'stays@example.org'],
  ])
  await app.runJobs()
  expect(await auditOf(app)).toEqual([])
  await office.undo(mergeId)
  expect(await active()).toEqual([
    ['first', 'stays@example.org'],
    ['second', 'goes@example.org'],
  ])
  await app.runJobs()
  expect(await auditOf(app)).toEqual([])
})

test('an address that somebody else has by now is not taken from them', async () => {
  const { db, office, kept, merged } = await twoRichRecords()
  const mergeId = mergeIdOf(await office.merge(kept.id, merged.id))
  const newcomer = await addPerson(db, { email: 'amalia@example.org' })
  expect(await office.undo(mergeId)).toMatchObject({ ok: true })
  const people = await db
    .selectFrom('person')
    .where('id', 'in', [newcomer, merged.id])
    .select(['id', 'email', 'claimed_email'])
    .execute()
  expect(people.find(({ id }) => id === newcomer)?.email).toBe('amalia@example.org')
  expect(people.find(({ id }) => id === merged.id)).toMatchObject({
    email: null,
    claimed_email: 'amalia@example.org',
  })
})

test('three records are merged one after the other, and taken apart from the last on', async () => {
  const { db, office, kept, merged } = await twoRichRecords()
  const third = await addPerson(db, { email: null })
  const before = await everything(db)
  const first = mergeIdOf(await office.merge(merged.id, third))
  const second = mergeIdOf(await office.merge(kept.id, merged.id))
  const into = await db
    .selectFrom('person')
    .where('id', '=', third)
    .select('merged_into')
    .executeTakeFirstOrThrow()
  expect(into.merged_into).toBe(kept.id)
  expect(await office.undo(first)).toMatchObject({ ok: false, reason: 'a-later-one-first' })
  await office.undo(second)
  await office.undo(first)
  expect(await office.undo(first)).toMatchObject({ ok: false, reason: 'undone-already' })
  expect(await everything(db)).toEqual(before)
})
