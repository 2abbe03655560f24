// What stands beside a date before many are changed: what is in its way, and what is worth a look.
import type { Moment } from '../../lib/time.ts'
import { counted, momentInWords } from '../../lib/words.ts'
import type { Obstacle } from '../../scheduling/bulk-changes/rules.ts'
import type { Warning } from './warnings.ts'

/** Nothing is in its way, and nothing of it would change. */
export function isAsItIs(obstacles: Obstacle[]): boolean {
  return obstacles.some(({ reason }) => reason === 'as-it-is')
}

export function obstacleInWords(obstacle: Obstacle, at: Moment): string {
  switch (obstacle.reason) {
    case 'skipped-by-the-clock':
      return 'The clock jumps over this hour on that day'
    case 'in-the-past':
      return 'That is in the past'
    case 'over-midnight':
      return 'It would go on after midnight'
    case 'changed-since':
      return 'It was changed again since, and stays as it is'
    case 'place-unused':
      return 'Where it was is in use no more'
    case 'course-gone':
      return 'Its course has left the prospectus'
    case 'as-it-is':
      return 'It is like that already, so nobody is told of it'
    case 'room-taken':
      return `The room is used by ${obstacle.title}, ${momentInWords(obstacle.startsAt, at.timeZone)}`
    case 'run-meets':
      return `It meets then already, ${momentInWords(obstacle.startsAt, at.timeZone)}`
    case 'trainer-busy':
      return `${obstacle.name} teaches ${obstacle.title}, ${momentInWords(obstacle.startsAt, at.timeZone)}`
  }
}

export function warningInWords(warning: Warning): string {
  switch (warning.reason) {
    case 'closed':
      return `We are closed that day: ${warning.why}`
    case 'people-elsewhere':
      return `${counted(warning.people, 'person has', 'people have')} another course then`
    case 'trainer-away':
    case 'outside-term':
    case 'late-opening':
      return warning.words
    case 'room-small':
      return `It has ${counted(warning.capacity, 'place')}, and the room holds ${warning.room}`
    case 'loses-its-link':
      return 'It is online already, and this link takes the place of its own. Untick it to keep that'
  }
}
