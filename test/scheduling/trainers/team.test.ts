// A trainer cannot come any more: somebody takes over, or it is said why nobody does and staff go on looking.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { changeTeam } from '../../../src/scheduling/trainers/change-team.ts'
import { decideTeam } from '../../../src/scheduling/trainers/rules.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { held } from '../../accounts/closing/held.ts'
import { isWaiting } from '../../support/waiting.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun, today } from '../../support/college.ts'
import { errorsOn, office } from '../../support/office.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)
const trainer = (name: string) => addPerson(college().db, { name, roles: ['trainer'] })

async function teamOf(runId: string) {
  const rows = college()
    .db.selectFrom('run_trainer')
    .innerJoin('person', 'person.id', 'run_trainer.person_id')
    .where('run_id', '=', runId)
    .orderBy('person.name')
  return (await rows.select(['person.name', 'expertise', 'left_at']).execute()).map(
    ({ name, expertise, left_at }) => `${name} ${expertise}${left_at === null ? '' : ' left'}`,
  )
}

const datesOf = async (personId: string) =>
  (
    await college()
      .db.selectFrom('session_trainer')
      .select('starts_at')
      .where('person_id', '=', personId)
      .orderBy('starts_at')
      .execute()
  ).map(({ starts_at }) => starts_at)

const marks = (runId: string) =>
  college()
    .db.selectFrom('run')
    .select(['pair_broken_at', 'co_delivery_override'])
    .where('id', '=', runId)
    .executeTakeFirst()

test('somebody takes over half way: the dates before stay with whoever taught them, the others go over', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const run = await addRun(db, { sessions: [{ startsAt: inDays(-7) }, { startsAt: inDays(7) }] })
  const cleo = await trainer('Cleo')
  const page = paths.adminRunTrainers({ id: run.runId })
  await ada.get(page)
  const leaving = paths.adminTrainerLeaving({ id: run.runId })
  expect((await ada.post(leaving, { leaves: run.peerId, comes: cleo })).status).toBe(303)
  expect(await teamOf(run.runId)).toEqual([
    'Cleo lived',
    expect.stringContaining('lived left'),
    expect.stringContaining('professional'),
  ])
  expect(await datesOf(run.peerId)).toEqual([inDays(-7)])
  expect(await datesOf(cleo)).toEqual([inDays(7)])
  expect(await marks(run.runId)).toEqual({ pair_broken_at: null, co_delivery_override: null })
})

test('whoever left sees the class no more', async () => {
  const { db } = college()
  const run = await addRun(db, { sessions: [{ startsAt: inDays(-7) }, { startsAt: inDays(7) }] })
  await db.updateTable('person').set({ email: 'peer@example.org' }).where('id', '=', run.peerId).execute()
  const [ada] = await office(college(), 'Ada')
  const peer = await college().as('peer@example.org')
  const list = paths.classList({ id: run.runId })
  expect((await peer.get(list)).status).toBe(200)
  const leaving = paths.adminTrainerLeaving({ id: run.runId })
  await ada.get(paths.adminRunTrainers({ id: run.runId }))
  await ada.post(leaving, { leaves: run.peerId, comes: await trainer('Cleo') })
  expect((await peer.get(list)).status).toBe(404)
})

test('a published run that loses half of its pair needs a reason, and the office is reminded until it is whole', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const run = await addRun(db)
  const page = paths.adminRunTrainers({ id: run.runId })
  const leaving = paths.adminTrainerLeaving({ id: run.runId })
  await ada.get(page)
  const refused = await ada.post(leaving, { leaves: run.peerId, comes: '', reason: '' })
  expect([refused.status, errorsOn(refused.text)]).toEqual([
    422,
    expect.stringContaining('Say why nobody takes over'),
  ])
  expect(load(refused.text)('details[open]')).toHaveLength(1)
  await ada.post(leaving, { leaves: run.peerId, comes: '', reason: 'Ill since Monday' })
  expect(await marks(run.runId)).toEqual({ pair_broken_at: today, co_delivery_override: 'Ill since Monday' })
  expect((await ada.get('/admin')).text).toContain('A trainer is needed')
  expect((await ada.get(paths.adminRun({ id: run.runId }))).text).toContain('A trainer is needed')
  expect((await ada.get(page)).text).toContain('A peer trainer is missing')
  await ada.post(page, { comes: await trainer('Cleo'), expertise: 'lived' })
  expect(await marks(run.runId)).toEqual({ pair_broken_at: null, co_delivery_override: null })
  expect((await ada.get('/admin')).text).not.toContain('A trainer is needed')
  expect((await ada.get(paths.adminRun({ id: run.runId }))).text).not.toContain('A trainer is needed')
})

