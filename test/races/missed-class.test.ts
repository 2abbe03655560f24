// Two at once at what follows a missed class: both take a call, both note it, both press "write to them", a trainer
// marks while somebody says that they cannot come, and one corrects the mark of a call that another takes back.
import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import type { Mark, Tx } from '../../src/database/schema.ts'
import { paths } from '../../src/paths.ts'
import type * as Calls from '../../src/registers/follow-up/call-queries.ts'
import type * as FollowUp from '../../src/registers/follow-up/queries.ts'
import { takeCallBack } from '../../src/registers/follow-up/take-back.ts'
import { markRegister } from '../../src/registers/marking/mark-register.ts'
import type * as Marking from '../../src/registers/marking/queries.ts'
import type * as Reminders from '../../src/registers/reminders/queries.ts'
import { sendReminders } from '../../src/registers/reminders/send-reminders.ts'
import type * as Away from '../../src/registers/re-engagement/queries.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { held } from '../accounts/closing/held.ts'
import { addEnrolment, addPerson, addRun, today } from '../support/college.ts'
import { isWaiting } from '../support/waiting.ts'
import { raceTrack, type RaceTrack, type Racer } from './support/crowd.ts'
import { untilItHappens } from './support/until.ts'

let guarded = true

jest.mock('../../src/registers/follow-up/queries.ts', () => {
  const real = jest.requireActual<typeof FollowUp>('../../src/registers/follow-up/queries.ts')
  return {
    ...real,
    lockFollowUp: (...given: Parameters<typeof real.lockFollowUp>) =>
      guarded ? real.lockFollowUp(...given) : real.findTask(...given),
    updateTaken: async (...given: Parameters<typeof real.updateTaken>) => {
      if (guarded) return real.updateTaken(...given)
      const [tx, id, { by, seen, now }] = given
      // As a program would that reads first and writes then.
      const task = await real.findTask(tx, id)
      if (task?.taken_by !== seen) return false
      await tx.updateTable('follow_up').set({ taken_by: by, taken_at: now }).where('id', '=', id).execute()
      return true
    },
  } satisfies typeof FollowUp
})
jest.mock('../../src/registers/follow-up/call-queries.ts', () => {
  const real = jest.requireActual<typeof Calls>('../../src/registers/follow-up/call-queries.ts')
  return {
    ...real,
    holdMarks: (...given: Parameters<typeof real.holdMarks>) =>
      guarded ? real.holdMarks(...given) : Promise.resolve(),
  } satisfies typeof Calls
})
jest.mock('../../src/registers/re-engagement/queries.ts', () => {
  const real = jest.requireActual<typeof Away>('../../src/registers/re-engagement/queries.ts')
  return {
    ...real,
    lockPeople: (...given: Parameters<typeof real.lockPeople>) =>
      guarded ? real.lockPeople(...given) : Promise.resolve(),
  } satisfies typeof Away
})

jest.mock('../../src/registers/marking/queries.ts', () => {
  const real = jest.requireActual<typeof Marking>('../../src/registers/marking/queries.ts')
  return {
    ...real,
    lockRegister: async (...given: Parameters<typeof real.lockRegister>) => {
      if (guarded) return real.lockRegister(...given)
      const [tx, sessionId] = given
      const rows = await real.listRegister(tx, sessionId)
      return rows.map(({ enrolment_id: enrolmentId, person_id: personId, mark }) => ({
        enrolmentId,
        personId,
        mark,
        stands: true,
      }))
    },
  } satisfies typeof Marking
})

jest.mock('../../src/registers/reminders/queries.ts', () => {
  const real = jest.requireActual<typeof Reminders>('../../src/registers/reminders/queries.ts')
  return {
    ...real,
    insertReminder: (...given: Parameters<typeof real.insertReminder>) =>
      guarded ? real.insertReminder(...given) : Promise.resolve(true),
  } satisfies typeof Reminders
})

const rounds = 12
const track = raceTrack()
beforeEach(() => (guarded = true))

/** Somebody to call about a class that is over. */
async function task({ db }: RaceTrack) {
  const run = await addRun(db, {
    now: addMinutes(today, -20 * 24 * 60),
    sessions: [{ startsAt: addMinutes(today, -300) }],
  })
  const enrolmentId = await addEnrolment(db, run.runId, { joinedAt: addMinutes(today, -10 * 24 * 60) })
  const [sessionId = ''] = run.sessionIds
  const said = { mark: 'no-word' as const, marked_at: today, marked_by: run.peerId, means: 'page' as const }
  await db.updateTable('attendance').set(said).where('session_id', '=', sessionId).execute()
  const opened = db.selectFrom('follow_up').where('enrolment_id', '=', enrolmentId).select('id')
  return {
    ...(await opened.executeTakeFirstOrThrow()),
    enrolmentId,
    sessionId,
    runId: run.runId,
    by: run.peerId,
  }
}

