// One code, two requests at the same moment; and how often a code may be guessed.
import type * as Queries from '../../../src/accounts/second-factor/queries.ts'
import { testApp } from '../../support/app.ts'
import { untilItHappens } from '../../races/support/until.ts'
import { addStaff, codeAt, email, errorsOn, later, setUp, typePassword } from './support/phone.ts'

const mock = { looksFirst: false }

// The negative control: the same, but looking first and writing after, as two statements.
jest.mock('../../../src/accounts/second-factor/queries.ts', () => {
  const real = jest.requireActual<typeof Queries>('../../../src/accounts/second-factor/queries.ts')
  return {
    ...real,
    useStep: async (tx: Parameters<typeof real.useStep>[0], personId: string, step: number) => {
      if (!mock.looksFirst) return real.useStep(tx, personId, step)
      const row = await real.findSecondFactor(tx, personId)
      const isNew = (row?.last_step ?? 0) < step
      const change = tx.updateTable('second_factor').set({ last_step: step })
      if (isNew) await change.where('person_id', '=', personId).execute()
      return isNew
    },
  }
})

const college = testApp({ max: 8 })

beforeEach(() => {
  mock.looksFirst = false
})

/** The same code in two browsers at once; how many of them it signs in. */
async function race(letters: string): Promise<number> {
  const { clock } = college()
  later(clock, 120)
  const { browser: one } = await typePassword(college())
  const { browser: other } = await typePassword(college())
  await Promise.all([one.get('/sign-in/code'), other.get('/sign-in/code')])
  const code = codeAt(letters, clock.now)
  const answers = await Promise.all([one, other].map((browser) => browser.post('/sign-in/code', { code })))
  return answers.filter(({ status }) => status === 303).length
}

test('of two who use one code at the same moment, one is signed in', async () => {
  await addStaff(college())
  const { letters } = await setUp(await college().as(email), college().clock)
  for (let round = 0; round < 15; round++) expect(await race(letters)).toBe(1)
})

test('negative control: looking first and writing after lets both in', async () => {
  await addStaff(college())
  const { letters } = await setUp(await college().as(email), college().clock)
  mock.looksFirst = true
  expect(await untilItHappens(30, async () => (await race(letters)) === 2)).toBe(true)
})

test('after five wrong codes they wait, and then go on: nobody is shut out for good', async () => {
  const { clock } = college()
  await addStaff(college())
  const { letters, recoveryCodes } = await setUp(await college().as(email), clock)
  const { browser } = await typePassword(college())
  await browser.get('/sign-in/code')
  for (let count = 0; count < 5; count++)
    expect((await browser.post('/sign-in/code', { code: '000000' })).status).toBe(422)
  const slowed = await browser.post('/sign-in/code', { code: codeAt(letters, clock.now) })
  expect([slowed.status, errorsOn(slowed)]).toEqual([429, expect.stringContaining('Please wait a minute')])
  // Neither another browser nor another kind of code is a way round it.
  const { browser: second } = await typePassword(college())
  await second.get('/sign-in/recovery-code')
  const recovery = await second.post('/sign-in/recovery-code', { recovery_code: recoveryCodes[0] ?? '' })
  expect(recovery.status).toBe(429)
  later(clock, 60)
  const right = await browser.post('/sign-in/code', { code: codeAt(letters, clock.now) })
  expect(right.status).toBe(303)
})

test('whoever goes on guessing waits longer: no more than thirty codes in six hours at first, and then one in twelve minutes', async () => {
  const { clock } = college()
  await addStaff(college())
  await setUp(await college().as(email), clock)
  let tried = 0
  for (let minutes = 0; minutes < 60; minutes += 9) {
    const { browser } = await typePassword(college())
    await browser.get('/sign-in/code')
    for (let count = 0; count < 6; count++)
      if ((await browser.post('/sign-in/code', { code: '000000' })).status === 422) tried++
    later(clock, 9 * 60)
  }
  expect(tried).toBeGreaterThanOrEqual(30)
  expect(tried).toBeLessThanOrEqual(35)
})
