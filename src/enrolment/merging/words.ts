// Merging two records, in words: why not, and what happens.
import type { MergeRefusal } from './rules.ts'
import type { UndoRefusal } from './undo-rules.ts'

interface Refused {
  heading: string
  text: string
}

/** Why two records are not merged, and what to do instead. */
export function refusalWords(refusal: MergeRefusal): Refused {
  return 'course' in refusal ? aboutTrainers[refusal.reason](refusal.course) : plainRefusals[refusal.reason]
}

const plainRefusals: Record<Exclude<MergeRefusal, { course: string }>['reason'], Refused> = {
  'same-record': {
    heading: 'This is the same record',
    text: 'Choose another record to merge it with.',
  },
  'merged-already': {
    heading: 'This record is merged with another already',
    text: 'Somebody may have done it a moment ago. Look at their page to see what there is now.',
  },
  closing: {
    heading: 'One of these accounts is closed',
    text: 'An account that is closed, or about to be, cannot be merged with another.',
  },
  'two-staff': {
    heading: 'Both of these people work here and can sign in',
    text: 'What one of them sees must not come under the other’s sign-in. If it is one person, take away the roles of one record first.',
  },
  'keep-the-staff-record': {
    heading: 'Please keep the other record',
    text: 'The other one belongs to somebody who works here and signs in with it. Begin from that record: then it is the one that stays.',
  },
  'email-not-confirmed': {
    heading: 'That email address is not confirmed',
    text: 'Nobody has shown that the address is theirs, so it cannot become the one they sign in with.',
  },
  'keep-the-proven-record': {
    heading: 'Please keep the other record',
    text: 'Nobody has shown that the address this one was registered with is theirs, so it may be somebody else who signs in here. Everything on the other record would open to them. Begin from the other record: then it is the one that stays.',
  },
  'nobody-proven': {
    heading: 'The address of the record that stays is not confirmed',
    text: 'Whoever registered with it may be somebody else, and everything on the other record would open to them. Keep the other record instead. Or send a message to sign in first, from the page of this one, and merge the two when they have signed in with it.',
  },
  'neither-proven': {
    heading: 'Neither address is confirmed',
    text: 'Nobody has shown that the address they registered with is theirs, so one of the two may be somebody else, and everything on the other record would open to them. Send a message to sign in first, from the page of the record to keep, and merge the two when they have signed in with it.',
  },
  'too-much-help': {
    heading: 'What helps them is too long for one record',
    text: 'Together it is more than 2,000 letters. Ask them to shorten it on one of the two records first.',
  },
}

const aboutTrainers: Record<
  Extract<MergeRefusal, { course: string }>['reason'],
  (course: string) => Refused
> = {
  'only-pair': (course) => ({
    heading: 'They are both trainers of one course',
    text: `${course} needs a peer trainer and a professional trainer, and these are its only two. Name another trainer there first.`,
  }),
  'two-places': (course) => ({
    heading: 'They train two courses at one time',
    text: `Nobody can be in two places at once. Change the trainer of ${course}, or its date, first.`,
  }),
  'comes-and-goes': (course) => ({
    heading: 'They are two trainers of one course',
    text: `One of the two gives ${course}, and the other has left it or stands in on a date. Settle on its page who gives which date, with one of the two alone, first.`,
  }),
}

export const undoRefusals: Record<UndoRefusal, Refused> = {
  'undone-already': {
    heading: 'This is undone already',
    text: 'The two records are two again. Nothing was changed just now.',
  },
  'a-later-one-first': {
    heading: 'Undo the later one first',
    text: 'This record was merged with another one after that. Undo what was done last, and then this.',
  },
  closing: {
    heading: 'This account is closed',
    text: 'An account that is closed, or about to be, cannot be taken apart any more.',
  },
  'nobody-could-be-reached': {
    heading: 'They could not be reached any more',
    text: 'The way they would like to hear from us came from the other record. Change how they would like to hear from us first.',
  },
}
