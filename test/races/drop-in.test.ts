// A run becomes a drop-in at the moment in which somebody enrols on it: one comes first, and the other is told.
import { load } from 'cheerio'
import { paths } from '../../src/paths.ts'
import { changeRun } from '../../src/scheduling/runs/change-run.ts'
import { runDetails } from '../../src/scheduling/runs/details.ts'
import { findRunToEdit } from '../../src/scheduling/runs/queries.ts'
import { enrol } from '../../src/enrolment/enrol.ts'
import { held } from '../accounts/closing/held.ts'
import { isWaiting } from '../support/waiting.ts'
import { auditOf } from '../audit/support.ts'
import { signUp, statusesOf } from '../enrolment/support/people.ts'
import { testApp } from '../support/app.ts'
import { addPerson, addRun, today } from '../support/college.ts'
import { errorsOn, fieldsOn, office } from '../support/office.ts'
import * as locks from './support/locks.ts'

jest.mock('../../src/scheduling/queries.ts', () =>
  jest.requireActual<typeof locks>('./support/locks.ts').schedulingQueries(),
)

const college = testApp()

async function enrolsFirst() {
  const { db, config } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(db)
  const personId = await addPerson(db, { name: 'Amal' })
  const page = paths.adminRunDetails({ id: runId })
  const fields = { ...fieldsOn((await ada.get(page)).text, page), drop_in: 'yes' }
  const student = { kind: 'student' as const, id: personId }
  const first = await held(db, (tx) =>
    enrol(tx, { runId, personId, overlapAccepted: false }, student, { config, clock: () => today }),
  )
  const second = ada.post(page, fields)
  expect(await isWaiting(second, db)).toBe(true)
  first.commit()
  await first.result
  return { runId, answer: await second }
}

test('whoever enrols first has a place, and the office reads that people are on it', async () => {
  const { runId, answer } = await enrolsFirst()
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    422,
    expect.stringContaining('People have a place'),
  ])
  expect(await statusesOf(college().db, runId)).toEqual({ Amal: 'confirmed' })
  expect(await auditOf(college())).toEqual([])
})

test('negative control: without the lock on the run, the office runs into the database', async () => {
  const { answer } = await locks.withoutLocks(['run'], enrolsFirst)
  expect(answer.status).toBe(500)
})

test('after it has become a drop-in, whoever enrols reads that nobody needs a place', async () => {
  const app = college()
  const { browser } = await signUp(app, 'Amal')
  const { runId } = await addRun(app.db)
  await browser.get(`/runs/${runId}`)
  const first = await held(app.db, async (tx) => {
    const now = runDetails((await findRunToEdit(tx, runId))!, 'Europe/London')
    const edits = { typed: { ...now, drop_in: true }, base: now }
    return changeRun(tx, runId, edits, 'Europe/London', { actorId: null, now: today })
  })
  const second = browser.post(`/runs/${runId}/enrolments`)
  expect(await isWaiting(second, app.db)).toBe(true)
  first.commit()
  expect((await first.result).ok).toBe(true)
  const answer = await second
  expect([answer.status, load(answer.text)('h1').text()]).toEqual([409, 'You do not need a place'])
  expect(await auditOf(app)).toEqual([])
})
