// Many people at a listening server at once.
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '../../../src/database/schema.ts'
import { type Listening, listen } from '../../../src/web/listen.ts'
import { givePasswords, testApp, type TestApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { Visit } from '../../support/visit.ts'

export interface Racer {
  personId: string
  /** Presses a button. Asked to try again ("busy"), a person does; gives the final status. */
  press(path: string, fields?: Record<string, string>): Promise<number>
}

export interface RaceTrack extends TestApp {
  /** Adds people and signs each in through the sign-in page. */
  people(count: number, roles?: Role[]): Promise<Racer[]>
}

/** The real app behind a real port, with a pool as in production and a clock that runs. */
export function raceTrack(): () => RaceTrack {
  const college = testApp({ max: 8 })
  let listening: Listening | undefined
  beforeEach(async () => {
    letTimeRun(college().clock)
    listening = await listen(college().app, { port: 0, host: '127.0.0.1' })
  })
  afterEach(() => listening?.stop())
  return () => {
    const app = college()
    const address = `http://127.0.0.1:${listening?.port ?? 0}`
    return { ...app, people: (count, roles = ['student']) => signIn(app, address, count, roles) }
  }
}

/** From now on the clock runs; setting it lets it run on from there. */
function letTimeRun(clock: { now: Date }): void {
  let set = { to: today.getTime(), at: performance.now() }
  Object.defineProperty(clock, 'now', {
    configurable: true,
    get: () => new Date(set.to + performance.now() - set.at),
    set: (to: Date) => (set = { to: to.getTime(), at: performance.now() }),
  })
}

async function signIn(app: TestApp, address: string, count: number, roles: Role[]): Promise<Racer[]> {
  const people = await Promise.all(
    Array.from({ length: count }, async () => {
      const email = `${crypto.randomUUID()}@example.org`
      return { email, personId: await addPerson(app.db, { email, roles }) }
    }),
  )
  await givePasswords(app.db)
  return Promise.all(
    people.map(async ({ email, personId }) => {
      const visit = new Visit(address)
      await visit.signIn(email, testPassword)
      return { personId, press: (path, fields) => pressUntilHeard(visit, path, fields) }
    }),
  )
}

async function pressUntilHeard(
  visit: Visit,
  path: string,
  fields: Record<string, string> = {},
): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { status } = await visit.post(path, fields)
    if (status !== 503) return status
    await pause(100 * Math.random())
  }
  return 503
}
