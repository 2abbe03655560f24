// Two do something to one run, its drafts or its term in one moment: the second waits, and finds it as the first left it.
import { inTransaction } from '../../src/database/transaction.ts'
import type { Db, Tx } from '../../src/database/schema.ts'
import { RefusedField } from '../../src/editing/refused-field.ts'
import { enrol } from '../../src/enrolment/enrol.ts'
import { cancelRun } from '../../src/scheduling/cancel-run.ts'
import { publishRun } from '../../src/scheduling/publish-run.ts'
import { changeBookingTogether, markOf } from '../../src/scheduling/publishing/booking/change-booking.ts'
import { changeRun } from '../../src/scheduling/runs/change-run.ts'
import { runDetails } from '../../src/scheduling/runs/details.ts'
import { letDraftGo } from '../../src/scheduling/runs/let-draft-go.ts'
import { findRunToEdit } from '../../src/scheduling/runs/queries.ts'
import { cancelSession } from '../../src/scheduling/sessions/cancel.ts'
import { copyTerm } from '../../src/scheduling/term-copies/copy-term.ts'
import { lookAtCopy } from '../../src/scheduling/term-copies/look-at-copy.ts'
import { takeBackCopy } from '../../src/scheduling/term-copies/take-back.ts'
import { removeTerm } from '../../src/scheduling/terms/change-term.ts'
import { findTerm } from '../../src/scheduling/terms/queries.ts'
import { tellOfMissing } from '../../src/scheduling/trainers/alerts/tell-of-missing.ts'
import { changeTeam } from '../../src/scheduling/trainers/change-team.ts'
import { undoChange } from '../../src/scheduling/undo/undo-change.ts'
import { auditTrail, from, inDays } from '../scheduling/support/doings.ts'
import { testApp } from '../support/app.ts'
import { addPerson, addRun, addTerm, today } from '../support/college.ts'
import { student } from '../support/deeds.ts'
import { addDateIn, timesInForm } from '../support/moving.ts'
import { afterAnother } from './support/after-another.ts'

const college = testApp()
const doing = { actorId: null, now: today }
const timeZone = 'Europe/London'

type Added = Awaited<ReturnType<typeof addRun>>
type Work = (tx: Tx, run: Added) => Promise<unknown>

const publish: Work = (tx, { runId }) => publishRun(tx, runId, undefined, doing)
const callOff: Work = (tx, { runId }) => cancelRun(tx, runId, 'Too few people', doing)
const callDateOff: Work = (tx, { sessionIds }) => cancelSession(tx, sessionIds[0] ?? '', doing)
const letGo: Work = (tx, { runId }) => letDraftGo(tx, runId, doing)

const addADate: Work = async (tx, { runId }) => {
  try {
    return await addDateIn(tx, runId, timesInForm(from(inDays(12))), doing)
  } catch (error) {
    return error instanceof RefusedField ? error.message : error
  }
}

test.each<[string, 'draft' | 'published', Work, Work, unknown]>([
  ['a run is published twice', 'draft', publish, publish, { ok: false, reason: 'not-a-draft' }],
  ['a draft is published, and let go', 'draft', publish, letGo, { ok: false, reason: 'not-a-draft' }],
  ['a run is called off twice', 'published', callOff, callOff, { ok: false, reason: 'run-over' }],
  [
    'a run is called off, and a date added',
    'published',
    callOff,
    addADate,
    expect.stringContaining('is over'),
  ],
  ['a date called off twice', 'published', callDateOff, callDateOff, expect.objectContaining({ ok: false })],
])('two at once, and it is done once: %s', async (_, status, first, second, told) => {
  const { db } = college()
  const run = await addRun(db, { status })
  const raced = await afterAnother(
    db,
    (tx) => first(tx, run),
    (tx) => second(tx, run),
  )
  expect(raced).toEqual({
    waited: true,
    first: expect.objectContaining({ ok: true }) as unknown,
    second: told,
  })
  expect(await auditTrail(db)).toHaveLength(1)
})

test('two take over from one trainer: the second hears that they are gone, and nobody is one too many', async () => {
  const { db } = college()
  const { runId, peerId } = await addRun(db)
  const [cleo, dev] = [
    await addPerson(db, { roles: ['trainer'] }),
    await addPerson(db, { roles: ['trainer'] }),
  ]
  const takesOver = (personId: string) => (tx: Tx) => {
    const comes = { personId, expertise: 'lived' as const }
    return changeTeam(tx, runId, { leaves: peerId, comes, reason: null }, doing)
  }
  const raced = await afterAnother(db, takesOver(cleo), takesOver(dev))
  const second = { ok: false, reason: 'gone-already' }
  expect(raced).toEqual({ waited: true, first: { ok: true }, second })
  expect(await db.selectFrom('run_trainer').select('person_id').execute()).toHaveLength(2)
})

test('a trainer who is missing comes while the office is to be told: nobody is told', async () => {
  const { db, config } = college()
  await addPerson(db, { roles: ['administrator'] })
  const { runId, peerId } = await addRun(db)
  const cleo = await addPerson(db, { roles: ['trainer'] })
  const leaving = { leaves: peerId, comes: null, reason: 'Ill' }
  await inTransaction(db, (tx) => changeTeam(tx, runId, leaving, doing))
  const coming = { leaves: null, comes: { personId: cleo, expertise: 'lived' as const }, reason: null }
  const raced = await afterAnother(
    db,
    (tx) => changeTeam(tx, runId, coming, doing),
    (tx) => tellOfMissing(tx, runId, { config, now: today }),
  )
  expect(raced).toMatchObject({ waited: true, first: { ok: true } })
  expect(await db.selectFrom('mail').select('id').execute()).toEqual([])
})

