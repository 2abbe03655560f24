import { ensureAgreement } from '../src/accounts/first-agreement.ts'
import type { Db } from '../src/database/schema.ts'
import { addMinutes } from '../src/lib/time.ts'
import { givePasswords } from '../test/support/app.ts'
import { addCourse, addPerson, addRun } from '../test/support/college.ts'

export interface BenchCollege {
  runs: number
  slug: string
  /** Many runs with room for everyone, to spread enrolments over. */
  roomyRuns: string[]
  /** One run with 20 places. */
  hotRun: string
  students: string[]
}

const titles = [
  'Sleep',
  'Anxiety',
  'Food and mood',
  'Confidence',
  'Money',
  'Walking',
  'Writing',
  'Music',
  'Work',
  'Stress',
]

/** The median college: 125 runs of 40 courses, and students enough for a busy opening day. */
export async function fillCollege(db: Db): Promise<BenchCollege> {
  const now = new Date()
  await ensureAgreement(db, now)
  const roomyRuns: string[] = []
  let slug = ''
  for (let number = 0; number < 40; number++) {
    const title = `${titles[number % titles.length] ?? 'Course'} ${number + 1}`
    const { id: course, slug: courseSlug } = await addCourse(db, {
      title,
      summary: 'What helps, what does not, and small things to try between one week and the next.',
    })
    slug = courseSlug
    for (let nth = 0; nth < 3; nth++) {
      const startsAt = addMinutes(now, (5 + number + nth * 7) * 24 * 60 + number * 15)
      const added = await addRun(db, { course, capacity: 400, sessions: [{ startsAt }], now })
      roomyRuns.push(added.runId)
    }
  }
  const hot = await addRun(db, { capacity: 20, sessions: [{ startsAt: addMinutes(now, 90 * 24 * 60) }], now })
  const students: string[] = []
  for (let number = 0; number < 240; number++)
    students.push(await addPerson(db, { email: `student-${number}@bench.example`, now }))
  await givePasswords(db)
  return { runs: roomyRuns.length + 1, slug, roomyRuns, hotRun: hot.runId, students }
}
