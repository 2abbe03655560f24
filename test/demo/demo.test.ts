import { sql } from 'kysely'
import { passwordMatches } from '../../src/accounts/passwords.ts'
import { findCredential } from '../../src/accounts/queries.ts'
import { connect } from '../../src/database/connection.ts'
import type { Db } from '../../src/database/schema.ts'
import { demoSignIns, ensureDemo } from '../../src/demo/demo.ts'
import { accounts } from '../../src/demo/people.ts'
import { addCourse, addPerson } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { breakAt, config, countRows, listStandings } from './support.ts'

const database = testDatabase()
const now = new Date('2027-03-10T11:30:00Z')

const signIns = {
  'student@demo.example': ['student'],
  'second-student@demo.example': ['student'],
  'trainer@demo.example': ['student', 'trainer'],
  'professional@demo.example': ['trainer'],
  'tutor@demo.example': ['personal-tutor'],
  'admin@demo.example': ['administrator'],
}

test('the demo college has everybody the start promises, each with the password that is printed', async () => {
  const { db } = database()
  expect(await ensureDemo(db, config, now)).toBe(true)
  for (const [email, roles] of Object.entries(signIns)) {
    const credential = await findCredential(db, email)
    expect(await passwordMatches(credential?.secret, 'recovery-demo')).toBe(true)
    expect(await passwordMatches(credential?.secret, 'recovery-demo2')).toBe(false)
    const { rows } = await sql<{ role: string }>`select role from role_grant
      join person on person.id = person_id where email = ${email} order by role`.execute(db)
    expect(rows.map(({ role }) => role)).toEqual(roles)
  }
})

test('everybody in the demo college is marked as invented', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const people = await db.selectFrom('person').selectAll().execute()
  expect(people.length).toBeGreaterThan(50)
  expect(people.filter(({ email }) => email !== null && !email.endsWith('@demo.example'))).toEqual([])
  expect(people.filter(({ phone }) => phone !== null && !phone.startsWith('07700 900'))).toEqual([])
  expect(people.filter(({ email }) => email === null).length).toBeGreaterThanOrEqual(5)
  expect(people.filter(({ what_helps }) => what_helps !== '').length).toBeGreaterThan(20)
  expect(new Set(people.map(({ name }) => name)).size).toBe(people.length)
  const students = await sql<{ count: number }>`select count(*)::int from role_grant g where role = 'student'
    and not exists (select from agreement_acceptance a where a.person_id = g.person_id)`.execute(db)
  expect(students.rows).toEqual([{ count: 0 }])
})

test('the demo college shows what can happen to a place', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const coming = (await listStandings(db)).filter(({ startsAt }) => startsAt > now)
  const left = ({ capacity, confirmed, offered }: (typeof coming)[number]) => capacity - confirmed - offered
  expect(coming.filter((run) => left(run) >= 1 && left(run) <= 2 && run.waiting === 0)).toHaveLength(1)
  const full = coming.filter((run) => left(run) === 0 && run.waiting >= 3)
  expect(full.map((run) => run.waiting_list_mode)).toEqual(expect.arrayContaining(['offer', 'auto']))
  const staff = coming.filter((run) => run.waiting_list_mode === 'staff')
  expect(staff.map((run) => [left(run), run.waiting])).toEqual([[1, 3]])
  expect(coming.filter(({ offered }) => offered === 1)).toHaveLength(1)
  expect(coming.some((run) => run.needs_approval && run.requested >= 2 && run.confirmed === 0)).toBe(true)
  const numbers = new Set(coming.map(({ confirmed }) => confirmed))
  expect(numbers.size).toBeGreaterThan(5)
})

test('people wait for the demo college by all the ways there are to reach them', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const { rows } = await sql<{ channel: string; email: string | null }>`select channel, email from offer
    join enrolment e on e.id = enrolment_id join person p on p.id = person_id where offer.status = 'open'`.execute(
    db,
  )
  expect(rows).toEqual([{ channel: 'call-list', email: null }])
})

test('each demo student finds something on My courses, and nothing that stands in the way of enrolling', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const courses = async (email: string) => {
    const { rows } = await sql<{ code: string; status: string; sessions: number; first: Date }>`
      select run.code, e.status, count(*)::int as sessions, min(starts_at) as first
      from enrolment e join person p on p.id = e.person_id join run on run.id = e.run_id
        join session on session.run_id = run.id
      where p.email = ${email} group by run.id, e.id order by first`.execute(db)
    expect(rows.every(({ first }) => first > now)).toBe(true)
    return rows.map(({ code, status, sessions }) => ({ code, status, sessions }))
  }
  expect(await courses('student@demo.example')).toEqual([
    { code: 'WRI-1', status: 'confirmed', sessions: 4 },
    { code: 'MOV-1', status: 'confirmed', sessions: 3 },
  ])
  expect(await courses('second-student@demo.example')).toEqual([
    { code: 'ITT-1', status: 'waiting', sessions: 3 },
    { code: 'MUS-1', status: 'confirmed', sessions: 3 },
  ])
  expect(await overlapsOfDemoStudents(db)).toEqual([])
})

