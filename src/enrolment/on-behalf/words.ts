// What the office reads when somebody cannot be enrolled, and what it tells those who can.
import { noBooking, opensInTwoSteps } from '../../catalogue/booking-words.ts'
import type { EnrolmentStatus } from '../../database/schema.ts'
import { momentInWords, ordinal } from '../../lib/words.ts'
import { type Refusal as RefusalOnline, statusWords } from '../words.ts'

export type Refusal = RefusalOnline | { reason: 'not-a-student' | 'account-closed' }

/** Why not, in words the office can say on the telephone. */
export function refusalFor(
  refusal: Refusal,
  name: string,
  timeZone: string,
): { heading: string; text: string } {
  switch (refusal.reason) {
    case 'already-enrolled':
      return {
        heading: `${name} has this one already: ${statusWords[refusal.live].text.toLowerCase()}`,
        text: 'Nothing was changed.',
      }
    case 'not-open-yet':
      return {
        heading: 'Enrolment has not opened yet',
        text:
          refusal.first === undefined
            ? `It opens on ${momentInWords(refusal.opensAt, timeZone)}, and for nobody before. Ask them to phone again then.`
            : opensInTwoSteps(refusal.first, refusal.opensAt, timeZone),
      }
    default:
      return plain[refusal.reason](name)
  }
}

type Plain = Exclude<Refusal['reason'], 'already-enrolled' | 'not-open-yet'>

/** Online people read that they may ask us: this is what can be done then. */
const orLate =
  'Another date may suit them. Or choose on the page of the run, under “Who may enrol, and when”, until when people can join.'

const plain: Record<Plain, (name: string) => { heading: string; text: string }> = {
  closed: () => ({
    heading: 'Enrolment has closed',
    text: `The time to enrol on this date is over, for everybody. ${orLate}`,
  }),
  'already-started': () => ({
    heading: 'This course has begun',
    text: `People can enrol until it begins. ${orLate}`,
  }),
  'first-session-over': () => ({
    heading: 'This course has begun',
    text: 'Its later classes build on the first, so nobody joins now. Another date may suit them.',
  }),
  'drop-in': () => ({
    heading: noBooking,
    text: 'They do not need a place. They can come to any of the dates.',
  }),
  'run-cancelled': () => ({
    heading: 'This course has been called off',
    text: 'It will not take place on this date. Another date may suit them.',
  }),
  over: () => ({ heading: 'This date is over', text: 'Nobody can enrol on it any more.' }),
  'not-published': () => ({
    heading: 'This date is not published yet',
    text: 'Nobody can enrol on it before it is in the prospectus.',
  }),
  'not-a-student': (name) => ({
    heading: `${name} is not a student yet`,
    text: 'Only students can be enrolled. You can make them one on their page, under what they may do.',
  }),
  'account-closed': (name) => ({
    heading: `The account of ${name} is closed`,
    text: 'They asked for that. If they would like to come back, add them as a new person.',
  }),
}

/** What to say to them, sentence by sentence, as they stand now. */
export function sayingFor(status: EnrolmentStatus, title: string, rank: number): string[] {
  switch (status) {
    case 'confirmed':
      return [`“You have a place on ${title}. We look forward to seeing you.”`]
    case 'waiting':
      return [
        `“Every place on ${title} is taken just now. You are ${ordinal(rank)} in line, and we tell you as soon as it is your turn.”`,
        '“You do not have a place yet, so please do not come along until you hear from us.”',
      ]
    case 'requested':
      return [
        `“${title} is agreed with you first. Somebody gets in touch with you about it.”`,
        '“You do not have a place yet, so please do not come along until you hear from us.”',
      ]
    default:
      return [`${title}: ${statusWords[status].text.toLowerCase()}.`]
  }
}
