import { sql } from 'kysely'
import type { Tx } from '../src/database/schema.ts'
import { inTransaction } from '../src/database/transaction.ts'
import { paths } from '../src/paths.ts'
import { measure } from './planning.ts'
import { type Site, withServer } from './site.ts'
import type { Figure } from './table.ts'
import { signInAll, type Visitor } from './visitor.ts'

/** Of the regional college, so many weeks ago: what is counted is a year of 1,600 runs and 32,000 marks. */
const weeksAgo = [26, 52]

/** What is read from the registers of a year, as benchPlanning measures it; the regional college must be there. */
export async function benchRegisters({ db, databaseUrl }: Site): Promise<Figure[]> {
  await inTransaction(db, async (tx) => {
    for (const weeks of weeksAgo) await addTermBefore(tx, weeks)
    await markEverything(tx)
  })
  await sql`analyze`.execute(db)
  const past = db.selectFrom('run').where('code', 'like', 'PAST-%').select(['id', 'term_id']).limit(1)
  const { id, term_id: term } = await past.$narrowType<{ term_id: string }>().executeTakeFirstOrThrow()
  return withServer({ DATABASE_URL: databaseUrl }, async (origin) => {
    const [office] = (await signInAll(origin, ['office@bench.example'])) as [Visitor]
    const figures: Figure[] = []
    for (const page of [
      { what: 'attendance in figures, a year', address: paths.adminFigures() },
      { what: 'attendance in figures, a term', address: `${paths.adminFigures()}?term=${term}` },
      { what: 'the same by run, as a file', address: `${paths.adminFiguresFile()}?by=run` },
      { what: 'graduation', address: `${paths.adminGraduation()}?term=${term}` },
      { what: 'who completed a run', address: paths.adminRunCompletion({ id }) },
    ])
      figures.push(await measure(office, page))
    await inTransaction(db, addPeopleAway)
    await sql`analyze`.execute(db)
    figures.push(
      await measure(office, {
        what: 'not seen for a while, of 20,000 people',
        address: `${paths.adminReEngagement()}?months=6`,
      }),
    )
    return figures
  })
}

/** Of a national college: each was here for one class a year ago, and did not come back. */
async function addPeopleAway(tx: Tx): Promise<void> {
  await sql`insert into person (name, email, created_at)
    select 'Away ' || n, 'away-' || n || '@regional.example', now() - interval '3 years'
    from generate_series(1, 20000) n`.execute(tx)
  await sql`insert into role_grant (person_id, role, granted_at)
    select id, 'student', created_at from person where email like 'away-%@regional.example'`.execute(tx)
  await sql`with past as (select id, row_number() over (order by id) - 1 as number, count(*) over () as runs
      from run where code like 'PAST-52%'),
    away as (select id, substr(name, 6)::int as number from person where email like 'away-%@regional.example')
    insert into enrolment (run_id, person_id, status, joined_at, confirmed_at)
    select past.id, away.id, 'confirmed', now() - interval '2 years', now() - interval '2 years'
    from away join past on past.number = away.number % past.runs`.execute(tx)
  await markEverything(tx)
  await sql`update enrolment set status = 'not-completed', ended_at = now() - interval '10 months'
    from person where person.id = person_id and person.email like 'away-%@regional.example'`.execute(tx)
}

async function addTermBefore(tx: Tx, weeks: number): Promise<void> {
  const earlier = sql`make_interval(weeks => ${weeks}::int)`
  await sql`insert into term (name, slug, starts_on, ends_on)
    select name || ' before ' || ${weeks}::int, slug || '-' || ${weeks}::int, starts_on - ${weeks * 7}::int, ends_on - ${weeks * 7}::int
    from term where name = 'This term'`.execute(tx)
  await sql`insert into run (course_id, term_id, mode, status, capacity, co_delivery_override, code, created_at, updated_at)
    select course_id, (select id from term where name = 'This term before ' || ${weeks}::int), mode, 'ended', capacity,
      co_delivery_override, 'PAST-' || ${weeks}::int || code, created_at - ${earlier}, updated_at
    from run where term_id = (select id from term where name = 'This term')`.execute(tx)
  await sql`insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
    select past.id, starts_at - ${earlier}, ends_at - ${earlier}, venue_id, session.updated_at
    from session join run on run.id = session.run_id join run past on past.code = 'PAST-' || ${weeks}::int || run.code`.execute(
    tx,
  )
  await sql`insert into enrolment (run_id, person_id, status, joined_at, confirmed_at)
    select past.id, person_id, 'confirmed', joined_at - ${earlier}, confirmed_at - ${earlier}
    from enrolment join run on run.id = enrolment.run_id
    join run past on past.code = 'PAST-' || ${weeks}::int || run.code
    where enrolment.status = 'confirmed'`.execute(tx)
}

async function markEverything(tx: Tx): Promise<void> {
  await sql`update attendance set mark = (array['present', 'present', 'late', 'told-us', 'no-word'])
      [1 + abs(hashtext(enrolment_id::text || session_id::text)) % 5], marked_at = now(), means = 'page',
      marked_by = (select id from person where email = 'office@bench.example')
    from run where run.id = attendance.run_id and run.code like 'PAST-%'`.execute(tx)
  await sql`update enrolment set status = 'completed', ended_at = now()
    from run where run.id = run_id and run.code like 'PAST-%' and enrolment.status = 'confirmed'
      and abs(hashtext(enrolment.id::text)) % 3 > 0`.execute(tx)
}
