// Closing an account against whatever else happens to it at the same moment, in both orders.
import { sql } from 'kysely'
import { closeAccount } from '../../../src/accounts/closing/close-account.ts'
import { decideRoles } from '../../../src/accounts/people/rules.ts'
import { changeRoles } from '../../../src/accounts/people/change-roles.ts'
import { keepRoles } from '../../../src/accounts/single-sign-on/keep-roles.ts'
import type { Tx } from '../../../src/database/schema.ts'
import { inTransaction, isViolationOf } from '../../../src/database/transaction.ts'
import { enrol } from '../../../src/enrolment/enrol.ts'
import { changeTeam } from '../../../src/scheduling/trainers/change-team.ts'
import { returnToList } from '../../../src/waiting-list/return-to-list.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { staff, student } from '../../support/deeds.ts'
import { abandonHeld, held } from './held.ts'
import { isWaiting } from '../../support/waiting.ts'
import { finish, secret } from './support.ts'

const college = testApp()

async function scene() {
  const { db, config, clock } = college()
  const quill = await addPerson(db, { email: 'quill@example.org' })
  const { runId } = await addRun(db, {})
  const context = { config, clock: () => clock.now }
  const enrolling = { runId, personId: quill, overlapAccepted: true }
  return {
    quill,
    runId,
    enrolNow: (tx: Tx) => enrol(tx, enrolling, student(quill), context),
    closeNow: (tx: Tx) => closeAccount(tx, { personId: quill, byId: quill, secret }, today),
    returnNow: (tx: Tx, id: string) => returnToList(tx, id, staff, context),
  }
}

const statuses = async () =>
  (await college().db.selectFrom('enrolment').select('status').execute()).map(({ status }) => status)

test('work that is held and fails says so; what nobody commits is rolled back after its test', async () => {
  const { db } = college()
  const snow = { name: 'Snow', starts_on: '2026-09-14', ends_on: '2026-09-14' }
  await expect(held(db, () => Promise.reject(new Error('It broke')))).rejects.toThrow('It broke')
  const { result } = await held(db, (tx) => tx.insertInto('closure').values(snow).execute())
  const rolledBack = expect(result).rejects.toThrow('nobody had told')
  await abandonHeld()
  await rolledBack
  expect(await db.selectFrom('closure').select('id').execute()).toEqual([])
})

test('an enrolment that came first is seen by the closing, and given back', async () => {
  const app = college()
  const { enrolNow, closeNow } = await scene()
  const enrolling = await held(app.db, enrolNow)
  const closing = inTransaction(app.db, closeNow)
  expect(await isWaiting(closing, app.db)).toBe(true)
  enrolling.commit()
  expect(await enrolling.result).toMatchObject({ ok: true, status: 'confirmed' })
  expect(await closing).toEqual({ ok: true })
  await finish(app)
  expect(await statuses()).toEqual(['withdrawn'])
})

test('an enrolment that comes second waits, and is refused', async () => {
  const app = college()
  const { enrolNow, closeNow } = await scene()
  const closing = await held(app.db, closeNow)
  const enrolling = inTransaction(app.db, enrolNow)
  expect(await isWaiting(enrolling, app.db)).toBe(true)
  closing.commit()
  await closing.result
  const refused = await enrolling.catch((error: unknown) => error)
  expect(isViolationOf('closed_account_takes_part_in_nothing', refused)).toBe(true)
  expect(await statuses()).toEqual([])
})

test('negative control: without the guard of the table a closed account would be enrolled', async () => {
  const { db } = college()
  const { enrolNow, closeNow } = await scene()
  await inTransaction(db, closeNow)
  const undone = new Error('undone')
  const outcome = await db
    .transaction()
    .execute(async (tx) => {
      await sql`alter table enrolment disable trigger closed_account_takes_part_in_nothing`.execute(tx)
      expect(await enrolNow(tx)).toMatchObject({ ok: true })
      throw undone
    })
    .catch((error: unknown) => error)
  expect(outcome).toBe(undone)
})