/** Both note that they spoke with them, from pages of their own. How many calls are noted. */
async function noteTwice(college: RaceTrack, tutors: Racer[]): Promise<number> {
  const { id } = await task(college)
  await Promise.all(
    tutors.map((tutor) =>
      tutor.press(paths.followUpCalls({ id }), { id: crypto.randomUUID(), outcome: 'spoke', words: '' }),
    ),
  )
  const calls = college.db.selectFrom('follow_up_call').where('follow_up_id', '=', id).select('id')
  return (await calls.execute()).length
}

describe('two tutors note a call at once', () => {
  test('one of them does, and the other is told', async () => {
    const college = track()
    const tutors = await college.people(2, ['personal-tutor'])
    for (let round = 0; round < rounds; round++) expect(await noteTwice(college, tutors)).toBe(1)
  })

  test('negative control: without holding the task both do', async () => {
    const college = track()
    const tutors = await college.people(2, ['personal-tutor'])
    guarded = false
    expect(await untilItHappens(rounds * 2, async () => (await noteTwice(college, tutors)) > 1)).toBe(true)
  })
})

/** Both press "I will call". How many are told that they call, by what stands in their session. */
async function takeTwice(college: RaceTrack, tutors: Racer[]): Promise<number> {
  const { id } = await task(college)
  await sql`delete from unsent_form`.execute(college.db)
  await Promise.all(tutors.map((tutor) => tutor.press(paths.followUpTaking({ id }), { seen: '' })))
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from web_session
    where sess::text like '%Nobody else is asked to%'`.execute(college.db)
  await sql`update web_session set sess = (sess::jsonb - 'notice')::json`.execute(college.db)
  return rows[0]?.count ?? 0
}

describe('two tutors take a call at once', () => {
  test('one of them has it', async () => {
    const college = track()
    const tutors = await college.people(2, ['personal-tutor'])
    for (let round = 0; round < rounds; round++) expect(await takeTwice(college, tutors)).toBe(1)
  })

  test('negative control: read first and written then, both are told that they call', async () => {
    const college = track()
    const tutors = await college.people(2, ['personal-tutor'])
    guarded = false
    expect(await untilItHappens(rounds * 2, async () => (await takeTwice(college, tutors)) > 1)).toBe(true)
  })
})

/** Two of the office write to everybody whom they have not seen for long. How many messages somebody gets at most. */
async function writeTwice({ db }: RaceTrack, office: Racer[]): Promise<number> {
  const since = addMinutes(today, -400 * 24 * 60)
  for (let count = 0; count < 3; count++) await addPerson(db, { now: since })
  await Promise.all(office.map((one) => one.press(paths.adminReEngagement(), { months: '6', had: 'all' })))
  const { rows } = await sql<{ most: number }>`select max(count)::int as most from (
    select count(*) from re_engagement group by person_id) as each`.execute(db)
  return rows[0]?.most ?? 0
}

describe('two of the office write to people not seen for a while at once', () => {
  test('everybody hears it once', async () => {
    const college = track()
    const office = await college.people(2, ['administrator'])
    for (let round = 0; round < rounds; round++) expect(await writeTwice(college, office)).toBe(1)
    const { rows } = await sql`select 1 from mail group by to_address having count(*) > 1`.execute(college.db)
    expect(rows).toEqual([])
  })

  test('negative control: without holding them somebody hears it twice', async () => {
    const college = track()
    const office = await college.people(2, ['administrator'])
    guarded = false
    expect(await untilItHappens(rounds * 2, async () => (await writeTwice(college, office)) > 1)).toBe(true)
  })
})

/** Somebody says that they cannot come while the office marks them as here. Whether what the office was told is so. */
async function sayAndMark({ db }: RaceTrack, [student, office]: Racer[]): Promise<boolean> {
  const startsAt = addMinutes(today, 8 * 60)
  const sessions = [{ startsAt }, { startsAt: addMinutes(startsAt, 7 * 24 * 60) }]
  const { runId, sessionIds } = await addRun(db, { sessions, now: addMinutes(today, -20 * 24 * 60) })
  const [session = ''] = sessionIds
  const enrolment = { person: student?.personId ?? '', joinedAt: addMinutes(today, -10 * 24 * 60) }
  const id = await addEnrolment(db, runId, enrolment)
  const marks = { [`was-${id}`]: '', [`mark-${id}`]: 'present' }
  const [, answer] = await Promise.all([
    student?.press(paths.cannotCome({ id }), { session }),
    office?.press(paths.adminRegister({ id: session }), marks),
  ])
  const row = db.selectFrom('attendance').where('enrolment_id', '=', id).where('session_id', '=', session)
  const { mark } = await row.select('mark').executeTakeFirstOrThrow()
  return answer === 303 ? mark === 'present' : mark === 'told-us'
}

describe('somebody says that they cannot come while the office marks them', () => {
  const both = async (college: RaceTrack) => [
    ...(await college.people(1)),
    ...(await college.people(1, ['administrator'])),
  ]

  test('what stands there is what the office was told', async () => {
    const college = track()
    const racers = await both(college)
    for (let round = 0; round < rounds; round++) expect(await sayAndMark(college, racers)).toBe(true)
  })

  test('negative control: without holding the register one writes over the other', async () => {
    const college = track()
    const racers = await both(college)
    guarded = false
    expect(await untilItHappens(rounds * 3, async () => !(await sayAndMark(college, racers)))).toBe(true)
  })
})

/** Three workers remind of one class with four people. How many messages somebody gets at most. */
async function remindAtOnce({ db, config }: RaceTrack): Promise<number> {
  const startsAt = addMinutes(today, 40 * 60)
  const run = await addRun(db, { sessions: [{ startsAt }], now: addMinutes(today, -20 * 24 * 60) })
  const joinedAt = addMinutes(today, -10 * 24 * 60)
  for (let count = 0; count < 4; count++) await addEnrolment(db, run.runId, { joinedAt })
  await Promise.all([1, 2, 3].map(() => sendReminders(db, { config, now: today })))
  const { rows } = await sql<{ most: number }>`select max(count)::int as most from (
    select count(*) from mail where template = 'registers/reminder' group by to_address) as each`.execute(db)
  return rows[0]?.most ?? 0
}

describe('three workers remind people at once', () => {
  test('everybody is reminded once', async () => {
    for (let round = 0; round < 3; round++) expect(await remindAtOnce(track())).toBe(1)
  })

  test('negative control: without the claim somebody is reminded more often', async () => {
    guarded = false
    expect(await untilItHappens(rounds, async () => (await remindAtOnce(track())) > 1)).toBe(true)
  })
})

const steps = ['taken back', 'corrected'] as const

/** A call that closed a task is taken back, and the mark corrected. Who is first lets go once the other has come. */
async function takeBackAndCorrect(
  college: RaceTrack,
  first: (typeof steps)[number],
  { was, chosen }: { was: Mark; chosen: Mark },
) {
  const { db } = college
  const { id, enrolmentId, sessionId, runId, by } = await task(college)
  const call = { outcome: 'spoke' as const, closed_at: today, closed_by: by }
  await db.updateTable('follow_up').set(call).where('id', '=', id).execute()
  const marks = db.updateTable('attendance').where('enrolment_id', '=', enrolmentId)
  await marks.set({ mark: was }).execute()
  const sent = { said: new Map([[enrolmentId, { was, chosen }]]), everyoneCame: false, notesWhoCame: false }
  const marking = {
    now: addMinutes(today, 5),
    timeZone: 'Europe/London',
    actorId: by,
    means: 'page' as const,
  }
  const taken = (tx: Tx) => takeCallBack(tx, id, by, marking.now)
  const corrected = (tx: Tx) => markRegister(tx, { id: sessionId, run_id: runId }, sent, marking)
  const inOrder = first === 'corrected' ? [corrected, taken] : [taken, corrected]
  const begun = await held<{ ok: boolean }>(db, inOrder[0]!)
  const second = inTransaction<{ ok: boolean }>(db, inOrder[1]!)
  const waits = await isWaiting(second, db)
  begun.commit()
  expect([await begun.result, await second]).toMatchObject([{ ok: true }, { ok: true }])
  const left = db.selectFrom('follow_up').where('id', '=', id).select('closed_at')
  return { waits, open: (await left.executeTakeFirstOrThrow()).closed_at === null }
}

describe.each(steps)('a call is taken back while the mark is corrected: first it is %s', (first) => {
  test('whoever came after all is not called', async () => {
    const left = await takeBackAndCorrect(track(), first, { was: 'no-word', chosen: 'late' })
    expect(left).toEqual({ waits: true, open: false })
  })

  test('whoever did not is called', async () => {
    const left = await takeBackAndCorrect(track(), first, { was: 'late', chosen: 'no-word' })
    expect(left).toEqual({ waits: true, open: true })
  })

  test('negative control: without holding the marks whoever came is called', async () => {
    guarded = false
    const left = await takeBackAndCorrect(track(), first, { was: 'no-word', chosen: 'late' })
    expect(left).toEqual({ waits: false, open: true })
  })
})
