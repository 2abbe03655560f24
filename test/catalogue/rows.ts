// Rows as the queries give them, for tests of what is made of them.
import { type ListedCourse, type ListedRun, listedRun } from '../../src/catalogue/listing.ts'
import type { CourseRow, RunRow, SessionRow } from '../../src/catalogue/queries.ts'
import { addMinutes, type Moment } from '../../src/lib/time.ts'

export const moment: Moment = { now: new Date('2026-03-02T09:00:00Z'), timeZone: 'Europe/London' }

let made = 0

export const library = { slug: 'library', name: 'Library', online: false, address: '4 Mill Lane' }
export const teams = { slug: 'teams', name: 'Teams', online: true, address: '' }

/** A planned session of two hours in the library. */
export function aSession(startsAt: string, session: Partial<SessionRow> = {}): SessionRow {
  const starts = new Date(startsAt)
  return {
    id: `session-${++made}`,
    startsAt: starts,
    endsAt: addMinutes(starts, 120),
    endAssumed: false,
    status: 'planned',
    note: '',
    revision: 0,
    updatedAt: moment.now,
    room: null,
    venue: library,
    ...session,
  }
}

/** Without rules of booking. */
export const noRules = {
  dropIn: false,
  priorityOpensAt: null,
  priorityFor: [],
  audienceConfirmed: false,
  firstSessionNeeded: false,
  sessionsNeeded: null,
}

/** A published run with twelve free places and one session, on Tuesday 10 March at 10am. */
export function aRun(run: Partial<RunRow> = {}, at: Moment = moment): ListedRun {
  const row: RunRow = {
    id: `run-${++made}`,
    courseId: 'course',
    mode: 'in-person',
    status: 'published',
    code: null,
    audience: '',
    needsApproval: false,
    opensAt: null,
    closesAt: null,
    ...noRules,
    capacity: 12,
    taken: 0,
    waiting: 0,
    term: null,
    sessions: [aSession('2026-03-10T10:00:00Z')],
    ...run,
  }
  return listedRun(row, at)
}

export function aCourse(course: Partial<CourseRow> & { runs?: ListedRun[] } = {}): ListedCourse {
  const number = ++made
  return {
    id: `course-${number}`,
    slug: `course-${number}`,
    title: `Course ${number}`,
    summary: '',
    categories: [],
    runs: [],
    ...course,
  }
}
