import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addMinutes, dayOf } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { errorsOn } from '../../support/office.ts'
import { addClass, adding, readPage, send } from '../marking/support.ts'

const college = testApp()
const newId = '3c9c1f0e-1111-4111-8111-111111111111'

test('the sheets of a day or of seven come in one print, by site; nobody signs online or what is called off', async () => {
  const { db } = college()
  const { admin } = await addClass(college())
  const inTwoDays = addMinutes(today, 2 * 24 * 60)
  const add = async (title: string, startsAt: Date, venue: { name?: string; online?: boolean }) => {
    const { id: course } = await addCourse(db, { title })
    const at = await addVenue(db, { name: title, ...venue })
    return addRun(db, { course, venue: at, sessions: [{ startsAt }] })
  }
  await add('Painting', today, { name: 'Annexe' })
  await add('Video call', today, { online: true })
  const off = await add('Called off', today, {})
  await db.updateTable('session').set({ status: 'cancelled' }).where('run_id', '=', off.runId).execute()
  await add('Later', inTwoDays, {})
  const sheets = async (query: string) => {
    const page = load((await admin.get(`${paths.adminSheets()}${query}`)).text)
    const titles = page('.sheet-head h2').toArray()
    return titles.map((title) => page(title).text().replace('Sign-in sheet: ', ''))
  }
  const day = dayOf(today, 'Europe/London')
  expect((await sheets('')).toSorted()).toEqual(['Painting', 'Sleep well'])
  expect((await sheets(`?day=${day}`))[0]).toBe('Painting')
  expect(await sheets(`?day=${day}&days=7`)).toHaveLength(3)
  const { id } = await db
    .selectFrom('venue')
    .select('id')
    .where('name', '=', 'Annexe')
    .executeTakeFirstOrThrow()
  expect(await sheets(`?day=${day}&venue=${id}`)).toEqual(['Painting'])
  const wrong = await admin.get(`${paths.adminSheets()}?day=31/2/2026`)
  expect([wrong.status, errorsOn(wrong.text)]).toEqual([422, 'Enter a day that exists, such as 14/9/2026'])
})

test.each([true, false])('the office finds each register of a run by links, drop-in %s', async (dropIn) => {
  const { db } = college()
  const { admin } = await addClass(college())
  const times = [{ startsAt: addMinutes(today, -7 * 24 * 60) }, { startsAt: addMinutes(today, 7 * 24 * 60) }]
  const { runId, sessionIds } = await addRun(db, { sessions: times, rules: { drop_in: dropIn } })
  const run = load((await admin.get(paths.adminRun({ id: runId }))).text)
  const list = run('.jumps a')
    .toArray()
    .find((link) => run(link).text().includes('egisters'))
  const page = load((await admin.get(list?.attribs.href ?? '')).text)
  const registers = page('[aria-label="Registers"] a').toArray()
  const all = sessionIds.map((id) => paths.adminRegister({ id }))
  expect(registers.map((link) => link.attribs.href)).toEqual(all)
  expect(page('main').text()).not.toContain(dropIn ? 'Nobody is coming yet' : 'Nobody books')
})

test('the office hears on its page who is to be looked up, and of a register that nobody marked within a day', async () => {
  const { db, clock } = college()
  const { sessionId, peer, admin } = await addClass(college())
  const needs = async () => load((await admin.get(paths.admin())).text)('.needs').text()
  await readPage(peer, sessionId)
  await send(peer, sessionId, adding(newId, 'Wren'))
  clock.now = addMinutes(today, 60)
  expect(await needs()).toContain('1 person came without a place')
  expect(await needs()).not.toContain('not marked yet')
  clock.now = addMinutes(today, 27 * 60)
  expect(await needs()).toContain('1 register is not marked yet')
  await send(peer, sessionId, { 'take-out': newId })
  const said = {
    mark: 'present',
    marked_at: clock.now,
    marked_by: await addPerson(db),
    means: 'office',
  } as const
  await db.updateTable('attendance').set(said).where('session_id', '=', sessionId).execute()
  expect(await needs()).toBe('')
})