test('where nobody is known yet, both trainers are said to be missing', async () => {
  const [ada] = await office(college(), 'Ada')
  const { runId: id } = await addRun(college().db, { status: 'draft', trainers: 'none' })
  const said = (await ada.get(paths.adminRunTrainers({ id }))).text
  expect(said).toContain('A peer trainer and a professional trainer are missing.')
  expect((await ada.get(paths.adminPublication({ id }))).text).toContain('There is no trainer yet.')
})

test('who is free and knows the course comes first; who teaches something else then is refused by name of the course', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const run = await addRun(db)
  const before = await addRun(db, {
    course: run.courseId,
    sessions: [{ startsAt: inDays(-70) }],
    status: 'ended',
  })
  const [busy, free] = [await addRun(db), await trainer('Aaron')]
  const page = paths.adminRunTrainers({ id: run.runId })
  const html = load((await ada.get(page)).text)
  const group = (label: string) =>
    html(`#comes-${run.peerId} optgroup[label="${label}"] option`)
      .toArray()
      .map(({ attribs }) => attribs.value)
  const [here, elsewhere] = [group('Free and suitable'), group('Not free then')]
  expect(here[0]).toBe(before.peerId)
  expect(here).toContain(free)
  expect(elsewhere.sort()).toEqual([busy.peerId, busy.professionalId].sort())
  const answer = await ada.post(paths.adminTrainerLeaving({ id: run.runId }), {
    leaves: run.peerId,
    comes: busy.peerId,
  })
  expect([answer.status, errorsOn(answer.text)]).toEqual([409, expect.stringContaining('They teach Course')])
})

test.each([
  ['nobody', '', 'Choose somebody'],
  ['no such person', '3c9c1f0e-1111-4111-8111-111111111111', 'no trainer any more'],
])('who comes must be a trainer: %s', async (_, comes, message) => {
  const [ada] = await office(college(), 'Ada')
  const run = await addRun(college().db)
  const page = paths.adminRunTrainers({ id: run.runId })
  await ada.get(page)
  const answer = await ada.post(page, { comes, expertise: 'lived' })
  expect(errorsOn(answer.text)).toContain(message)
})

test('of two runs that want one trainer at the same moment, the second waits and is refused', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const [first, second] = [await addRun(db), await addRun(db)]
  const cleo = await trainer('Cleo')
  const comes = { personId: cleo, expertise: 'lived' as const }
  const page = paths.adminRunTrainers({ id: second.runId })
  await ada.get(page)
  const earlier = await held(db, (tx) =>
    changeTeam(tx, first.runId, { leaves: null, comes, reason: null }, { actorId: null, now: today }),
  )
  const later = ada.post(page, { comes: cleo, expertise: 'lived' })
  expect(await isWaiting(later, db)).toBe(true)
  earlier.commit()
  const answer = await later
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    409,
    expect.stringContaining('booked for something else'),
  ])
  expect(await datesOf(cleo)).toHaveLength(1)
})

test.each([
  ['a draft', { status: 'draft', overridden: false }, ['lived'], null, { ok: true, broken: false }],
  [
    'both',
    { status: 'published', overridden: false },
    ['lived', 'professional'],
    null,
    { ok: true, broken: false },
  ],
  [
    'half',
    { status: 'published', overridden: false },
    ['lived'],
    null,
    { ok: false, reason: 'needs-reason' },
  ],
  ['half, with a reason', { status: 'published', overridden: false }, [], 'Ill', { ok: true, broken: true }],
  ['half, as before', { status: 'published', overridden: true }, ['lived'], null, { ok: true, broken: true }],
  [
    'a run that is over',
    { status: 'ended', overridden: false },
    [],
    'Ill',
    { ok: false, reason: 'run-over' },
  ],
] as const)('%s', (_, run, expertise, reason, decided) => {
  expect(decideTeam(run, [...expertise], reason)).toEqual(decided)
})

test('a run that was published with half of its pair has lost nothing when somebody takes over from that half', async () => {
  const { db, runJobs } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, peerId, professionalId } = await addRun(db)
  const override = { co_delivery_override: 'Peers only, on purpose' }
  await db.updateTable('run').set(override).where('id', '=', runId).execute()
  await db.deleteFrom('session_trainer').where('person_id', '=', professionalId).execute()
  await db.deleteFrom('run_trainer').where('person_id', '=', professionalId).execute()
  await ada.get(paths.adminRunTrainers({ id: runId }))
  const leaving = paths.adminTrainerLeaving({ id: runId })
  expect((await ada.post(leaving, { leaves: peerId, comes: await trainer('Cleo') })).status).toBe(303)
  expect(await marks(runId)).toEqual({ pair_broken_at: null, ...override })
  await runJobs()
  // Cleo has the date in her calendar; the office hears nothing.
  expect(await db.selectFrom('mail').select('template').execute()).toEqual([
    { template: 'enrolment/teaching-invited' },
  ])
})
