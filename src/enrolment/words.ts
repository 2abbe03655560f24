// Reasons and statuses in words. Each refusal says why, and what to do instead.
import { ordinal, momentInWords } from '../lib/words.ts'
import { opensInTwoSteps } from '../catalogue/booking-words.ts'
import { liveStatusWords } from '../catalogue/joining-words.ts'
import type { EnrolmentStatus } from '../database/schema.ts'
import { paths } from '../paths.ts'
import type { EnrolRefusal } from './rules.ts'

interface Status {
  kind: string
  text: string
}

/** The statuses as people read them; the same words everywhere. */
export const statusWords: Record<EnrolmentStatus, Status> = {
  ...liveStatusWords,
  declined: { kind: 'ended', text: 'No place this time' },
  withdrawn: { kind: 'ended', text: 'Withdrawn' },
  lapsed: { kind: 'ended', text: 'Offer ran out' },
  cancelled: { kind: 'cancelled', text: 'Place cancelled' },
  'run-cancelled': { kind: 'cancelled', text: 'Course called off' },
  completed: { kind: 'confirmed', text: 'Completed' },
  'not-completed': { kind: 'ended', text: 'Finished' },
  merged: { kind: 'ended', text: 'Merged with another place' },
}

/** Beside its status: what it means for the person who has it. */
export const haveSentences: Partial<Record<EnrolmentStatus, string>> = {
  requested: 'You have asked for a place, and we will get in touch with you about it.',
  waiting: 'We tell you as soon as it is your turn.',
  offered: 'A place is kept for you. Please tell us soon whether you would like it.',
  confirmed: 'You have a place here. We look forward to seeing you.',
}

/** The button that ends an enrolment: what is given up differs. */
export function withdrawWords(status: EnrolmentStatus): string {
  if (status === 'confirmed') return 'Withdraw from this course'
  return status === 'requested' ? 'Take back my request' : 'Leave the waiting list'
}

export interface Words {
  heading: string
  text: string
  link: { href: string; text: string }
}

/**
 * Two courses at one time, and whether somebody is whom it is for, are questions and no refusals; rules of booking have
 * words of their own, in booking-rules.
 */
export type Refusal = Exclude<EnrolRefusal, { reason: 'overlap' | 'audience-unconfirmed' | 'rules' }>

/** Why enrolling is not possible, and what to do instead. */
export function refusalWords(refusal: Refusal, courseHref: string, timeZone: string): Words {
  return { ...whyNot(refusal, timeZone), link: wayOn(refusal, courseHref) }
}

function wayOn({ reason }: Refusal, courseHref: string): Words['link'] {
  if (reason === 'already-enrolled') return { href: paths.myCourses(), text: 'See my courses' }
  return { href: courseHref, text: reason === 'drop-in' ? 'Read about it' : 'See other dates of this course' }
}

const plainRefusals = {
  closed: {
    heading: 'Enrolment has closed',
    text: 'It is too late to enrol on this date here. Please get in touch if you would still like to come: there may be a way.',
  },
  'already-started': {
    heading: 'This course has begun',
    text: 'It is too late to enrol here. If you would like to join late, please ask us.',
  },
  'first-session-over': {
    heading: 'This course has begun',
    text: 'The later classes build on the first, so nobody joins now. Another date may suit you, or talk to us.',
  },
  'drop-in': {
    heading: 'You do not need a place',
    text: 'Nobody books this one. Come to any of its dates, whenever you like.',
  },
  'run-cancelled': {
    heading: 'This course has been called off',
    text: 'We are sorry: it will not take place on this date.',
  },
  over: { heading: 'This date is over', text: 'You cannot enrol on it any more.' },
  'not-published': { heading: 'This date is not open', text: 'You cannot enrol on it.' },
}

function whyNot(refusal: Refusal, timeZone: string): Omit<Words, 'link'> {
  switch (refusal.reason) {
    case 'already-enrolled':
      return {
        heading: `You have this one already: ${statusWords[refusal.live].text.toLowerCase()}`,
        text: 'Nothing was changed. It is on your My courses page.',
      }
    case 'not-open-yet':
      return {
        heading: 'Enrolment has not opened yet',
        text:
          refusal.first === undefined
            ? `You can enrol from ${momentInWords(refusal.opensAt, timeZone)}. Please come back then.`
            : opensInTwoSteps(refusal.first, refusal.opensAt, timeZone),
      }
    default:
      return plainRefusals[refusal.reason]
  }
}

/** About where someone stands in line, and what comes next. */
export function standingWords(rank: number): string {
  return rank === 1
    ? 'You are next in line. We will tell you as soon as a place comes free.'
    : `You are ${ordinal(rank)} in line. We will tell you when it is your turn.`
}
