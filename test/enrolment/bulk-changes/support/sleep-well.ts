// A run of three weeks with Amal on it, who reads mails, Bea, who does not, and Cal, who waits; and what became of it.
import { addMinutes } from '../../../../src/lib/time.ts'
import { inDays } from '../../../scheduling/support/doings.ts'
import type { TestApp } from '../../../support/app.ts'
import { addCourse, addPerson, addRun, today } from '../../../support/college.ts'
import { deedsIn } from '../../../support/deeds.ts'

export const oneWeekLater = {
  change: 'move',
  amount: '1',
  unit: 'weeks',
  direction: 'later',
  reason: 'Snow',
}

export function storiesIn(college: () => TestApp) {
  const deeds = () => deedsIn(college().db, { config: college().config, clock: () => college().clock.now })
  return {
    deeds,
    sleepWell: async (more: Parameters<typeof addRun>[1] = {}) => {
      const { db, runJobs, clock } = college()
      const course = (await addCourse(db, { title: 'Sleep well' })).id
      const dates = [7, 14, 21].map((days) => ({ startsAt: inDays(days) }))
      const run = await addRun(db, { course, capacity: 2, sessions: dates, ...more })
      const [amal, bea, cal] = [
        await addPerson(db, { name: 'Amal', email: 'amal@example.org' }),
        await addPerson(db, { name: 'Bea', email: null }),
        await addPerson(db, { name: 'Cal', email: 'cal@example.org' }),
      ]
      for (const person of [amal, bea, cal]) await deeds().enrol(run.runId, person)
      await runJobs()
      clock.now = addMinutes(today, 60)
      return { ...run, amal, bea, cal }
    },
    sessions: (runId: string) =>
      college()
        .db.selectFrom('session')
        .select(['id', 'starts_at', 'venue_id', 'room_id', 'join_link', 'status', 'revision'])
        .where('run_id', '=', runId)
        .orderBy('starts_at')
        .execute(),
    /** Only what tells of a change of many dates. */
    mailsTo: (personId: string) =>
      college()
        .db.selectFrom('mail')
        .selectAll()
        .where('person_id', '=', personId)
        .where('bulk_change_id', 'is not', null)
        .orderBy('number')
        .execute(),
    callsOf: (personId: string) =>
      college()
        .db.selectFrom('call')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('number')
        .execute(),
  }
}
