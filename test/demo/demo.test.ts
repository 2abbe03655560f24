import { sql } from 'kysely'
import { passwordMatches } from '../../src/accounts/passwords.ts'
import { findCredentials } from '../../src/accounts/queries.ts'
import type { Db } from '../../src/database/schema.ts'
import { demoSignIns } from '../../src/demo/demo.ts'
import { config, demoCollege, listStandings, madeAt } from './support.ts'

const college = demoCollege()
const now = madeAt

const signIns = {
  'auditor@demo.example': ['auditor'],
  'student@demo.example': ['student'],
  'second-student@demo.example': ['student'],
  'trainer@demo.example': ['student', 'trainer'],
  'professional@demo.example': ['trainer'],
  'tutor@demo.example': ['personal-tutor'],
  'admin@demo.example': ['administrator'],
}

test('the demo college has everybody the start promises, each with the password that is printed', async () => {
  const db = college()
  for (const [email, roles] of Object.entries(signIns)) {
    const { owner: credential } = await findCredentials(db, email)
    expect(await passwordMatches(credential?.secret, 'recovery-demo')).toBe(true)
    expect(await passwordMatches(credential?.secret, 'recovery-demo2')).toBe(false)
    const { rows } = await sql<{ role: string }>`select role from role_grant
      join person on person.id = person_id where email = ${email} order by role`.execute(db)
    expect(rows.map(({ role }) => role)).toEqual(roles)
  }
})

test('everybody in the demo college is marked as invented', async () => {
  const db = college()
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
  const db = college()
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
  const db = college()
  const { rows } = await sql<{ channel: string; email: string | null }>`select channel, email from offer
    join enrolment e on e.id = enrolment_id join person p on p.id = person_id where offer.status = 'open'`.execute(
    db,
  )
  expect(rows).toEqual([{ channel: 'call-list', email: null }])
})

test('each demo student finds something on My courses, and nothing that stands in the way of enrolling', async () => {
  const db = college()
  const courses = async (email: string) => {
    const { rows } = await sql<{ code: string; status: string; sessions: number; first: Date }>`
      select run.code, e.status, count(*)::int as sessions, min(starts_at) as first
      from enrolment e join person p on p.id = e.person_id join run on run.id = e.run_id
        join session on session.run_id = run.id
      where p.email = ${email} group by run.id, e.id order by first`.execute(db)
    expect(rows.every(({ first, status }) => first > now === (status !== 'completed'))).toBe(true)
    return rows.map(({ code, status, sessions }) => ({ code, status, sessions }))
  }
  expect(await courses('student@demo.example')).toEqual([
    { code: 'SEL-1', status: 'completed', sessions: 1 },
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
    where p.email in ('student@demo.example', 'second-student@demo.example') and e.status = 'confirmed'`.execute(
    db,
  )
  return rows
}

test('what the demo college promised is in the outbox: a place with its invite, and not too many mails', async () => {
  const db = college()
  const { rows } = await sql<{ without: number }>`select count(*)::int as without from enrolment e
    join person p on p.id = e.person_id where e.status = 'confirmed' and p.email is not null and not exists
      (select from calendar_invite i where i.run_id = e.run_id and i.person_id = p.id and i.status = 'active')`.execute(
    db,
  )
  expect(rows).toEqual([{ without: 0 }])
  const mails = await db.selectFrom('mail').selectAll().execute()
  expect(mails.length).toBeGreaterThan(30)
  expect(mails.length).toBeLessThan(150)
  expect(
    mails.some((mail) => mail.to_address === 'student@demo.example' && mail.calendar_method === 'REQUEST'),
  ).toBe(true)
})

test('somebody missed a class that is over, and waits for a kind call', async () => {
  const { rows } = await sql<{ mark: string; open: boolean; over: boolean }>`
    select mark, closed_at is null as open, session.ends_at < ${now} as over
    from follow_up join session on session.id = session_id
    join attendance using (session_id, enrolment_id)`.execute(college())
  expect(rows).toContainEqual({ mark: 'no-word', open: true, over: true })
})

test('nobody is invited to the past, and nobody joined before the college opened', async () => {
  const db = college()
  const { rows } = await sql`select run.code from calendar_invite i join run on run.id = i.run_id
    where (select min(starts_at) from session where run_id = run.id) <= ${now}`.execute(db)
  expect(rows).toEqual([])
  const early = await sql`select e.id from enrolment e join run on run.id = e.run_id
    join person p on p.id = e.person_id
    where e.joined_at < greatest(run.created_at, p.created_at) or e.joined_at > ${now}`.execute(db)
  expect(early.rows).toEqual([])
})

test('the text at the start says where to sign in, as whom, and where the mail goes', () => {
  const lines = demoSignIns(config).split('\n')
  const rows = Object.keys(signIns).map((email) => lines.find((line) => line.startsWith(`  ${email} `)))
  const columns = rows.map((row) => row && /^ +\S+ +/.exec(row)?.[0].length)
  expect(columns).toEqual(rows.map(() => '  second-student@demo.example  '.length))
  const text = lines.join('\n')
  expect(text).toContain('every person in it is invented')
  expect(text).toContain('recovery-demo')
  expect(text).toContain('http://localhost:3000/sign-in')
  expect(text).toContain('http://localhost:3000/dev/mailbox')
  expect(demoSignIns({ ...config, smtpUrl: 'smtp://localhost' })).not.toContain('mailbox')
})
