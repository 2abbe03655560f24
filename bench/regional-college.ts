import { sql } from 'kysely'
import type { Db, Tx } from '../src/database/schema.ts'
import { inTransaction } from '../src/database/transaction.ts'
import { exportProspectus } from '../src/scheduling/export/export-prospectus.ts'
import { beginDraft } from '../src/scheduling/import/drafts/begin-draft.ts'
import { givePasswords } from '../test/support/app.ts'
import { addPerson, addTerm } from '../test/support/college.ts'

/** FIELD.md, "Size": the regional college. Two dates to a run, as in the term it was drawn from. */
const sites = 40
const roomsOfEach = 2
const runs = 800
const students = 3_500
const placesOfEach = 10

export interface RegionalCollege {
  office: string
  termId: string
  /** A term to come, without a run. */
  nextTermId: string
  runId: string
  sessionId: string
  courseId: string
  venueId: string
  /** One of those who give the run. */
  trainerId: string
  /** Every run of the college in a file that is being brought in. */
  importId: string
  firstDay: string
  lastDay: string
}

/**
 * Written in a few statements. Each room has ten runs: of five weekdays and two hours of the day, each in two weeks one
 * after the other; each pair of trainers teaches in one room.
 */
export async function fillRegionalCollege(
  db: Db,
  firstDay: string,
  lastDay: string,
): Promise<RegionalCollege> {
  const office = 'office@bench.example'
  const now = new Date()
  await addPerson(db, { name: 'Ada Office', email: office, roles: ['administrator'], now })
  await givePasswords(db)
  const termId = await addTerm(db, { name: 'This term', startsOn: firstDay, endsOn: lastDay })
  const nextTermId = await addTerm(db, {
    name: 'The next term',
    startsOn: '2040-01-09',
    endsOn: '2040-03-30',
  })
  await inTransaction(db, async (tx) => {
    await addCourses(tx, now)
    await addSites(tx)
    await addTrainers(tx, now)
    await planRuns(tx, termId, firstDay, now)
    await enrolPeople(tx, termId, now)
  })
  await sql`analyze`.execute(db)
  const importId = await bringIn(db)
  return { office, termId, nextTermId, importId, firstDay, lastDay, ...(await oneOfEach(db, termId)) }
}

async function addCourses(tx: Tx, now: Date): Promise<void> {
  await sql`insert into category (slug, name, position)
    select 'part-' || n, 'Part ' || n, n from generate_series(1, 14) n`.execute(tx)
  await sql`with made as (
      insert into course (slug, title, summary, status, created_at, updated_at)
      select 'regional-' || n, 'Regional course ' || n, 'What helps, and what does not.', 'published', ${now}, ${now}
      from generate_series(1, 120) n returning id)
    insert into course_category (course_id, category_id)
    select made.id, part.id from (select id, row_number() over (order by id) as n from made) made
    join category part on part.slug = 'part-' || (1 + made.n % 14)`.execute(tx)
}

async function addSites(tx: Tx): Promise<void> {
  await sql`with made as (
      insert into venue (slug, name, address)
      select 'site-' || n, 'Site ' || n, n || ' High Street' from generate_series(1, ${sites}::int) n returning id)
    insert into room (venue_id, name) select id, 'Room ' || n from made, generate_series(1, ${roomsOfEach}::int) n`.execute(
    tx,
  )
}

async function addTrainers(tx: Tx, now: Date): Promise<void> {
  await sql`with made as (
      insert into person (name, email, created_at)
      select 'Trainer ' || n, 'trainer-' || n || '@regional.example', ${now}::timestamptz
      from generate_series(1, ${sites * roomsOfEach * 2}::int) n returning id)
    insert into role_grant (person_id, role, granted_at) select id, 'trainer', ${now} from made`.execute(tx)
}

