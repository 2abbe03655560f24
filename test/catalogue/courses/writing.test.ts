// The office writes its courses: as drafts, into the prospectus and out of it, with who designed them.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCategory, addCourse, addPerson, addRun } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'

const college = testApp()
const words = { title: 'Sleep well', summary: 'What helps at night.', what_to_expect: '', who_it_is_for: '' }

const courses = () => college().db.selectFrom('course').select(['title', 'slug', 'status']).execute()
const only = async () => {
  const { id } = await college().db.selectFrom('course').select('id').executeTakeFirstOrThrow()
  return { id, page: paths.adminCourse({ id }) }
}
const heading = (html: string) => load(html)('.nhsuk-notification-banner__heading, main h2, main h3').text()

test('a course is a draft until it is put into the prospectus, and can be seen as it will be', async () => {
  const [ada] = await office(college(), 'Ada')
  const rest = await addCategory(college().db, 'Rest')
  await ada.get('/admin/courses/new')
  await ada.post('/admin/courses/new', { ...words, categories: rest })
  expect(await courses()).toEqual([{ title: 'Sleep well', slug: 'sleep-well', status: 'draft' }])
  const { id, page } = await only()
  expect((await college().visitor().get('/courses/sleep-well')).status).toBe(404)
  const preview = (await ada.get(paths.adminCoursePreview({ id }))).text
  expect(load(preview)('h1').text()).toBe('Sleep well')
  expect(preview).toContain('Rest')
  await ada.get(page)
  await ada.post(paths.adminCoursePublication({ id }))
  expect((await college().visitor().get('/courses/sleep-well')).text).toContain('What helps at night.')
  expect((await ada.get(page)).text).toContain('Ada put a course into the prospectus')
})

test('a preview shows planned dates as they will be, to the office alone', async () => {
  const [ada] = await office(college(), 'Ada')
  const { id } = await addCourse(college().db, { title: 'Sleep well', status: 'draft' })
  await addRun(college().db, { course: id, status: 'draft' })
  const preview = (await ada.get(paths.adminCoursePreview({ id }))).text
  expect(load(preview)('#dates').text()).toBe('Dates and places')
  expect(preview).toContain('Enrolment is open until it begins')
  expect((await college().visitor().get('/courses/sleep-well')).status).toBe(404)
})

test.each([
  [{ title: '' }, 'Enter the title'],
  [{ title: 'x'.repeat(201) }, 'Use 200 characters or fewer'],
  [{ title: 'MOVIE CLUB' }, 'There is a course of this title already'],
  [{ categories: 'rest' }, 'Choose from the categories below'],
  [{ needs: 'rest' }, 'Choose from the courses below'],
  [{ needs: '3c9c1f0e-1111-4111-8111-111111111111' }, 'One of these courses is gone'],
  [{ categories: '3c9c1f0e-1111-4111-8111-111111111111' }, 'One of these categories is gone'],
])('what is wrong with a course is said, and what was typed stays: %j', async (fields, message) => {
  const [ada] = await office(college(), 'Ada')
  await addCourse(college().db, { title: 'Movie club' })
  await ada.get('/admin/courses/new')
  const answer = await ada.post('/admin/courses/new', { ...words, ...fields })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect(fieldsOn(answer.text, '/admin/courses/new').summary).toBe('What helps at night.')
})

test('categories that were ticked stay ticked beside a mistake', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const ticked = [await addCategory(db, 'Rest'), await addCategory(db, 'Body')]
  await addCategory(db, 'Work')
  await ada.get('/admin/courses/new')
  const answer = await ada.post('/admin/courses/new', { ...words, title: '', categories: ticked })
  const boxes = load(answer.text)('input[name=categories][checked]').toArray()
  expect(boxes.map(({ attribs }) => attribs.value).sort()).toEqual([...ticked].sort())
})

test('the address follows the title of a draft; once people know it, it stays', async () => {
  const [ada] = await office(college(), 'Ada')
  const { id } = await addCourse(college().db, { title: 'Sleap well', summary: 'x', status: 'draft' })
  const page = paths.adminCourse({ id })
  await ada.get(page)
  await ada.post(page, words)
  expect((await courses())[0]?.slug).toBe('sleep-well')
  await ada.post(paths.adminCoursePublication({ id }))
  await ada.post(page, { ...words, title: 'Sleeping well' })
  expect((await courses())[0]).toEqual({ title: 'Sleeping well', slug: 'sleep-well', status: 'published' })
})

test('two change a course at once: categories are one field, and both are told in words', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { db } = college()
  const [rest, body] = [await addCategory(db, 'Rest'), await addCategory(db, 'Body')]
  const { id } = await addCourse(db, { title: 'Sleep well', summary: words.summary })
  const page = paths.adminCourse({ id })
  const opened = fieldsOn((await ben.get(page)).text, page)
  await ada.get(page)
  await ada.post(page, { ...words, categories: rest })
  const kept = await ben.post(page, { ...opened, who_it_is_for: 'Everybody' })
  expect(kept.status).toBe(303)
  const answer = await ben.post(page, { ...opened, who_it_is_for: 'Everybody', categories: body })
  expect(answer.status).toBe(409)
  expect(load(answer.text)('#meanwhile').parent().text()).toContain('Rest')
  const history = (await ada.get(page)).text
  expect(history).toMatch(/Categories<\/strong>: nothing → Rest/)
})

