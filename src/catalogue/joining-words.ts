// What a run says to somebody who would like to join: how full it is, what the button is called, and what it does.
import type { LiveStatus } from '../database/schema.ts'
import { counted } from '../lib/words.ts'
import { fullness, placeIsFree, type Places } from './places.ts'

export interface Joining extends Places {
  needsApproval: boolean
}

/** Of whoever has joined already; the same words everywhere. */
export const liveStatusWords = {
  requested: { kind: 'waiting', text: 'Asked for a place' },
  waiting: { kind: 'waiting', text: 'On the waiting list' },
  offered: { kind: 'offered', text: 'Place offered' },
  confirmed: { kind: 'confirmed', text: 'Place confirmed' },
} satisfies Record<LiveStatus, { kind: string; text: string }>

/** `Places free`, `2 places left`, `Full`; `Waiting list open` when the places that are free are for those who wait. */
export function placesWords(places: Places) {
  switch (fullness(places)) {
    case 'free':
      return { kind: 'free' as const, text: 'Places free' }
    case 'few':
      return { kind: 'few' as const, text: `${counted(places.capacity - places.taken, 'place')} left` }
    case 'full':
      return {
        kind: 'full' as const,
        text: places.taken < places.capacity ? 'Waiting list open' : 'Full',
      }
  }
}

export function buttonText(run: Joining): string {
  return placeIsFree(run) || run.needsApproval ? 'Enrol on this course' : 'Join the waiting list'
}

/** A sentence or two: what pressing the button does. */
export function whatHappensNext(run: Joining): string {
  if (run.needsApproval)
    return 'This course is agreed with you first: we get in touch, and then tell you about your place.'
  if (placeIsFree(run))
    return 'You get a place straight away, and a message with the dates for your calendar.'
  return run.waiting === 0
    ? 'Every place is taken. You would be first in line, and we tell you as soon as a place comes free.'
    : `${whoseTurnItIs(run)} We tell you as soon as it is your turn.`
}

function whoseTurnItIs({ capacity, taken, waiting }: Places): string {
  const free = capacity - taken
  if (free <= 0) return `Every place is taken and ${counted(waiting, 'person is', 'people are')} waiting.`
  const places = counted(free, 'place is free, and goes', 'places are free, and go')
  return `${places} first to ${counted(waiting, 'person who is', 'people who are')} waiting already.`
}
