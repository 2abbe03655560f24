// Trainers as the office keeps them: everybody with the role is there, and what is written of them stays out of the trail.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addPerson, addRun } from '../../support/college.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'

const college = testApp()
const trainer = (name: string) => addPerson(college().db, { name, roles: ['trainer'] })

const names = (html: string) =>
  load(html)('.rows[aria-label="Trainers"] .row__title')
    .toArray()
    .map((title) => load(title).text())
const rowOf = (html: string, name: string) =>
  load(load(html)(`.row:has(a:contains("${name}"))`).toString())
    .text()
    .replace(/\s+/g, ' ')

test('the list has everybody with the role, with what is known of them, and can be filtered by expertise', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const run = await addRun(db)
  await db.updateTable('person').set({ name: 'Gave One' }).where('id', '=', run.peerId).execute()
  const cleo = await trainer('Cleo')
  await trainer('Newcomer')
  const course = await addCourse(db, { title: 'Sleep well' })
  const page = paths.adminTrainer({ id: cleo })
  const fields = fieldsOn((await ada.get(page)).text, page)
  const answer = await ada.post(page, {
    ...fields,
    professional: 'yes',
    about_them: 'Loves a full room.',
    courses: course.id,
    usual: ['2-morning', '2-afternoon', '4-evening'],
  })
  expect(answer.status).toBe(303)
  const training = { name: 'Train the trainer', done_on: '3/3/2025', due_again_on: '2026-10-01' }
  expect((await ada.post(paths.adminTrainerTrainings({ id: cleo }), training)).status).toBe(303)
  const list = (await ada.get(paths.adminTrainers())).text
  expect(names(list)).toEqual(expect.arrayContaining(['Cleo', 'Gave One', 'Newcomer']))
  const said = rowOf(list, 'Cleo')
  expect(said).toContain('Professional expertise. Can give Sleep well')
  expect(said).toContain('Train the trainer due 1 October 2026')
  expect(rowOf(list, 'Gave One')).toContain('Lived experience')
  expect(rowOf(list, 'Newcomer')).toContain('Expertise not known yet')
  const lived = names((await ada.get(`${paths.adminTrainers()}?expertise=lived`)).text)
  expect(lived).toContain('Gave One')
  expect(lived).not.toContain('Cleo')
  expect(names((await ada.get(`${paths.adminTrainers()}?expertise=sideways`)).text)).toContain('Cleo')
})

test('the page of a trainer keeps its history, but no word of what was written about them', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const cleo = await trainer('Cleo')
  const page = paths.adminTrainer({ id: cleo })
  await ada.get(page)
  await ada.post(page, {
    lived: 'yes',
    about_them: 'Anxious in big rooms.',
    usual: '2-morning',
    active_from: '1/9/2026',
  })
  await ada.post(paths.adminTrainerTrainings({ id: cleo }), { name: 'First aid', done_on: '2026-03-03' })
  const { text } = await ada.get(page)
  const history = load(text)('details:has(summary:contains("What was changed"))').text().replace(/\s+/g, ' ')
  expect(history).toContain('Ada changed what is known of a trainer')
  expect(history).toContain('What they like to teach was changed')
  expect(history).toContain('Usually can come: nothing → Tuesday mornings')
  expect(history).toContain('Teaches from: nothing → 1 September 2026')
  expect(history).toContain('Training: nothing → First aid')
  expect(load(text)('#about_them').text()).toBe('Anxious in big rooms.')
  const trail = JSON.stringify(await db.selectFrom('audit_event').selectAll().execute())
  expect(trail).not.toContain('Anxious')
  const removal = load(text)('form[action*="/admin/trainings/"]').attr('action') ?? ''
  expect((await ada.post(removal, {})).status).toBe(303)
  expect((await ada.get(page)).text).toContain('No training is noted')
  expect((await ada.post(removal, {})).status).toBe(404)
})

test('two administrators write at once: what each changed is kept, and what both did is shown', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const cleo = await trainer('Cleo')
  const page = paths.adminTrainer({ id: cleo })
  const opened = fieldsOn((await ada.get(page)).text, page)
  await ben.post(page, { ...fieldsOn((await ben.get(page)).text, page), lived: 'yes', about_them: 'By Ben' })
  const first = await ada.post(page, { ...opened, usual: '1-morning' })
  expect(first.status).toBe(303)
  const fields = fieldsOn((await ada.get(page)).text, page)
  expect(fields).toMatchObject({ lived: 'yes', about_them: 'By Ben', usual: '1-morning' })
  const clash = await ada.post(page, { ...opened, usual: '1-morning', lived: 'yes', about_them: 'By Ada' })
  expect([clash.status, clash.text]).toEqual([409, expect.stringContaining('By Ben')])
})

test.each<[string, Record<string, string | string[]>, string]>([
  ['a time that is none', { usual: '9-night' }, 'Choose from the times below'],
  ['a course that is none', { courses: 'all of them' }, 'Choose from the courses below'],
  [
    'a course that is gone',
    { courses: '3c9c1f0e-1111-4111-8111-111111111111' },
    'One of these courses is gone',
  ],
  ['a day that is none', { active_from: '31/2/2026', about_them: 'Kept' }, 'Enter a day that exists'],
  [
    'an end before the beginning',
    { active_from: '2026-09-02', active_until: '2026-09-01' },
    'not before the first',
  ],
])('bad input is said beside its field: %s', async (_, typed, message) => {
  const [ada] = await office(college(), 'Ada')
  const page = paths.adminTrainer({ id: await trainer('Cleo') })
  await ada.get(page)
  const answer = await ada.post(page, { about_them: 'Kept', ...typed })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect(load(answer.text)('#about_them').text()).toBe('Kept')
})

test('a training needs a name, a day, and to be due after it; nobody but trainers has a page', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const cleo = await trainer('Cleo')
  await ada.get(paths.adminTrainer({ id: cleo }))
  const training = paths.adminTrainerTrainings({ id: cleo })
  const answer = await ada.post(training, { name: ' ', done_on: '', due_again_on: '' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining('Enter the name')])
  const early = await ada.post(training, {
    name: 'First aid',
    done_on: '2026-03-03',
    due_again_on: '2026-03-03',
  })
  expect(errorsOn(early.text)).toContain('Enter a day after')
  expect(load(early.text)('#name').attr('value')).toBe('First aid')
  const student = await addPerson(db)
  expect((await ada.get(paths.adminTrainer({ id: student }))).headers.location).toBe(
    paths.adminPerson({ id: student }),
  )
  expect(
    (await ada.post(paths.adminTrainerTrainings({ id: student }), { name: 'x', done_on: '1/3/2026' })).status,
  ).toBe(404)
  expect(
    (await ada.post(paths.adminTrainerAbsences({ id: student }), { first_day: '2026-10-05' })).status,
  ).toBe(404)
})
