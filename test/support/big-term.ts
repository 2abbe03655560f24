// A term as a large college has it, written in a few statements: making it is no part of what is measured.
import { sql } from 'kysely'
import type { Db } from '../../src/database/schema.ts'
import { addCourse, addTerm, addVenue } from './college.ts'

const usual = { runs: 100, weeks: 6, onEach: 20 }

/** Runs of so many weeks with so many people on each; every twentieth person has no email. */
export async function addBigTerm(
  db: Db,
  now: Date,
  { runs, weeks, onEach } = usual,
): Promise<{ termId: string; people: number }> {
  const termId = await addTerm(db, { name: 'A large term' })
  const { id: courseId } = await addCourse(db, { title: 'One of a hundred' })
  const venueId = await addVenue(db, { name: 'A large venue' })
  await sql`with made as (
      insert into run (course_id, term_id, mode, status, capacity, co_delivery_override, code, created_at, updated_at)
      select ${courseId}, ${termId}, 'in-person', 'published', ${onEach}, 'Only for counting', number, ${now}, ${now}
      from generate_series(1, ${runs}) as number returning id, code
    )
    insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
    select made.id, starts, starts + interval '2 hours', ${venueId}, ${now}
    from made, generate_series(1, ${weeks}) as week,
      lateral (select ${now}::timestamptz + make_interval(days => 7 * week + made.code::int % 5) as starts) as one`.execute(
    db,
  )
  await sql`with people as (
      insert into person (name, email, preferred_contact, postal_address, created_at)
      select 'Person ' || number, case when number % 20 = 0 then null else 'big-' || number || '@example.org' end,
        case when number % 20 = 0 then 'post' else 'email' end,
        case when number % 20 = 0 then '1 Mill Lane' else '' end, ${now}
      from generate_series(1, ${runs * onEach}) as number returning id
    ), numbered as (select id, row_number() over (order by id) as number from people),
    listed as (select id, row_number() over (order by id) as number from run where term_id = ${termId})
    insert into enrolment (run_id, person_id, status, joined_at, confirmed_at)
    select listed.id, numbered.id, 'confirmed', ${now}, ${now}
    from numbered join listed on listed.number = 1 + numbered.number % ${runs}`.execute(db)
  // As a database knows it that has been in use for a while.
  await sql`analyze`.execute(db)
  return { termId, people: runs * onEach }
}
