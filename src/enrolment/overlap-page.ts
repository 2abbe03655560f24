import { paths } from '../paths.ts'
import { shortWhenOf } from './dates.ts'
import type { Moment } from '../lib/time.ts'
import type { Overlap } from './rules.ts'
import { statusWords } from './words.ts'

/** What a form sends back when the person has seen what is at the same time, and says yes all the same. */
export const overlapAccepted = { name: 'overlap', value: 'accepted' }

/** And when they have said that they are whom it is for. */
export const audienceConfirmed = { name: 'confirmed', value: 'yes' }

export interface OverlapChoice {
  courseTitle: string
  /** Where the yes is sent, and what its button says. */
  action: string
  button: string
  /** What they said before, to be sent again. */
  said?: { name: string; value: string }[]
  instead: { text: string; href: string }
}

/** Two courses at one time: which, and the question whether the person wants both. */
export function overlapPage(overlaps: Overlap[], choice: OverlapChoice, at: Moment) {
  const has = overlaps.some(({ status }) => status === 'confirmed')
  return {
    ...choice,
    title: `This is at the same time as something you ${has ? 'have' : 'asked for'}`,
    hidden: [overlapAccepted, ...(choice.said ?? [])],
    dates: overlapRows(overlaps, at),
    myCoursesHref: paths.myCourses(),
  }
}

export function overlapRows(overlaps: Overlap[], at: Moment) {
  return overlaps.map(({ title, status, startsAt, endsAt }) => ({
    title,
    when: shortWhenOf({ starts_at: startsAt, ends_at: endsAt, end_assumed: false }, at),
    tags: [statusWords[status]],
  }))
}
