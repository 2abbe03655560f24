// The office gives the prospectus its cover, writes easy read, and makes editions that a reprint is held against.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addRun, addTerm, addVenue } from '../../support/college.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'
import { aJpeg, aPng } from './support/pictures.ts'

const college = testApp()
const cover = paths.adminProspectusCover()
const png = { field: 'file', name: 'nothing.exe', bytes: aPng() }

test('a cover with a picture: known by its content, served with strict headers, and on the page', async () => {
  const [ada] = await office(college(), 'Ada')
  const fields = fieldsOn((await ada.get(cover)).text, cover)
  const mine = { ...fields, title: 'Autumn 2026', colour: '#1A3C6E', picture_words: 'Hands and a cup' }
  expect((await ada.upload(cover, mine, png)).headers.location).toBe('/admin/prospectus')
  const $ = load((await college().visitor().get('/prospectus')).text)
  expect([$('h1').text(), $('.prospectus__picture').attr('alt')]).toEqual(['Autumn 2026', 'Hands and a cup'])
  const src = $('.prospectus__picture').attr('src')!
  const { headers, status } = await college().visitor().agent.get(src)
  expect([status, headers['content-type']]).toEqual([200, 'image/png'])
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=31536000, immutable',
  })
  const page = (await ada.get(cover)).text
  expect(page).toContain('Ada changed the cover and the colours of the prospectus')
  expect(fieldsOn(page, cover).colour).toBe('#1a3c6e')
  await ada.upload(cover, { ...fieldsOn(page, cover), no_picture: 'yes' })
  const { picture_id } = await college()
    .db.selectFrom('prospectus_cover')
    .select('picture_id')
    .executeTakeFirstOrThrow()
  expect(picture_id).toBeNull()
})

test.each([
  [{ colour: '#ffd23f' }, undefined, 'too pale to read on white'],
  [{ accent: 'red' }, undefined, 'Choose a colour'],
  [{ title: '' }, undefined, 'Enter the title'],
  [{}, { ...png, bytes: Buffer.from('<svg/>') }, 'PNG or JPEG'],
  [{}, { ...png, bytes: aPng().subarray(0, 60) }, 'cannot be opened'],
  [{}, { ...png, bytes: Buffer.alloc(3_000_001) }, 'at most 3 MB'],
  [{ picture_words: '' }, png, 'what the picture shows'],
  [{ picture: crypto.randomUUID() }, undefined, 'not kept any more'],
  [{ picture: 'x' }, undefined, 'Choose the picture again'],
])('what is wrong with a cover is said, and what was typed stays: %j', async (change, file, message) => {
  const [ada] = await office(college(), 'Ada')
  const fields = fieldsOn((await ada.get(cover)).text, cover)
  const typed = { ...fields, words: 'Typed', picture_words: 'A cup', ...change }
  const answer = await ada.upload(cover, typed, file)
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect(fieldsOn(answer.text, cover).words).toBe('Typed')
  expect(await college().db.selectFrom('prospectus_cover').selectAll().execute()).toEqual([])
})

test('beside a mistake elsewhere nobody has to choose the picture again; unused, it goes after a day', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db, clock } = college()
  const fields = fieldsOn((await ada.get(cover)).text, cover)
  const answer = await ada.upload(cover, { ...fields, title: '', picture_words: 'A cup' }, png)
  const again = fieldsOn(answer.text, cover)
  expect(load(answer.text)('.prospectus__picture').attr('src')).toBe(paths.picture({ id: again.picture! }))
  await ada.upload(cover, { ...again, title: 'Autumn' })
  const jpeg = { ...png, bytes: aJpeg() }
  await ada.upload(cover, { ...fieldsOn((await ada.get(cover)).text, cover), title: '' }, jpeg)
  clock.now = new Date(clock.now.getTime() + 25 * 3_600_000)
  await ada.upload(
    cover,
    { ...fieldsOn((await ada.get(cover)).text, cover), title: '' },
    { ...png, bytes: aPng(9, 9) },
  )
  const kept = await db.selectFrom('picture').select(['kind', 'width']).orderBy('width').execute()
  expect(kept).toEqual([
    { kind: 'image/png', width: 9 },
    { kind: 'image/png', width: 40 },
  ])
})

test('a file without the token of the page, or where no file belongs, is refused', async () => {
  const [ada] = await office(college(), 'Ada')
  const { agent } = ada
  const sent = await agent.post(cover).field({ title: 'Theirs' }).attach('file', png.bytes, 'a.png')
  expect(sent.status).toBe(403)
  const early = await agent.post(cover).attach('file', png.bytes, 'a.png').field({ title: 'Theirs' })
  expect(early.status).toBe(403)
  expect((await ada.upload('/admin/terms/new', { name: 'x' })).status).toBe(415)
  expect(await college().db.selectFrom('picture').selectAll().execute()).toEqual([])
})

test('two change the cover at once: what only one changed is kept, what both changed is shown', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const opened = fieldsOn((await ben.get(cover)).text, cover)
  const hers = { ...opened, _csrf: fieldsOn((await ada.get(cover)).text, cover)._csrf! }
  await ada.upload(cover, { ...hers, words: 'Hers', title: 'Her title' })
  const answer = await ben.upload(cover, { ...opened, title: 'His title', colour: '#1a3c6e' })
  expect(answer.status).toBe(409)
  expect(load(answer.text)('#meanwhile').parent().text()).toContain('Her title')
  await ben.upload(cover, fieldsOn(answer.text, cover))
  const row = await college().db.selectFrom('prospectus_cover').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ title: 'His title', words: 'Hers', colour: '#1a3c6e' })
})

