// One date by way of the preview, a date that is online already, and a report of which something is left to do.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { inDays } from '../../scheduling/support/doings.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, addTerm, addVenue } from '../../support/college.ts'
import { fieldsOn, office } from '../../support/office.ts'
import { confirm, look } from './support/preview.ts'
import { oneWeekLater, storiesIn } from './support/sleep-well.ts'

const college = testApp()
const { deeds, sleepWell, sessions, mailsTo } = storiesIn(college)
const main = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

test('the page of a date leads to a preview of that date alone, with who is told and how', async () => {
  const [ada] = await office(college(), 'Ada')
  const { runId, sessionIds } = await sleepWell()
  const [, , third = ''] = sessionIds
  const page = load((await ada.get(paths.adminSession({ id: third }))).text)
  const link = page('a:contains("see first who is told")').attr('href') ?? ''
  const fields = fieldsOn((await ada.get(link)).text, paths.adminBulkChangePreview())
  const preview = await look(ada, { ...fields, ...oneWeekLater })
  expect(preview.ticked).toEqual([third])
  expect(preview.text).toMatch(/1 date of 1 run.*5 people.*4 by email.*1 by letter/)
  const before = await sessions(runId)
  await confirm(ada, preview)
  const after = await sessions(runId)
  expect(after.map(({ starts_at }) => starts_at).slice(0, 2)).toEqual(
    before.map(({ starts_at }) => starts_at).slice(0, 2),
  )
  expect(after[2]?.starts_at).not.toEqual(before[2]?.starts_at)
})

test('a date that is online already says that it would lose its link, and keeps it when it is unticked', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, sessionIds } = await sleepWell({ venue: await addVenue(db, { name: 'Town Hall' }) })
  const [first = '', second = ''] = sessionIds
  const online_venue = await addVenue(db, { name: 'Online', online: true })
  const own = { venue_id: online_venue, join_link: 'https://meet.example/own' }
  await db.updateTable('session').set(own).where('id', '=', first).execute()
  const change = { change: 'online', online_venue, join_link: 'https://meet.example/all', reason: '' }
  const preview = await look(ada, { scope: 'run', run: runId, ...change })
  expect(preview.hints[first]).toContain('It is online already')
  expect(preview.hints[second]).toBe('')
  const without = await look(ada, { scope: 'run', run: runId, ...change, join_link: '' })
  expect(without.hints[first]).toBe('It is like that already, so nobody is told of it')
  const others = preview.ticked.filter((id) => id !== first)
  await confirm(ada, { ...preview, fields: { ...preview.fields, dates: others } })
  expect((await sessions(runId)).map(({ join_link }) => join_link)).toEqual([
    own.join_link,
    change.join_link,
    change.join_link,
  ])
})

test('what one person is told by hand stands together, and says how to join without a page', async () => {
  const { db, runJobs, clock } = college()
  const [ada] = await office(college(), 'Ada')
  const term = await addTerm(db, { name: 'Autumn' })
  const online_venue = await addVenue(db, { name: 'Online', online: true })
  const walking = await addRun(db, { term, sessions: [{ startsAt: inDays(9) }] })
  const { bea } = await sleepWell({ term })
  const abe = await addPerson(db, { name: 'Abe', email: null })
  for (const person of [bea, abe]) await deeds().enrol(walking.runId, person)
  await runJobs()
  clock.now = addMinutes(clock.now, 60)
  const change = { change: 'online', online_venue, join_link: '', reason: '' }
  const report = await confirm(ada, await look(ada, { scope: 'term', term, ...change }))
  await runJobs()
  const page = load((await ada.get(`${report}/letters`)).text)
  const names = page('.letter__address').toArray()
  expect(names.map((address) => page(address).text().slice(0, 3))).toEqual(['Abe', 'Bea', 'Bea'])
  expect(page('.letter').first().text()).toContain('If you cannot see that page, please ring us.')
})

