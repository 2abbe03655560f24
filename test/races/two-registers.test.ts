// Two trainers of one class mark the same person at the same moment: one is noted, and the other is told of it.
import { markRegister } from '../../src/registers/marking/mark-register.ts'
import type * as Marking from '../../src/registers/marking/queries.ts'
import { held } from '../accounts/closing/held.ts'
import { addClass, marksOf, readPage, send } from '../registers/marking/support.ts'
import { testApp } from '../support/app.ts'
import { today } from '../support/college.ts'
import { errorsOn } from '../support/office.ts'
import type { Db } from '../../src/database/schema.ts'
import { isWaiting } from '../support/waiting.ts'

/** Set while the lock is out: called by whoever has read the register without it. */
let onRead: (() => void) | undefined

jest.mock('../../src/registers/marking/queries.ts', () => {
  const real = jest.requireActual<typeof Marking>('../../src/registers/marking/queries.ts')
  return {
    ...real,
    lockRegister: async (...[tx, sessionId]: Parameters<typeof real.lockRegister>) => {
      if (onRead === undefined) return real.lockRegister(tx, sessionId)
      const rows = await real.listRegister(tx, sessionId)
      onRead()
      return rows.map(({ enrolment_id: enrolmentId, mark }) => ({ enrolmentId, mark }))
    },
  }
})

const college = testApp()

async function race(secondWaits: (second: Promise<unknown>, db: Db) => Promise<unknown>) {
  const { db } = college()
  const { sessionId, runId, places, peer, peerId } = await addClass(college())
  const [amal] = places
  const page = await readPage(peer, sessionId)
  const session = { id: sessionId, run_id: runId, starts_at: today, status: 'planned' as const }
  const sent = { said: new Map([[amal, { was: null, chosen: 'late' as const }]]), everyoneCame: false }
  const by = { actorId: peerId, means: 'page' as const, now: today, timeZone: 'Europe/London' }
  const first = await held(db, (tx) => markRegister(tx, session, sent, by))
  const second = send(peer, sessionId, { ...page, [`mark-${amal}`]: 'present' })
  const waited = await secondWaits(second, db)
  first.commit()
  await first.result
  return { db, sessionId, waited, answer: await second }
}

test('the second waits, and is shown what the first noted', async () => {
  const { db, sessionId, waited, answer } = await race(isWaiting)
  expect([waited, answer.status]).toEqual([true, 409])
  expect(errorsOn(answer.text)).toBe('Amal was marked by somebody else meanwhile')
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'late' })
})

test('negative control: without the lock, the second writes over what the first noted and nobody hears of it', async () => {
  try {
    const { db, sessionId, answer } = await race(() => new Promise<void>((resolve) => (onRead = resolve)))
    expect(answer.status).toBe(303)
    expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'present' })
  } finally {
    onRead = undefined
  }
})