test('a course gets easy read and a picture; the office sees which courses have none', async () => {
  const [ada] = await office(college(), 'Ada')
  const { courseId } = await addRun(college().db, {
    course: (await addCourse(college().db, { title: 'Sleep' })).id,
  })
  const address = paths.adminCourseEasyRead({ id: courseId })
  expect((await ada.get('/admin/prospectus')).text).toContain(`<a href="${address}">Sleep</a>`)
  const fields = fieldsOn((await ada.get(address)).text, address)
  const unsaid = await ada.upload(address, { ...fields, easy_read: 'We rest.' }, png)
  expect([unsaid.status, errorsOn(unsaid.text)]).toEqual([
    422,
    expect.stringContaining('what the picture shows'),
  ])
  await ada.upload(address, { ...fieldsOn(unsaid.text, address), picture_words: 'A bed' })
  expect((await ada.get('/admin/prospectus')).text).not.toContain(`<a href="${address}">Sleep</a>`)
  const $ = load((await college().visitor().get('/prospectus?form=easy-read')).text)
  expect($('.prospectus__course').text()).toContain('We rest.')
  expect($('.prospectus__course img').attr('alt')).toBe('A bed')
  const history = (await ada.get(paths.adminCourse({ id: courseId }))).text
  expect(history).toContain('changed what a course says in easy read, or its picture')
  expect((await ada.get(paths.adminCourseEasyRead({ id: crypto.randomUUID() }))).status).toBe(404)
})

test('an edition keeps what was said, names nobody, and a reprint says what is otherwise', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn' })
  const venue = await addVenue(db, { name: 'Library' })
  const course = (title: string) => addCourse(db, { title })
  const [sleep, film, work] = [await course('Sleep'), await course('Film'), await course('Work')]
  const run = { term, venue }
  const { sessionIds, runId, peerId } = await addRun(db, { ...run, course: sleep.id })
  const { runId: off } = await addRun(db, { ...run, course: film.id })
  await addRun(db, { ...run, course: work.id })
  await ada.get('/admin/prospectus/editions')
  const refused = await ada.post('/admin/prospectus/editions', { term: 'spring', venue: '' })
  expect([refused.status, errorsOn(refused.text)]).toEqual([422, expect.stringContaining('from the lists')])
  const made = await ada.post('/admin/prospectus/editions', { term: 'autumn', venue: '' })
  const address = made.headers.location!
  expect((await ada.get(address)).text).toContain('Nothing has changed')
  const { said } = await db.selectFrom('prospectus_edition').select('said').executeTakeFirstOrThrow()
  expect(JSON.stringify(said)).not.toMatch(new RegExp(`Person|${peerId}`))

  const later = { starts_at: new Date('2026-09-18T09:00:00Z'), ends_at: new Date('2026-09-18T11:00:00Z') }
  await db.deleteFrom('session_trainer').where('session_id', '=', sessionIds[0]!).execute()
  await db.updateTable('session').set(later).where('id', '=', sessionIds[0]!).execute()
  await db
    .updateTable('run')
    .set({ status: 'cancelled', cancelled_reason: 'x' })
    .where('id', '=', off)
    .execute()
  await db.updateTable('course').set({ status: 'retired' }).where('id', '=', work.id).execute()
  await addRun(db, { ...run, course: sleep.id })
  await addRun(db, { course: sleep.id })
  const page = load((await ada.get(address)).text)
  const lines = page('main ul').first().find('li').toArray()
  expect(lines.map((line) => page(line).text())).toEqual([
    'Called off. Film, Friday 11 September, 10am to midday.',
    'Moved. Sleep: now Friday 18 September, 10am to midday. It was to be Friday 11 September, 10am to midday.',
    'New. Sleep: Friday 11 September, 10am to midday. Library.',
    'Not offered any more. Work.',
  ])
  const since = address.split('/').at(-1)!
  const print = load((await college().visitor().get(`/prospectus?since=${since}`)).text)
  expect(print('#what-has-changed').text()).toBe('What has changed since Tuesday 1 September 2026')
  expect(print('#what-has-changed').parent().find('li')).toHaveLength(4)
  // One for each site and each term soon makes a hundred: the first stays in the list.
  await sql`insert into prospectus_edition (made_at, said)
    select made_at + n * interval '1 hour', said || '{"term": null}' from prospectus_edition, generate_series(1, 60) n`.execute(
    db,
  )
  const editions = load((await ada.get('/admin/prospectus/editions')).text)
  expect(editions('.row')).toHaveLength(61)
  expect(editions('.row').last().text()).toMatch(/Autumn, made by Ada\s+3 courses/)
  expect(runId).not.toBe('')
})

test('a form that comes twice, even at once, makes one edition; what changed in between makes another', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn' })
  const { id: course } = await addCourse(db, { title: 'Sleep' })
  const { sessionIds } = await addRun(db, { term, course })
  const form = '/admin/prospectus/editions'
  await ada.get(form)
  const make = () => ada.post(form, { term: 'autumn', venue: '' })
  const [one, other] = await Promise.all([make(), make()])
  expect(one.headers.location).toBe(other.headers.location)
  await ada.post(form, { term: '', venue: '' })
  const again = await make()
  expect(again.headers.location).toBe(one.headers.location)
  expect((await ada.get(one.headers.location ?? '')).text).toContain('The last edition says the same')
  const later = { starts_at: new Date('2026-09-18T09:00:00Z'), ends_at: new Date('2026-09-18T11:00:00Z') }
  await db.deleteFrom('session_trainer').where('session_id', '=', sessionIds[0]!).execute()
  await db.updateTable('session').set(later).where('id', '=', sessionIds[0]!).execute()
  expect((await make()).headers.location).not.toBe(one.headers.location)
  expect(await db.selectFrom('prospectus_edition').select('id').execute()).toHaveLength(3)
})
