// What staff read after they have done something: what it came to, and whether the person hears of it.
import type { Places } from '../catalogue/places.ts'
import type { EnrolmentStatus, WaitingListMode } from '../database/schema.ts'
import { counted } from '../lib/words.ts'
import type { Notice } from '../web/session.ts'
import type { EnrollingPerson } from './queries.ts'
import { mustBeCalled } from './rules.ts'

type Person = Pick<EnrollingPerson, 'name' | 'email' | 'preferred_contact'>

const done = (title: string, text: string): Notice => ({ kind: 'success', title, text })

/** How somebody hears of what the college has decided. */
function told(person: Person): string {
  if (!mustBeCalled(person)) return 'They are told by message.'
  return person.email === null
    ? 'They are on your call list now: please tell them.'
    : 'They would rather not rely on email: a message goes out, and they are on your call list too.'
}

/** The same for what they asked for themselves: nobody telephones them about it. */
function confirmed({ email }: Person): string {
  return email === null
    ? 'They told you themselves, so nobody needs to tell them.'
    : 'They are told by message.'
}

export const staffNotices = {
  approved: (person: Person, { to }: { to?: EnrolmentStatus }) =>
    to === 'waiting'
      ? done(`${person.name} is on the waiting list`, `No place is free just now. ${told(person)}`)
      : done(`${person.name} has a place`, told(person)),
  declined: (person: Person) => done(`${person.name} gets no place this time`, withReason(person)),
  cancelled: (person: Person) => done(`${person.name} no longer has a place`, withReason(person)),
  withdrawn: (person: Person, { from }: { from: EnrolmentStatus }) =>
    done(`${person.name} ${whatEnded(from)}`, confirmed(person)),
  prioritised: ({ name }: Person) =>
    done(`${name} is put first`, 'Nobody is told. They can read your reason if they ask what we keep.'),
  priorityEnded: ({ name }: Person) => done(`${name} is back in the order of joining`, 'Nobody is told.'),
  placeGiven: (person: Person) => done(`${person.name} has a place`, told(person)),
  accepted: (person: Person) => done(`${person.name} has a place`, confirmed(person)),
  passed: (person: Person) => done(`${person.name} keeps their place in line`, confirmed(person)),
  refused: (person: Person) => done(`${person.name} is off the waiting list`, confirmed(person)),
  returned: (person: Person) =>
    done(
      `${person.name} is back on the waiting list`,
      `They are where they were in the line. ${confirmed(person)}`,
    ),
}

function withReason(person: Person): string {
  return mustBeCalled(person) ? told(person) : 'They are told by message, with your reason.'
}

function whatEnded(before: EnrolmentStatus): string {
  if (before === 'confirmed') return 'has withdrawn'
  return before === 'requested' ? 'no longer asks for a place' : 'is off the waiting list'
}

/** After the number of places was changed: who gets what came free. */
export function capacitySaved(places: Places, mode: WaitingListMode, canBeGiven: boolean): Notice {
  const { capacity } = places
  const there = capacity === 1 ? 'There is now 1 place' : `There are now ${counted(capacity, 'place')}`
  const free = capacity - places.taken
  if (!canBeGiven || free <= 0 || places.waiting === 0) return done(there, 'Nobody is told about this.')
  const then: Record<WaitingListMode, string> = {
    auto: 'The free places go to the people who wait, in order.',
    offer: 'The free places are offered to the people who wait, in order.',
    staff: `${counted(free, 'place is', 'places are')} free, and yours to give.`,
  }
  return done(there, then[mode])
}

/** A request cannot wait on a list that has closed. */
export const listClosed: Notice = {
  kind: 'information',
  title: 'No place is free, and the waiting list has closed',
  text: 'Add a place first, or decline the request.',
}

/** Somebody else was quicker, or the page was old: it is shown again as things are now. */
export const pastTheLimit: Notice = {
  kind: 'information',
  title: 'They have as many courses as the term allows',
  text: 'Nothing was changed. To let them past it, enrol them from their page, and say why.',
}

export const nothingDone: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Things had moved on since you opened the page. This is how they are now.',
}