async function overlapsOfDemoStudents(db: Db): Promise<{ code: string }[]> {
  const { rows } = await sql<{ code: string }>`select run.code from enrolment e
    join person p on p.id = e.person_id join session mine on mine.run_id = e.run_id
    join session other on other.run_id <> mine.run_id
      and tstzrange(other.starts_at, other.ends_at) && tstzrange(mine.starts_at, mine.ends_at)
    join run on run.id = other.run_id
    where p.email in ('student@demo.example', 'second-student@demo.example') and e.status = 'confirmed'`.execute(db)
  return rows
}

test('what the demo college promised is in the outbox: a place with its invite, and not too many mails', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const { rows } = await sql<{ without: number }>`select count(*)::int as without from enrolment e
    join person p on p.id = e.person_id where e.status = 'confirmed' and p.email is not null and not exists
      (select from calendar_invite i where i.run_id = e.run_id and i.person_id = p.id and i.status = 'active')`.execute(
    db,
  )
  expect(rows).toEqual([{ without: 0 }])
  const mails = await db.selectFrom('mail').selectAll().execute()
  expect(mails.length).toBeGreaterThan(30)
  expect(mails.length).toBeLessThan(150)
  expect(mails.some((mail) => mail.to_address === 'student@demo.example' && mail.calendar_method === 'REQUEST')).toBe(
    true,
  )
})

test('nobody is invited to the past, and nobody joined before the college opened', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const { rows } = await sql`select run.code from calendar_invite i join run on run.id = i.run_id
    where (select min(starts_at) from session where run_id = run.id) <= ${now}`.execute(db)
  expect(rows).toEqual([])
  const early = await sql`select e.id from enrolment e join run on run.id = e.run_id
    join person p on p.id = e.person_id
    where e.joined_at < greatest(run.created_at, p.created_at) or e.joined_at > ${now}`.execute(db)
  expect(early.rows).toEqual([])
})

test('making the demo college again changes nothing, a week later too', async () => {
  const { db } = database()
  await ensureDemo(db, config, now)
  const before = await countRows(db)
  expect(await ensureDemo(db, config, new Date(now.getTime() + 8 * 24 * 60 * 60_000))).toBe(true)
  expect(await countRows(db)).toEqual(before)
})

test('a college that has a course of its own is left alone', async () => {
  const { db } = database()
  await addCourse(db, { title: 'Our own course' })
  const before = await countRows(db)
  expect(await ensureDemo(db, config, now)).toBe(false)
  expect(await countRows(db)).toEqual(before)
})

test('a college that has people of its own is left alone', async () => {
  const { db } = database()
  await addPerson(db, { roles: ['administrator'] })
  const before = await countRows(db)
  expect(await ensureDemo(db, config, now)).toBe(false)
  expect(await countRows(db)).toEqual(before)
})

test('two processes that start at once make one demo college', async () => {
  const { db, url } = database()
  const other = connect(url, { max: 2, onError: () => undefined })
  const results = await Promise.all([ensureDemo(db, config, now), ensureDemo(other.db, config, now)])
  await other.close()
  expect(results).toEqual([true, true])
  const counts = await countRows(db)
  expect(counts).toMatchObject({ run: 69, credential: accounts.length, term: 1 })
})

test.each(['run', 'enrolment', 'offer'])(
  'a start that is stopped before the first %s is finished by the next one, as if nothing had happened',
  async (table) => {
    const { db } = database()
    const mend = await breakAt(db, table)
    try {
      await expect(ensureDemo(db, config, now)).rejects.toThrow('stopped here')
    } finally {
      await mend()
    }
    const nextWeek = new Date(now.getTime() + 7 * 24 * 60 * 60_000)
    expect(await ensureDemo(db, config, nextWeek)).toBe(true)
    const finished = [await countRows(db), await listStandings(db)]
    await sql`set session_replication_role = default`.execute(db)
    expect(finished[0]).toMatchObject({ run: 69, session: 100, term: 1, credential: accounts.length })
    expect(finished[1]).toEqual(await standingsOfAWholeStart())
  },
)