test('the report says how far it is, what could not be delivered, and who is to be called', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const { runId, amal, bea } = await sleepWell()
  const contact = { phone: '07700 900123', preferred_contact: 'phone' as const }
  await db.updateTable('person').set(contact).where('id', '=', bea).execute()
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  expect(preview.text).toMatch(/4 by email.*1 by telephone/)
  const report = await confirm(ada, preview)
  const bar = async () => {
    const { value, max } = load((await ada.get(report)).text)('progress').attr() ?? {}
    return [Number(value), Number(max)]
  }
  expect(await bar()).toEqual([0, 5])
  await runJobs()
  const letter = db
    .updateTable('mail')
    .set({ status: 'failed', sent_at: null })
    .where('person_id', '=', amal)
    .where('template', '=', 'enrolment/dates-changed')
  await letter.execute()
  const [value, max] = await bar()
  expect([value === max, (max ?? 0) >= 4]).toEqual([true, true])
  const shown = (await ada.get(report)).text
  expect(main(shown)).toContain('1 could not be delivered')
  expect(load(shown)(`main a[href="${paths.adminMail()}"]`)).toHaveLength(1)
  expect(load(shown)(`main a[href="${paths.adminCallList()}"]`).text()).toBe('1 person to call')
  expect(main(shown)).not.toContain('Everybody has been told')
  expect((await ada.get(paths.adminBulkChanges())).text).toContain('Something left to do')
  expect((await ada.get(paths.adminCallList())).text).toContain('Bea')
})

test('of a draft nobody has to be told: preview and report say so', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId } = await addRun(app.db, { status: 'draft', sessions: [{ startsAt: inDays(7) }] })
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  expect(preview.text).toMatch(/Only the office sees these drafts, so nobody has to be told\..*Do it $/)
  const shown = main((await ada.get(await confirm(ada, preview))).text)
  expect(shown).toMatch(/Nobody to tell.*Nobody had to be told\. Nothing is left to do\./)
  expect(shown).not.toMatch(/Everybody|emails sent/)
})

test('whoever is to be called about two courses is one person to call', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const term = await addTerm(db)
  const [{ bea }, { runId }] = [await sleepWell({ term }), await addRun(db, { term })]
  const contact = { phone: '07700 900123', preferred_contact: 'phone' as const }
  await db.updateTable('person').set(contact).where('id', '=', bea).execute()
  await addEnrolment(db, runId, { person: bea })
  const report = await confirm(ada, await look(ada, { scope: 'term', term, ...oneWeekLater }))
  await runJobs()
  expect(main((await ada.get(report)).text)).toContain('1 person to call, with 2 messages in all')
})

test('what is online there already stays as it is, and nobody is told that it changed', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const online = await addVenue(db, { name: 'Online', online: true })
  const term = await addTerm(db, { name: 'Autumn 2026' })
  const { runId, amal } = await sleepWell({ term, venue: online, mode: 'online' })
  const other = await addRun(db, { term, sessions: [{ startsAt: inDays(9) }] })
  const before = await sessions(runId)
  const wish = { scope: 'term', term, change: 'online', online_venue: online, join_link: '', reason: 'Flood' }
  const preview = await look(ada, wish)
  expect(preview.ticked).toEqual(other.sessionIds)
  expect(preview.hints[before[0]?.id ?? '']).toContain('It is like that already')
  expect(preview.text).toContain('becomes stays as it is')
  expect(preview.text).toContain('3 dates are like that already.')
  const all = { ...preview.fields, dates: [...before.map(({ id }) => id), ...other.sessionIds] }
  expect((await ada.post(paths.adminBulkChanges(), all)).status).toBe(409)
  await confirm(ada, preview)
  await runJobs()
  expect((await sessions(other.runId))[0]?.venue_id).toBe(online)
  expect(await sessions(runId)).toEqual(before)
  expect(await mailsTo(amal)).toEqual([])
})
