// What is to be done before a course: chosen by the office, never in a circle, and read by everybody.
import { load } from 'cheerio'
import { findCircle } from '../../../src/catalogue/courses/rules.ts'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addRun } from '../../support/college.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'

const college = testApp()
const link = (course_id: string, needs_course_id: string) => ({ course_id, needs_course_id })
const chain = [link('b', 'a'), link('c', 'b'), link('d', 'a')]

test.each([
  ['a', ['c'], 'c'],
  ['a', ['d', 'c'], 'd'],
  ['a', ['a'], 'a'],
  ['c', ['a'], undefined],
  ['d', ['c'], undefined],
  ['e', ['a', 'c'], undefined],
])('of courses that lead to each other: %s cannot need any of %j because of %s', (course, needs, circle) => {
  expect(findCircle(course, needs, chain)).toBe(circle)
})

test('a course says what comes first; a circle is refused beside its boxes; the database refuses the smallest', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const first = await addCourse(db, { title: 'Sleep well' })
  const second = await addCourse(db, { title: 'Sleep better' })
  await addRun(db, { course: second.id })
  const [pageOfFirst, page] = [paths.adminCourse({ id: first.id }), paths.adminCourse({ id: second.id })]
  const saved = await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), needs: first.id })
  expect(saved.status).toBe(303)
  expect((await ada.get(page)).text).toMatch(/First do<\/strong>: nothing → Sleep well/)
  expect(fieldsOn((await ada.get(page)).text, page).needs).toBe(first.id)
  const read = load(
    (
      await college()
        .visitor()
        .get(paths.course({ slug: second.slug }))
    ).text,
  )
  expect(read('.run__notes').text()).toContain('Please do this first: Sleep well')
  expect(read(`.run__notes a[href="${paths.course({ slug: first.slug })}"]`)).toHaveLength(1)

  await ada.get(pageOfFirst)
  const back = { ...fieldsOn((await ada.get(pageOfFirst)).text, pageOfFirst), needs: second.id }
  const refused = await ada.post(pageOfFirst, back)
  expect([refused.status, errorsOn(refused.text)]).toEqual([
    422,
    expect.stringContaining('Sleep better needs this course first'),
  ])
  const itself = { course_id: first.id, needs_course_id: first.id }
  await expect(db.insertInto('course_prerequisite').values(itself).execute()).rejects.toThrow(
    'course_does_not_need_itself',
  )
})

test('what has left the prospectus is asked of nobody', async () => {
  const { db } = college()
  const gone = await addCourse(db, { title: 'Telephone skills', status: 'retired' })
  const course = await addCourse(db, { title: 'Sleep better' })
  await addRun(db, { course: course.id })
  await db.insertInto('course_prerequisite').values(link(course.id, gone.id)).execute()
  const page = await college()
    .visitor()
    .get(paths.course({ slug: course.slug }))
  expect(page.text).not.toContain('Telephone skills')
})
