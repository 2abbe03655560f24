import { addMinutes } from '../../../src/lib/time.ts'
import { doingsIn } from '../../scheduling/support/doings.ts'
import type { TestApp } from '../../support/app.ts'
import { addCourse, addRun, today } from '../../support/college.ts'

export const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Too many different times for invitations: each would need an entry of its own. */
export const irregular = [10, 11.1, 13.2, 17.3, 20.4, 26.5, 29.6].map((days) => ({ startsAt: inDays(days) }))

/** A course with these dates, and what staff change about them an hour later, and half an hour after that. */
export async function irregularCourse({ db }: TestApp, sessions = irregular) {
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const { runId, sessionIds } = await addRun(db, { course, sessions })
  const at = (minutes: number) => doingsIn(db, { now: addMinutes(today, minutes), actorId: null })
  return { runId, sessions: sessionIds, change: at(60), afterwards: at(90) }
}