test('a course that says nothing of itself stays a draft; one with dates to come stays in the prospectus', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const silent = await addCourse(db, { title: 'Silent', status: 'draft' })
  await ada.get(paths.adminCourse(silent))
  await ada.post(paths.adminCoursePublication(silent))
  expect((await ada.get(paths.adminCourse(silent))).text).toContain('says nothing of itself yet')
  const { courseId } = await addRun(db, { course: (await addCourse(db, { title: 'Busy' })).id })
  await ada.post(paths.adminCourseRetirement({ id: courseId }))
  expect((await courses()).map(({ status }) => status)).toEqual(['draft', 'published'])
})

test('a course is retired, is gone from the prospectus, and comes back as a draft', async () => {
  const [ada] = await office(college(), 'Ada')
  const { id } = await addCourse(college().db, { title: 'Sleep well', summary: 'x' })
  await ada.get(paths.adminCourse({ id }))
  await ada.post(paths.adminCourseRetirement({ id }))
  expect((await college().visitor().get('/courses/sleep-well')).status).toBe(404)
  await ada.post(paths.adminCourseReturn({ id }))
  expect((await courses())[0]?.status).toBe('draft')
})

test('only a draft that was never planned can be removed', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const { id } = await addCourse(db, { title: 'A mistake', status: 'draft' })
  const planned = await addCourse(db, { title: 'Planned', status: 'draft' })
  await addRun(db, { course: planned.id, status: 'draft' })
  await ada.get(paths.adminCourse({ id }))
  for (const course of [{ id }, planned]) await ada.post(paths.adminCourseRemoval(course))
  expect((await courses()).map(({ title }) => title)).toEqual(['Planned'])
  expect(heading((await ada.get(paths.adminCourse(planned))).text)).toContain('This course has runs')
})

test('the log says who designed it with whom; names can be taken out, and stand nowhere else', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const { id } = await addCourse(db, { title: 'Sleep well' })
  const [page, form] = [paths.adminCourse({ id }), paths.adminCoProductionNew({ id })]
  expect((await ada.get('/admin/courses')).text).toContain('Co-production not noted')
  await ada.get(form)
  const note = { what: 'designed', happened_on: '4/5/2026', lived_experience: '', other_expertise: '' }
  expect(errorsOn((await ada.post(form, note)).text)).toContain('Enter who took part')
  expect(errorsOn((await ada.post(form, { ...note, what: 'dreamt' })).text)).toContain('Choose what was done')
  const whole = { ...note, lived_experience: 'Amal Idris\nThe Tuesday group', other_expertise: 'Nora' }
  await Promise.all([1, 2].map(() => ada.post(form, whole)))
  const shown = (await ada.get(page)).text
  expect(shown).toContain('Designed, Monday 4 May 2026')
  expect(shown).toContain('The Tuesday group')
  expect((await ada.get('/admin/courses')).text).not.toContain('Co-production not noted')
  const trail = db.selectFrom('audit_event').select(['action', 'detail']).where('subject_id', '=', id)
  expect(JSON.stringify(await trail.execute())).not.toContain('Amal')
  const { id: noteId } = await db.selectFrom('co_production').select('id').executeTakeFirstOrThrow()
  await ada.post(paths.adminCoProductionRemoval({ id: noteId }))
  expect(await db.selectFrom('co_production').selectAll().execute()).toEqual([])
})

test('a new title comes into the calendar of everybody with a place', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const { id } = await addCourse(db, { title: 'Sleep well', summary: words.summary })
  const { runId } = await addRun(db, { course: id })
  const amal = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await deedsIn(db, { config: app.config, clock: () => app.clock.now }).enrol(runId, amal)
  await runJobs()
  const mails = () =>
    db
      .selectFrom('mail')
      .select(['calendar_method', 'calendar_text'])
      .where('person_id', '=', amal)
      .orderBy('number')
      .execute()
  const before = (await mails()).length
  const page = paths.adminCourse({ id })
  await ada.get(page)
  await ada.post(page, { ...words, who_it_is_for: 'Everybody' })
  await runJobs()
  expect(await mails()).toHaveLength(before)
  await ada.post(page, { ...words, who_it_is_for: 'Everybody', title: 'Sleeping through' })
  await runJobs()
  const news = (await mails()).slice(before)
  expect(news.map(({ calendar_method }) => calendar_method)).toEqual(['REQUEST'])
  expect(news[0]?.calendar_text).toContain('SUMMARY:Sleeping through')
})
