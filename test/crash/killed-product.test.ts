// The process is killed in a burst of enrolments, ten times. PostgreSQL stays; nothing that was answered may be lost.
import { audit } from '../../src/audit/audit.ts'
import { paths } from '../../src/paths.ts'
import { testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { closeAll } from './support/close-all.ts'
import { openPostOffice, type PostOffice } from './support/post-office.ts'
import { killProducts, startProduct } from './support/product.ts'
import { expectConfirmations, until, untilEverythingIsSent, untilNothingHappens } from './support/state.ts'
import { burst, listEnrolled, signInStudents } from './support/students.ts'

const students = 50
const rounds = 10

const college = testApp()
let post: PostOffice
beforeEach(async () => (post = await openPostOffice()))
afterEach(() => closeAll(killProducts, () => post.close()))

const environment = () => ({ DATABASE_URL: college().database.url, SMTP_URL: post.url })
const faults = () => audit(college().db, { clock: () => new Date(), config: college().config })

test('killed ten times in a burst: whoever was answered is enrolled, and everyone with a place hears of it', async () => {
  const { db } = college()
  let product = await startProduct(environment())
  const crowd = await signInStudents(db, product.address, students)
  let unanswered = 0
  for (let round = 0; round < rounds; round++) {
    const capacity = round % 2 === 0 ? students : students / 5
    const { runId } = await addRun(db, { capacity, now: new Date() })
    const { answered, otherAnswers } = await burst(crowd, paths.enrolments({ id: runId }), product)
    await untilNothingHappens(db)
    expect(otherAnswers).toEqual([])
    expect(await listEnrolled(db, runId)).toEqual(expect.arrayContaining(answered))
    expect(await faults()).toEqual([])
    unanswered += students - answered.length
    product = await startProduct(environment())
    for (const { visit } of crowd) visit.address = product.address
  }
  expect(unanswered).toBeGreaterThan(rounds)
  await untilEverythingIsSent(db)
  await expectConfirmations(db, post)
  expect(await faults()).toEqual([])
})

test('killed between sending a mail and noting it: the second copy has the same Message-ID', async () => {
  const { db, config } = college()
  const product = await startProduct(environment())
  post.onLetter = async () => {
    post.onLetter = () => undefined
    await product.kill()
  }
  const { runId } = await addRun(db, { now: new Date() })
  const deeds = deedsIn(db, { config, clock: () => new Date() })
  await deeds.enrol(runId, await addPerson(db, { now: new Date() }))
  await until(10_000, 'No letter came', () => Promise.resolve(post.letters.length > 0))
  await startProduct(environment())
  await untilEverythingIsSent(db)
  const [first, second, ...others] = post.letters
  expect(others).toEqual([])
  expect(second).toEqual(first)
  expect(await faults()).toEqual([])
})
