// As large as a regional college, and written a moment ago: PostgreSQL still takes its tables for empty.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import type { Db } from '../../../src/database/schema.ts'
import { empty } from '../../support/database.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addTerm, addVenue } from '../../support/college.ts'
import { office } from '../../support/office.ts'
import { look, publicationOf } from './support.ts'

const college = testApp()

/** Its dates are written, and nothing is known of them to whoever plans a query. */
async function writeTerm(db: Db): Promise<string> {
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-09-07', endsOn: '2026-12-18' })
  const venue = await addVenue(db)
  const pair = [await addPerson(db, { roles: ['trainer'] }), await addPerson(db, { roles: ['trainer'] })]
  await sql`insert into course (title, slug, status, created_at, updated_at)
    select 'Large course ' || number, 'large-' || number, 'draft', now(), now() from generate_series(1, 100) as number`.execute(
    db,
  )
  await sql`with courses as (select id, row_number() over () as number from course where slug like 'large-%'),
    made as (
      insert into run (course_id, term_id, mode, created_at, updated_at)
      select courses.id, ${term}::uuid, 'in-person', now(), now()
      from generate_series(1, 800) as number join courses on courses.number = 1 + number.number % 100 returning id)
    insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
    select id, starts_at, starts_at + interval '1 minute', ${venue}::uuid, now() from (
      select id, timestamp '2026-09-08 08:00' at time zone 'UTC' + interval '1 minute' * row_number() over ()
        + interval '1 week' * week as starts_at from made, generate_series(0, 1) as week) as dated`.execute(
    db,
  )
  await sql`insert into run_trainer (run_id, person_id, expertise)
    select run.id, team.person_id, team.expertise from run,
      (values (${pair[0]}::uuid, 'lived'), (${pair[1]}::uuid, 'professional')) as team (person_id, expertise)
    where run.term_id = ${term}`.execute(db)
  await sql`insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select session.id, session.run_id, person_id, starts_at, ends_at, status
    from session join run_trainer on run_trainer.run_id = session.run_id where person_id = any (${pair}::uuid[])`.execute(
    db,
  )
  return term
}

test('800 drafts with 1,600 dates are shown, published, and drafts again with one press', async () => {
  const { db } = college()
  await writeTerm(db)
  await empty(db)
  await sql`analyze`.execute(db)
  const term = await writeTerm(db)
  const [ada] = await office(college(), 'Ada')
  const { runs, shown, html } = await look(ada, publicationOf(term))
  expect(runs).toHaveLength(800)
  expect(html.length).toBeLessThan(1_500_000)
  const answer = await ada.post(publicationOf(term), { runs, shown })
  expect(answer.status).toBe(303)
  const published = () =>
    db.selectFrom('run').where('term_id', '=', term).where('status', '=', 'published').select('id').execute()
  expect(await published()).toHaveLength(800)
  const acts = load((await ada.get(paths.adminUndo())).text)('section[aria-labelledby=acts] form')
  expect((await ada.post(acts.attr('action') ?? '')).status).toBe(303)
  expect(await published()).toEqual([])
})
