// Somebody meets each rule of booking on their phone, without JavaScript, and gets on.
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { addCourse, addPerson, addRun, addTerm } from '../support/college.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()
const day = 24 * 60

async function aCollege() {
  const { db } = site()
  const now = new Date()
  await addPerson(db, { name: 'Amal Haddad', email: 'amal@example.org', now })
  const term = await addTerm(db, { name: 'This term', mostCourses: 1 })
  const sessions = [5, 12].map((days) => ({ startsAt: addMinutes(now, days * day) }))
  const add = async (title: string, run: Parameters<typeof addRun>[1]) => {
    const course = await addCourse(db, { title })
    const { runId } = await addRun(db, { course: course.id, now, sessions, ...run })
    return { ...course, runId }
  }
  const window = { priority_opens_at: addMinutes(now, -day), priority_for: ['carer-or-family' as const] }
  const first = await add('First steps', { term })
  const further = await add('Further steps', {})
  const link = { course_id: further.id, needs_course_id: first.id }
  await db.insertInto('course_prerequisite').values(link).execute()
  return {
    dropIn: await add('Open door', { rules: { drop_in: true } }),
    ...{ first, further },
    carers: await add('Carers together', { opensAt: addMinutes(now, 3 * day), rules: window }),
    asked: await add('Time for you', {
      term,
      sessions: [40, 47].map((days) => ({ startsAt: addMinutes(now, days * day) })),
      audience: 'People over 16',
      rules: { audience_confirmed: true, first_session_needed: true },
    }),
  }
}

test('every rule says what it is and how to go on', async () => {
  const { dropIn, further, carers, asked } = await aCollege()
  const page = await site().visit({ width: 360, as: 'amal@example.org' })
  const main = page.getByRole('main')
  const enrol = page.getByRole('button', { name: 'Enrol on this course' })

  await page.goto(paths.course({ slug: dropIn.slug }))
  expect(await main.getByText('No booking: just come, to any of the dates or all of them.').count()).toBe(1)
  expect(await enrol.count()).toBe(0)

  await page.goto(paths.run({ id: further.runId }))
  await press(main.getByRole('listitem').getByRole('link', { name: 'First steps' }).last())
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('First steps')
  await press(enrol)

  await page.goto(paths.run({ id: carers.runId }))
  await press(page.getByRole('link', { name: 'Say what brings you here' }))
  await page
    .getByLabel(/carer|family/i)
    .first()
    .check()
  await press(page.getByRole('button', { name: /save/i }))
  await page.goto(paths.run({ id: carers.runId }))
  await press(enrol)
  await press(page.getByRole('button', { name: 'Enrol all the same' }))

  await page.goto(paths.run({ id: asked.runId }))
  await press(page.getByRole('link', { name: 'Give one back on My courses' }))
  const card = page.getByRole('article').filter({ hasText: 'First steps' })
  await press(card.getByRole('button', { name: 'Withdraw from this course' }))

  await page.goto(paths.run({ id: asked.runId }))
  await press(enrol)
  await press(page.getByRole('link', { name: /^Tick this if it is for you/ }))
  await page.getByLabel('This is for me: People over 16').check()
  await press(enrol)
  const mine = page.getByRole('article').filter({ hasText: 'Time for you' })
  expect(await mine.getByText('Please come to the first class: later ones build on it.').count()).toBe(1)
})
