// A run of which everything is known: what a file has columns for is in it, and comes back in a college that knows nothing.
import { sql } from 'kysely'
import type { Db } from '../../../src/database/schema.ts'
import { exportProspectus } from '../../../src/scheduling/export/export-prospectus.ts'
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { addCourse, addPerson, addRun, addTerm, addVenue } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'
import { settings } from '../import/support.ts'
import { empty, type Kind, takeOut, timeZone } from './support/files.ts'

const database = testDatabase()

async function addTrainers(db: Db): Promise<[string, string]> {
  const add = (name: string, email: string) => addPerson(db, { name, email, roles: ['trainer'] })
  return [await add('Amal', 'amal@example.org'), await add('Nora', 'nora@example.org')]
}

async function aRunThatHasEverything(db: Db): Promise<void> {
  const [peer, professional] = await addTrainers(db)
  const texts = { summary: 'Rest.', whatToExpect: 'We talk.\n\nThere is tea.', whoItIsFor: 'Anyone.' }
  const { id: course } = await addCourse(db, {
    ...{ title: 'Sleep well', status: 'draft', categories: ['Rest', 'Body'] },
    ...texts,
  })
  const where = { address: '4 Mill Lane', howToGetThere: 'Bus 4.', access: 'Step free.' }
  const venue = await addVenue(db, { name: 'Library', ...where })
  const { id: room_id } = await db
    .insertInto('room')
    .values({ venue_id: venue, name: 'Blue Room' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { runId: run_id } = await addRun(db, {
    ...{ course, venue, term: await addTerm(db, { name: 'Autumn 2026' }), code: 'SW-1', capacity: 7 },
    ...{
      status: 'draft',
      trainers: 'none',
      needsApproval: true,
      waitingListMode: 'staff',
      audience: 'Carers',
    },
    opensAt: new Date('2026-09-03T08:00Z'),
    closesAt: new Date('2026-10-01T16:00Z'),
    rules: {
      ...{ priority_opens_at: new Date('2026-09-01T08:00Z'), priority_for: ['new'] },
      ...{ audience_confirmed: true, first_session_needed: true, sessions_needed: 2 },
    },
    sessions: [new Date('2026-10-05T09:00Z'), new Date('2026-10-19T09:00Z')].map((startsAt) => ({
      startsAt,
    })),
  })
  await db.updateTable('session').set({ room_id, join_link: 'https://meet.example/1' }).execute()
  for (const [person_id, expertise] of [
    [peer, 'lived'],
    [professional, 'professional'],
  ] as const)
    await db.insertInto('run_trainer').values({ run_id, person_id, expertise }).execute()
}

/** All of it by its names, without what only this college's rows are called. */
async function whole(db: Db): Promise<unknown> {
  const { rows } = await sql`select course.title, course.summary, course.what_to_expect, course.who_it_is_for,
      array(select name from category join course_category on category_id = category.id
        where course_id = course.id order by name) as categories,
      term.name as term, run.code, run.mode, run.capacity, run.audience, run.needs_approval, run.waiting_list_mode,
      run.enrolment_opens_at, run.enrolment_closes_at, run.priority_opens_at, run.priority_for,
      run.audience_confirmed, run.first_session_needed, run.sessions_needed, run.drop_in,
      array(select person.email || ' ' || expertise from run_trainer join person on person.id = person_id
        where run_id = run.id order by 1) as trainers,
      array(select jsonb_build_array(starts_at, ends_at, join_link, room.name, venue.name, address, how_to_get_there,
        venue.access) from session join venue on venue.id = venue_id left join room on room.id = room_id
        where run_id = run.id order by starts_at) as sessions
    from run join course on course.id = run.course_id left join term on term.id = run.term_id`.execute(db)
  return rows
}

/** Of what an import keeps aside, nothing is known of a run that was planned in pages; a rhythm is never exported. */
const neverFilled = ['interval_weeks', 'peer_trainer_role', 'professional_trainer_role', 'note']

test('no column is left empty', async () => {
  const { db } = database()
  await aRunThatHasEverything(db)
  const { runs, sessions } = await exportProspectus(db, {}, timeZone)
  const unfilled = [runs, sessions].flatMap(([names = [], cells = []]) =>
    names.filter((_, column) => cells[column] === ''),
  )
  expect(unfilled.filter((name) => !neverFilled.includes(name))).toEqual([])
})

test.each<Kind>(['csv', 'workbook'])('it comes back whole in an empty college, as %s', async (kind) => {
  const { db } = database()
  await aRunThatHasEverything(db)
  const before = await whole(db)
  const { files } = await takeOut(db, kind)
  await empty(db)
  await addTrainers(db)
  expect((await importProspectus(db, files, settings)).outcome).toBe('imported')
  expect(await whole(db)).toEqual(before)
})
