import { createHash } from 'node:crypto'
import type { Moment } from '../../lib/time.ts'
import type { ListedCourse, ListedRun } from '../listing.ts'
import type { Part } from './model.ts'
import type { When } from '../session-words.ts'
import { allDates, placesOfRun } from './entry.ts'

/** Begin and end of a date, as ISO 8601 writes instants; and whether the end is a guess. */
export type SaidDate = [begins: string, ends: string, assumed?: 'assumed']

/** One run as a prospectus said it, as far as a reader would go by it. */
export interface SaidRun {
  id: string
  courseId: string
  title: string
  dates: SaidDate[]
  when: string
  where: string
  /** A mark of who teaches: another one means other trainers, and neither leads to anybody. */
  trainers: string
}

/** What an edition keeps. */
export interface Said {
  term: Part['term'] | null
  venue: Part['venue'] | null
  courses: { id: string; title: string }[]
  runs: SaidRun[]
}

export function said(
  courses: ListedCourse[],
  trainerIds: Map<string, string[]>,
  { term, venue }: Part,
  moment: Moment,
): Said {
  return {
    term: term ?? null,
    venue: venue ?? null,
    courses: courses.map(({ id, title }) => ({ id, title })),
    runs: courses.flatMap((course) =>
      course.runs.map((run) => saidRun(course, run, trainerIds.get(run.id) ?? [], moment)),
    ),
  }
}

function saidRun(course: ListedCourse, run: ListedRun, trainerIds: string[], moment: Moment): SaidRun {
  return {
    id: run.id,
    courseId: course.id,
    title: course.title,
    dates: run.coming.map(saidDate),
    when: allDates(run.coming, moment),
    where: placesOfRun(run),
    trainers: createHash('sha256')
      .update([run.id, ...trainerIds].join(' '))
      .digest('base64url')
      .slice(0, 16),
  }
}

function saidDate({ startsAt, endsAt, endAssumed }: When): SaidDate {
  const times: [string, string] = [startsAt.toISOString(), endsAt.toISOString()]
  return endAssumed ? [...times, 'assumed'] : times
}

export function datesInWords(dates: SaidDate[], moment: Moment): string {
  const sessions = dates.map(([begins, ends, assumed]) => ({
    startsAt: new Date(begins),
    endsAt: new Date(ends),
    endAssumed: assumed !== undefined,
  }))
  return allDates(sessions, moment)
}

export function partOf({ term, venue }: Pick<Said, 'term' | 'venue'>): Part {
  return { term: term ?? undefined, venue: venue ?? undefined }
}