async function planRuns(tx: Tx, termId: string, firstDay: string, now: Date): Promise<void> {
  await sql`insert into run (course_id, term_id, mode, status, capacity, co_delivery_override, code, created_at, updated_at)
    select course.id, ${termId}, 'in-person', 'published', 16, 'Only for counting', 'R' || n, ${now}, ${now}
    from generate_series(0, ${runs - 1}::int) n
    join (select id, row_number() over (order by slug) - 1 as number from course where slug like 'regional-%') course
      on course.number = n % 120`.execute(tx)
  await sql`insert into session (run_id, starts_at, ends_at, venue_id, room_id, updated_at)
    select run.id, starts, starts + interval '2 hours', room.venue_id, room.id, ${now}
    from (select id, substr(code, 2)::int as n from run where term_id = ${termId}) run
    join (select id, venue_id, row_number() over (order by id) - 1 as number from room) room
      on room.number = n % ${sites * roomsOfEach}::int,
    generate_series(0, 1) as week,
    lateral (select n / ${sites * roomsOfEach}::int as slot) as slots,
    lateral (select (${firstDay}::date + 7 * (n % 10 + week) + slot % 5) + make_interval(hours => 10 + 4 * (slot / 5))
      as local) as wanted,
    lateral (select local at time zone 'Europe/London' as starts) as one`.execute(tx)
  for (const [expertise, odd] of [
    ['lived', 0],
    ['professional', 1],
  ] as const)
    await sql`insert into run_trainer (run_id, person_id, expertise)
      select run.id, trainer.id, ${expertise}
      from (select id, substr(code, 2)::int as n from run where term_id = ${termId}) run
      join (select id, substr(name, 9)::int - 1 as number from person where email like 'trainer-%@regional.example') trainer
        on trainer.number = 2 * (n % ${sites * roomsOfEach}::int) + ${odd}::int`.execute(tx)
  await sql`insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select session.id, run_id, person_id, starts_at, ends_at, session.status
    from session join run_trainer using (run_id) join run on run.id = run_id where run.term_id = ${termId}`.execute(
    tx,
  )
}

async function enrolPeople(tx: Tx, termId: string, now: Date): Promise<void> {
  await sql`with people as (
      insert into person (name, email, created_at)
      select 'Student ' || n, 'student-' || n || '@regional.example', ${now}::timestamptz
      from generate_series(1, ${students}::int) n returning id),
    numbered as (select id, row_number() over (order by id) - 1 as number from people),
    listed as (select id, row_number() over (order by id) - 1 as number from run where term_id = ${termId})
    insert into enrolment (run_id, person_id, status, joined_at, confirmed_at)
    select listed.id, numbered.id, 'confirmed', ${now}, ${now}
    from listed cross join generate_series(0, ${placesOfEach - 1}::int) as place
    join numbered on numbered.number = (listed.number * ${placesOfEach}::int + place) % ${students}::int`.execute(
    tx,
  )
}

async function oneOfEach(db: Db, termId: string) {
  const one = await db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('session_trainer', 'session_trainer.session_id', 'session.id')
    .where('run.term_id', '=', termId)
    .orderBy('session.starts_at', 'desc')
    .select(['session.id as sessionId', 'run.id as runId', 'run.course_id as courseId'])
    .select(['session.venue_id as venueId', 'session_trainer.person_id as trainerId'])
    .executeTakeFirstOrThrow()
  return one
}

/** What the college has, taken out and uploaded again by the office. */
async function bringIn(db: Db): Promise<string> {
  const { runs, sessions } = await exportProspectus(db, {}, 'Europe/London')
  const table = (file: string, [header = [], ...lines]: string[][]) => ({
    ...{ file, encoding: 'UTF-8', delimiter: ',', header },
    rows: lines.map((cells, index) => ({ line: index + 2, cells })),
  })
  const opened = { runs: table('runs.csv', runs), sessions: table('sessions.csv', sessions), problems: [] }
  const office = db.selectFrom('role_grant').where('role', '=', 'administrator').select('person_id')
  const { person_id: actorId } = await office.executeTakeFirstOrThrow()
  const begun = await inTransaction(db, (tx) => beginDraft(tx, opened, { actorId, now: new Date() }))
  if (!begun.ok) throw new Error(begun.reason)
  return begun.id
}
