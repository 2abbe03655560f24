// Two of the office say at the same moment what comes before what: nobody may be left with a course before itself.
import { changeCourse, courseDetails } from '../../src/catalogue/courses/change-course.ts'
import * as Courses from '../../src/catalogue/courses/queries.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { RefusedField } from '../../src/editing/refused-field.ts'
import { held } from '../accounts/closing/held.ts'
import { isWaiting } from '../support/waiting.ts'
import { addCourse, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'

let unlocked = false

jest.mock('../../src/catalogue/courses/queries.ts', () => {
  const real = jest.requireActual<typeof Courses>('../../src/catalogue/courses/queries.ts')
  return {
    ...real,
    lockNeeds: (tx: Parameters<typeof Courses.lockNeeds>[0]) =>
      unlocked ? real.listNeeds(tx) : real.lockNeeds(tx),
  }
})

const database = testDatabase()

async function needs(id: string, needed: string): Promise<boolean> {
  return inTransaction(database().db, async (tx) => {
    const course = await Courses.findCourse(tx, id, today)
    const typed = { ...courseDetails(course!), needs: needed }
    return (await changeCourse(tx, id, { typed, base: undefined }, { actorId: null, now: today })).ok
  })
}

/** Four courses of which the second builds on the third, and the fourth on the first: a circle but for two steps. */
async function fourCourses() {
  const { db } = database()
  const [a, b, c, d] = await Promise.all(['A', 'B', 'C', 'D'].map((title) => addCourse(db, { title })))
  await needs(b!.id, c!.id)
  await needs(d!.id, a!.id)
  return { a: a!.id, b: b!.id, c: c!.id, d: d!.id }
}

/** Both have their course in hand before either may look at what comes before what. */
async function atOnce(...steps: [string, string][]) {
  const gate = await held(database().db, (tx) => Courses.lockNeeds(tx))
  const pressed = steps.map(([id, needed]) => needs(id, needed))
  const settled = Promise.allSettled(pressed)
  await isWaiting(settled, database().db, steps.length)
  gate.commit()
  const answers = await settled
  return answers.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as unknown)))
}

test.each([
  [
    'the two halves of the smallest circle',
    (of: Awaited<ReturnType<typeof fourCourses>>) => [
      [of.a, of.c],
      [of.c, of.a],
    ],
  ],
  [
    'two steps of a circle far from each other',
    (of: Awaited<ReturnType<typeof fourCourses>>) => [
      [of.a, of.b],
      [of.c, of.d],
    ],
  ],
])('of %s one is saved, and the other is told, at once', async (_, steps) => {
  const answers = await atOnce(...(steps(await fourCourses()) as [string, string][]))
  expect(answers).toEqual(expect.arrayContaining([true, expect.any(RefusedField)]))
})

test('negative control: without holding what comes before what, the circle is closed', async () => {
  const { a, b, c, d } = await fourCourses()
  unlocked = true
  try {
    const first = await held(database().db, async (tx) => {
      const typed = { ...courseDetails((await Courses.findCourse(tx, a, today))!), needs: b }
      return changeCourse(tx, a, { typed, base: undefined }, { actorId: null, now: today })
    })
    expect(await needs(c, d)).toBe(true)
    first.commit()
    expect((await first.result).ok).toBe(true)
  } finally {
    unlocked = false
  }
})
