// Two people who make the first account at the same moment, over HTTP.
import { load } from 'cheerio'
import type * as Queries from '../../../src/accounts/first-run/queries.ts'
import { setUpCode } from '../../../src/accounts/first-run/set-up-code.ts'
import { listen, type Listening } from '../../../src/web/listen.ts'
import { untilItHappens } from '../../races/support/until.ts'
import { testApp } from '../../support/app.ts'
import { empty } from '../../support/database.ts'
import { testPassword } from '../../support/password.ts'
import { Visit } from '../../support/visit.ts'

const mock = { lockIsOut: false }

jest.mock('../../../src/accounts/first-run/queries.ts', () => {
  const real = jest.requireActual<typeof Queries>('../../../src/accounts/first-run/queries.ts')
  return {
    ...real,
    lockFirstRun: (tx: Parameters<typeof real.lockFirstRun>[0]) =>
      mock.lockIsOut ? Promise.resolve() : real.lockFirstRun(tx),
  }
})

const college = testApp({ max: 8 })
let listening: Listening
beforeEach(async () => {
  mock.lockIsOut = false
  listening = await listen(college().app, { port: 0, host: '127.0.0.1' })
})
afterEach(() => listening.stop())

const code = setUpCode('a-secret-for-tests-of-32-letters')

async function race() {
  const { db } = college()
  await empty(db)
  const visits = [1, 2, 3, 4].map(() => new Visit(`http://127.0.0.1:${listening.port}`))
  await Promise.all(visits.map((visit) => visit.get('/first-run')))
  const answers = await Promise.all(
    visits.map((visit, number) =>
      visit.post('/first-run', {
        set_up_code: code,
        name: `Person ${number}`,
        email: `person-${number}@example.org`,
        password: testPassword,
      }),
    ),
  )
  const administrators = await db.selectFrom('role_grant').select('person_id').execute()
  return { answers, administrators: administrators.length }
}

test('one becomes the administrator, and the others are told that somebody was before them', async () => {
  for (let round = 0; round < 8; round++) {
    const { answers, administrators } = await race()
    expect(administrators).toBe(1)
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409])
    const late = answers.find(({ status }) => status === 409)
    expect(load(late?.text ?? '')('h1').text()).toBe('Somebody was here before you')
    expect(await college().db.selectFrom('person').select('id').execute()).toHaveLength(1)
  }
})

test('negative control: without the lock there are several first administrators', async () => {
  mock.lockIsOut = true
  expect(await untilItHappens(20, async () => (await race()).administrators > 1)).toBe(true)
})
