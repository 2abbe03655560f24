// What trainers say of themselves: of nobody else, kept for a year, and beside what the office changed.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { testApp } from '../../support/app.ts'
import { addRun, today } from '../../support/college.ts'
import { errorsOn } from '../../support/office.ts'
import { illness, inDays, noteIllness } from './support/illness.ts'

const college = testApp()

test('usual times and days away are their own: of nobody else, and kept beside what the office changed', async () => {
  const { ada, peerId, professionalId, runId } = await illness(college())
  const [peer, pro] = [await college().as('peer@example.org'), await college().as('pro@example.org')]
  const page = paths.ownAvailability()
  await peer.get(page)
  expect((await peer.post(page, { usual: ['1-morning', '2-afternoon'] })).status).toBe(303)
  const ticked = load((await peer.get(page)).text)('input[name=usual][checked]')
  expect(ticked.toArray().map(({ attribs }) => attribs.value)).toEqual(['1-morning', '2-afternoon'])
  expect(load((await pro.get(page)).text)('input[name=usual][checked]')).toHaveLength(0)
  const bad = await peer.post(paths.ownAbsences(), {
    first_day: '5/10/2026',
    last_day: '4/10/2026',
    note: 'Kept',
  })
  expect([bad.status, errorsOn(bad.text)]).toEqual([422, expect.stringContaining('not before the first')])
  expect(load(bad.text)('#note').attr('value')).toBe('Kept')
  for (const over of [{ first_day: '15/9/2025' }, { first_day: '15/9/2025', last_day: '31/8/2026' }]) {
    const slip = await peer.post(paths.ownAbsences(), over)
    expect([slip.status, errorsOn(slip.text)]).toEqual([422, expect.stringContaining('That day is over')])
  }
  expect((await peer.post(page, { usual: 'never' })).status).toBe(422)
  await noteIllness(ada, professionalId, 'Of Pro')
  const [absence] = await college().db.selectFrom('trainer_absence').selectAll().execute()
  const removal = paths.ownAbsenceRemoval({ id: absence?.id ?? '' })
  expect((await peer.get(page)).text).not.toContain('Of Pro')
  expect((await peer.post(removal, {})).status).toBe(404)
  expect((await peer.get(paths.adminTrainer({ id: professionalId }))).status).toBe(403)
  await pro.get(page)
  expect((await pro.post(removal, {})).status).toBe(303)
  // The office is warned, and may choose them all the same.
  const other = await addRun(college().db, { sessions: [{ startsAt: inDays(7) }] })
  const team = load((await ada.get(paths.adminRunTrainers({ id: other.runId }))).text)
  expect(team(`#comes-${other.peerId}`).text()).toContain('Peer: busy (Course')
  expect(team(`#comes-${other.peerId}`).text()).toContain('not usually free on Tuesday mornings')
  expect(peerId).not.toBe(runId)
})

test('days away are erased a year after they are over, with their note', async () => {
  const { ada, peerId } = await illness(college())
  await noteIllness(ada, peerId, 'A bad back')
  const { db, config } = college()
  const erasedBy = (day: string) =>
    applyRetention(db, config.retention, { now: new Date(`${day}T12:00:00Z`), timeZone: 'Europe/London' })
  expect((await erasedBy('2027-09-16')).absences).toBe(0)
  expect((await erasedBy('2027-09-17')).absences).toBe(1)
  expect(await db.selectFrom('trainer_absence').selectAll().execute()).toEqual([])
})

test('of a trainer who is away for a year each page counts every date, and shows the next of them', async () => {
  const { ada, peerId, runId, first } = await illness(college())
  const { db } = college()
  await sql`with more as (
      insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
      select run_id, starts_at + n * interval '1 day', ends_at + n * interval '1 day', venue_id, updated_at
      from session, generate_series(21, 90) n where id = ${first} returning *)
    insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select id, run_id, ${peerId}, starts_at, ends_at, status from more`.execute(db)
  const away = { person_id: peerId, starts_on: '2026-09-01', ends_on: '2027-08-31', noted_at: today }
  await db
    .insertInto('trainer_absence')
    .values({ ...away, note: '' })
    .execute()
  const page = async (address: string) => load((await ada.get(address)).text)
  const days = await page(paths.adminTrainerAbsences({ id: peerId }))
  expect(days('h2').first().text()).toBe('73 dates of 1 run to see to')
  expect(days('main').text()).toContain('Here are the next 20.')
  expect(days('.date-to-see-to')).toHaveLength(20)
  const team = await page(paths.adminRunTrainers({ id: runId }))
  expect(team('h2').first().text()).toBe('73 dates lack a trainer')
  expect(team('.date-to-see-to')).toHaveLength(20)
  expect((await page(paths.adminTrainer({ id: peerId })))('main').text()).toContain('73 dates lack a trainer')
})