test('somebody gets a place while its publication is undone: it stays in the prospectus, with them on it', async () => {
  const { db, config, clock } = college()
  const { runId } = await addRun(db, { status: 'draft' })
  const personId = await addPerson(db)
  await inTransaction(db, (tx) => publishRun(tx, runId, undefined, doing))
  const { id } = await db
    .selectFrom('audit_event')
    .where('action', '=', 'run.published')
    .select('id')
    .executeTakeFirstOrThrow()
  const context = { config, clock: () => clock.now }
  const raced = await afterAnother(
    db,
    (tx) => enrol(tx, { runId, personId, overlapAccepted: true }, student(personId), context),
    (tx) => undoChange(tx, id, timeZone, doing),
  )
  const second = { ok: false, reason: 'people-on-it' }
  expect(raced).toMatchObject({ waited: true, first: { ok: true }, second })
  const run = db.selectFrom('run').where('id', '=', runId).select('status')
  expect(await run.executeTakeFirst()).toEqual({ status: 'published' })
})

/** Somebody saves one field of a run, as its page does. */
async function edit(tx: Tx, runId: string, field: 'audience' | 'term', value: string) {
  const base = runDetails((await findRunToEdit(tx, runId))!, timeZone)
  return changeRun(tx, runId, { typed: { ...base, [field]: value }, base }, timeZone, doing)
}

async function aTermOfOneDraft(db: Db) {
  const term = await addTerm(db, { startsOn: '2026-09-07', endsOn: '2026-12-18' })
  return { term, ...(await addRun(db, { term, status: 'draft' })) }
}

test('a draft is edited while it is said of all when people can enrol: that is said, and nothing of it is lost', async () => {
  const { db } = college()
  const { term, runId } = await aTermOfOneDraft(db)
  const before = await findRunToEdit(db, runId)
  const shown = new Map([[runId, markOf(before!, timeZone)]])
  const where = { term: (await findTerm(db, term))! }
  const change = { opens_day: '2026-09-06', opens_at: '10:00' }
  const raced = await afterAnother(
    db,
    (tx) => edit(tx, runId, 'audience', 'Carers'),
    (tx) => changeBookingTogether(tx, where, { change, shown }, timeZone, doing),
  )
  const second = { ok: false, reason: 'otherwise' }
  expect(raced).toMatchObject({ waited: true, first: { ok: true }, second })
  const { audience, enrolment_opens_at: opens } = (await findRunToEdit(db, runId))!
  expect([audience, opens]).toEqual(['Carers', null])
})

test('a run comes into a term while that is removed: the term stays, and that is said', async () => {
  const { db } = college()
  const [term, { runId }] = [await addTerm(db), await addRun(db)]
  const raced = await afterAnother(
    db,
    (tx) => edit(tx, runId, 'term', term),
    (tx) => removeTerm(tx, term, doing),
  )
  const second = { ok: false, reason: 'has-runs' }
  expect(raced).toMatchObject({ waited: true, first: { ok: true }, second })
})

async function copied(db: Db) {
  const { term: fromId, runId } = await aTermOfOneDraft(db)
  const intoId = await addTerm(db, { startsOn: '2027-01-11', endsOn: '2027-04-02' })
  const calendar = { now: today, timeZone, country: 'GB-ENG' }
  const asked = { fromId, intoId, weeks: 18, withTrainers: true, asBefore: new Set<string>() }
  const wanted = { ...asked, runIds: new Set([runId]), copyId: crypto.randomUUID(), newTerm: undefined }
  const { mark } = await lookAtCopy(db, wanted, calendar)
  await inTransaction(db, (tx) => copyTerm(tx, { ...wanted, mark }, calendar, null))
  const drafts = db.selectFrom('run').where('term_id', '=', intoId).select(['id', 'audience'])
  const [draft] = await drafts.execute()
  return { copyId: wanted.copyId, drafts, draft: draft?.id ?? '' }
}

test('a copy is taken back twice: the second hears that it was', async () => {
  const { db } = college()
  const { copyId } = await copied(db)
  const takeBack = (tx: Tx) => takeBackCopy(tx, copyId, doing)
  expect(await afterAnother(db, takeBack, takeBack)).toMatchObject({
    waited: true,
    first: { ok: true, gone: 1 },
    second: { ok: false, reason: 'taken-back-before' },
  })
})

test('a draft of a copy is edited while that is taken back: it stays as it was edited', async () => {
  const { db } = college()
  const { copyId, drafts, draft } = await copied(db)
  const raced = await afterAnother(
    db,
    (tx) => edit(tx, draft, 'audience', 'Carers'),
    (tx) => takeBackCopy(tx, copyId, doing),
  )
  const second = { ok: false, reason: 'nothing-left' }
  expect(raced).toMatchObject({ waited: true, first: { ok: true }, second })
  expect(await drafts.execute()).toEqual([{ id: draft, audience: 'Carers' }])
})
