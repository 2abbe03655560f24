// Runs with rules of booking, each of which somebody of the sample college meets.
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { addCourse, addRun } from '../../support/college.ts'

const day = 24 * 60

/** One to drop in on; one that builds on another and is first for carers; one for carers, who say that they are. */
export async function addRuled(db: Db, now: Date) {
  const sessions = [50, 57, 64].map((days) => ({ startsAt: addMinutes(now, days * day) }))
  const first = await addCourse(db, { title: 'Caring: the first steps' })
  const { id: course } = await addCourse(db, { title: 'Caring: further steps', slug: 'further-steps' })
  await db
    .insertInto('course_prerequisite')
    .values({ course_id: course, needs_course_id: first.id })
    .execute()
  const add = async (title: string, run: Parameters<typeof addRun>[1]) =>
    (await addRun(db, { course: (await addCourse(db, { title })).id, now, ...run })).runId
  await addRun(db, {
    course,
    now,
    sessions: sessions.map(({ startsAt }) => ({ startsAt: addMinutes(startsAt, 180) })),
  })
  const asked = { first_session_needed: true, sessions_needed: 2 }
  const window = { priority_opens_at: addMinutes(now, -day), priority_for: ['carer-or-family' as const] }
  return {
    dropIn: await add('Open door', { sessions, rules: { drop_in: true } }),
    ruled: await add('Caring together', {
      course,
      sessions,
      opensAt: addMinutes(now, 3 * day),
      rules: { ...asked, ...window },
    }),
    confirmed: await add('Time for carers', {
      sessions,
      audience: 'Carers of any age',
      rules: { ...asked, audience_confirmed: true },
    }),
  }
}