test('somebody whose offer ran out does not come back to it once their account is closed', async () => {
  const { db } = college()
  const { quill, runId, closeNow, returnNow, enrolNow } = await scene()
  const id = await addEnrolment(db, runId, { person: quill, status: 'waiting' })
  await db.updateTable('enrolment').set({ status: 'lapsed', ended_at: today }).where('id', '=', id).execute()
  await inTransaction(db, closeNow)
  expect(await inTransaction(db, (tx) => returnNow(tx, id))).toEqual({
    ok: false,
    reason: 'not-possible-now',
  })
  expect(await inTransaction(db, enrolNow)).toEqual({ ok: false, reason: 'not-found' })
  expect(await statuses()).toEqual(['lapsed'])
})

test('two administrators who leave at once do not leave the office without anybody', async () => {
  const { db } = college()
  const [ada, ben] = [
    await addPerson(db, { email: 'ada@example.org', roles: ['administrator'] }),
    await addPerson(db, { email: 'ben@example.org', roles: ['administrator'] }),
  ]
  const closing = await held(db, (tx) => closeAccount(tx, { personId: ada, byId: ada, secret }, today))
  const other = inTransaction(db, (tx) => closeAccount(tx, { personId: ben, byId: ben, secret }, today))
  expect(await isWaiting(other, db)).toBe(true)
  closing.commit()
  expect(await closing.result).toEqual({ ok: true })
  expect(await other).toEqual({ ok: false, reason: 'last-administrator' })
  const change = { personId: ben, wanted: [], confirmed: true }
  const taken = await inTransaction(db, (tx) => changeRoles(tx, change, ben, today))
  expect(taken).toEqual(
    decideRoles({
      has: ['administrator'],
      wanted: [],
      own: true,
      confirmed: true,
      otherAdministrators: 0,
      datesToTeach: 0,
      unproven: false,
    }),
  )
})

test('a trainer who is put on a team at that moment stays one, and their account stays', async () => {
  const { db } = college()
  const ada = await addPerson(db, { email: 'ada@example.org', roles: ['administrator'] })
  const change = (personId: string) => ({ personId, wanted: [], confirmed: true })
  for (const leave of [
    (tx: Tx, id: string) => closeAccount(tx, { personId: id, byId: ada, secret }, today),
    (tx: Tx, id: string) => changeRoles(tx, change(id), ada, today),
  ]) {
    const cleo = await addPerson(db, { roles: ['trainer'] })
    const { runId } = await addRun(db, {})
    const comes = { leaves: null, comes: { personId: cleo, expertise: 'lived' as const }, reason: null }
    const joining = await held(db, (tx) => changeTeam(tx, runId, comes, { actorId: ada, now: today }))
    const leaving = inTransaction<{ ok: boolean }>(db, (tx) => leave(tx, cleo))
    expect(await isWaiting(leaving, db)).toBe(true)
    joining.commit()
    expect(await joining.result).toEqual({ ok: true })
    expect(await leaving).toEqual({ ok: false, reason: 'still-teaching' })
  }
})

test('single sign-on that takes the role at that moment keeps it; one that came first has taken it', async () => {
  const { db, config: settings } = college()
  const mapping = [{ claim: 'trainers', role: 'trainer' as const }]
  const signOn = (id: string) => (tx: Tx) => keepRoles(tx, id, { groups: [], mapping, settings }, today)
  const join = (personId: string, runId: string) => (tx: Tx) =>
    changeTeam(
      tx,
      runId,
      { leaves: null, comes: { personId, expertise: 'lived' }, reason: null },
      { actorId: null, now: today },
    )
  const [cleo, dora] = [
    await addPerson(db, { roles: ['trainer'] }),
    await addPerson(db, { roles: ['trainer'] }),
  ]
  const joining = await held(db, join(cleo, (await addRun(db, {})).runId))
  const coming = inTransaction(db, signOn(cleo))
  expect(await isWaiting(coming, db)).toBe(true)
  joining.commit()
  expect([await joining.result, await coming]).toEqual([{ ok: true }, ['trainer']])
  const taking = await held(db, signOn(dora))
  const late = inTransaction(db, join(dora, (await addRun(db, {})).runId))
  expect(await isWaiting(late, db)).toBe(true)
  taking.commit()
  expect([await taking.result, await late]).toEqual([[], { ok: false, reason: 'not-a-trainer' }])
})
