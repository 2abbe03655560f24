// What the demo prospectus promises of every run, read from the database after a start.
import { sql } from 'kysely'
import { demoCollege, listStandings, madeAt } from './support.ts'

const college = demoCollege()
const now = madeAt

/** The rows of a query that should find none are what is wrong. */
async function find(query: ReturnType<typeof sql>): Promise<unknown[]> {
  return (await query.execute(college())).rows
}

test("the term is as large and as mixed as a college's own", async () => {
  const runs = await listStandings(college())
  const share = (wanted: (run: (typeof runs)[number]) => boolean) => runs.filter(wanted).length / runs.length
  expect(new Set(runs.map(({ title }) => title)).size).toBe(35)
  expect(runs).toHaveLength(69)
  expect(share(({ mode }) => mode === 'online')).toBeCloseTo(0.28, 1)
  expect(share(({ sessions }) => sessions === 1)).toBeCloseTo(0.83, 1)
  expect(new Set(runs.map(({ sessions }) => sessions))).toEqual(new Set([1, 2, 3, 4, 6]))
  expect(new Set(runs.map((run) => run.waiting_list_mode))).toEqual(new Set(['auto', 'offer', 'staff']))
})

test('every run is published, or over, with a peer and a professional trainer, without an exception made', async () => {
  expect(
    await find(sql`select code from run where status not in ('published', 'ended') or co_delivery_override is not null
    or (select count(distinct expertise) from run_trainer where run_id = run.id) <> 2`),
  ).toEqual([])
  expect(
    await find(sql`select id from session where not (select count(*) >= 2 from session_trainer t
    where t.session_id = session.id)`),
  ).toEqual([])
})

test('no trainer and no room is in two places at once, and everybody has ten minutes in between', async () => {
  expect(
    await find(sql`select one.session_id from session_trainer one join session_trainer other
    on one.person_id = other.person_id and one.session_id < other.session_id
    and tstzrange(one.starts_at, one.ends_at + interval '10 minutes')
      && tstzrange(other.starts_at, other.ends_at + interval '10 minutes')`),
  ).toEqual([])
  expect(
    await find(sql`select one.id from session one join session other on one.room_id = other.room_id
    and one.id < other.id and tstzrange(one.starts_at, one.ends_at) && tstzrange(other.starts_at, other.ends_at)`),
  ).toEqual([])
})

test('each of the ten trainers teaches, and the two with an account teach soon, together too', async () => {
  const taught = await sql<{ email: string; runs: number; soon: number }>`
    select email, count(*)::int as runs, count(*) filter (where exists (select from session s
      where s.run_id = t.run_id and s.starts_at between ${now} and ${now}::timestamptz + interval '3 weeks'))::int as soon
    from run_trainer t join person on person.id = person_id group by email`.execute(college())
  expect(taught.rows).toHaveLength(10)
  const soon = (email: string) => taught.rows.find((row) => row.email === email)?.soon
  expect(soon('trainer@demo.example')).toBeGreaterThanOrEqual(4)
  expect(soon('professional@demo.example')).toBeGreaterThanOrEqual(4)
  const together = await find(sql`select run_id from run_trainer t join person on person.id = person_id
    where email in ('trainer@demo.example', 'professional@demo.example') group by run_id having count(*) = 2`)
  expect(together.length).toBeGreaterThanOrEqual(3)
})

test("sessions are on weekdays and in daytime on the college's clock, on both sides of a clock change", async () => {
  expect(
    await find(sql`select starts_at from (select starts_at at time zone 'Europe/London' as starts,
      ends_at at time zone 'Europe/London' as ends, starts_at from session) s
    where extract(isodow from starts) > 5 or starts::time < '09:00' or ends::time > '19:00'
      or starts::date <> ends::date`),
  ).toEqual([])
  const offsets =
    await find(sql`select distinct starts_at at time zone 'Europe/London' - starts_at at time zone 'UTC'
    from session`)
  expect(offsets).toHaveLength(2)
})

test('one course meets on two days in a row, one once a month, one in two places', async () => {
  const dates = (code: string) =>
    sql<{
      date: string
      venue: string
    }>`select to_char(starts_at at time zone 'Europe/London', 'YYYY-MM-DD') as date,
      venue.name as venue from session join run on run.id = run_id join venue on venue.id = venue_id
      where code = ${code} order by starts_at`
      .execute(college())
      .then(({ rows }) => rows)
  const days = async (code: string) => {
    const at = (await dates(code)).map(({ date }) => Date.parse(date) / 86_400_000)
    return at.slice(1).map((day, index) => day - (at[index] ?? 0))
  }
  expect(await days('WRA-1')).toEqual([1])
  expect(await days('CAF-1')).toEqual([28, 28])
  expect(await days('WAL-1')).toEqual([7, 7, 14, 7, 7])
  expect(new Set((await dates('WAL-1')).map(({ venue }) => venue)).size).toBe(2)
})

test('online runs have a link, runs in a room have none', async () => {
  expect(
    await find(sql`select code from session join run on run.id = run_id
    where (mode = 'online') <> (join_link is not null)`),
  ).toEqual([])
})

test('there are about a dozen categories in an order of our own, each with a course', async () => {
  const { rows } = await sql<{ name: string; position: number; courses: number }>`
    select name, position, count(course_id)::int as courses from category
    left join course_category on category_id = id group by id order by position`.execute(college())
  expect(rows.length).toBeGreaterThanOrEqual(10)
  expect(rows.length).toBeLessThanOrEqual(14)
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1))
  expect(rows[0]?.name).toBe('Start here')
  expect(rows.filter(({ courses }) => courses === 0)).toEqual([])
  expect(
    await find(sql`select title from course where not exists (select from course_category
    where course_id = course.id)`),
  ).toEqual([])
})

test('the office knows what each trainer brings, gives and usually can, and whose training is due', async () => {
  const known = await find(sql`select person.name from role_grant join person on person.id = person_id
    where role = 'trainer' and exists (select from trainer where person_id = person.id and (lived or professional))
      and exists (select from trainer_course where person_id = person.id)
      and exists (select from trainer_availability where person_id = person.id)
      and exists (select from trainer_training where person_id = person.id)`)
  expect(known).toHaveLength(10)
  const due = await find(sql`select from trainer_training where due_again_on < ${now}::date + 60`)
  expect(due).toHaveLength(1)
})
