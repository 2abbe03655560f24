import { type Candidate, type Learner, nextCourses } from '../../src/enrolment/next-courses/rules.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { addCompleted } from '../web/support/completed.ts'

const college = testApp()

const course = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  categories: [],
  needs: [],
  ...over,
})
const wellbeing = { slug: 'wellbeing', name: 'Wellbeing' }

const learner: Learner = {
  completed: [
    { id: 'sleep', title: 'Sleep well', categories: ['wellbeing'] },
    { id: 'art', title: 'Art', categories: ['making'] },
  ],
  done: new Set(['sleep', 'art']),
  known: new Set(['sleep', 'art', 'walking']),
}

test('what builds on a course comes first, then its category; never what they know or cannot join yet', () => {
  const candidates = [
    course('calm', { categories: [wellbeing] }),
    course('walking', { categories: [wellbeing] }),
    course('painting', { needs: ['art'] }),
    course('sculpture', { needs: ['art', 'clay'] }),
    course('pottery', { categories: [{ slug: 'making', name: 'Making' }] }),
    course('rest', { categories: [wellbeing] }),
    course('yoga', { categories: [wellbeing] }),
  ]
  expect(nextCourses(candidates, learner).map(({ course: { id }, why }) => [id, why.reason])).toEqual([
    ['painting', 'builds-on'],
    ['calm', 'same-category'],
    ['rest', 'same-category'],
  ])
})

test('whoever completed a course finds what they may like next, while it has a place', async () => {
  const { db, as } = college()
  const add = async (title: string, run: Parameters<typeof addRun>[1] = {}) => {
    const { id } = await addCourse(db, { title, categories: ['Wellbeing'] })
    return { id, ...(await addRun(db, { course: id, ...run })) }
  }
  const sleep = await add('Sleep well')
  const deeper = await add('Sleep deeper')
  await db
    .insertInto('course_prerequisite')
    .values({ course_id: deeper.id, needs_course_id: sleep.id })
    .execute()
  await add('Calm')
  await add('Full already', { capacity: 0 })
  const student = await addPerson(db, { email: 'sam@example.org' })
  await givePasswords(db)
  const sam = await as('sam@example.org')
  expect((await sam.get('/my/courses')).text).not.toContain('What you may like next')
  await addCompleted(db, sleep.runId, student)
  const { text } = await sam.get('/my/courses')
  expect(text).toContain('It builds on Sleep well.')
  expect(text).toContain('Also about: Wellbeing.')
  expect(text).not.toContain('Full already')
})
