// How long each kind of thing is kept, and why: one table, without a database and without a clock.
import { instantOf, type Moment, onTheClock } from '../../lib/time.ts'

export const retentionKinds = [
  'sent-mails',
  'failed-mails',
  'sent-texts',
  'failed-texts',
  'calls',
  'proofs',
  'email-changes',
  'failed-work',
  'places',
  'readings',
  'follow-up-words',
  'ended-needs',
  'absences',
  'walk-ins',
  'import-drafts',
  'never-confirmed',
  'never-took-part',
  'long-ago',
] as const
export type RetentionKind = (typeof retentionKinds)[number]

/** Kinds that are people, and why an account of theirs closes. */
export const peopleKinds = ['never-confirmed', 'never-took-part', 'long-ago'] as const

/** Kinds of which somebody is told beforehand. Nothing is sent to an address that nobody has confirmed. */
export const announcedKinds = ['never-took-part', 'long-ago'] as const
export type AnnouncedKind = (typeof announcedKinds)[number]

/** Which letter says so, in mails and on the call list. */
export const closingSoon = 'accounts/closing-soon'

/** Days between the message and the closing. */
export const noticeDays = 30
/** Days after which a message counts no more: whoever was seen since is written to anew. */
export const noticeLapsesDays = 90

/** The settings of the college, as far as it decides. */
interface Settings {
  mailDays: number
  wordsYears: number
  unconfirmedMonths: number
  neverTookPartYears: number
  tookPartYears: number
}

/** One of them. */
interface Time {
  years?: number
  months?: number
  days?: number
}

interface Rule {
  /** What it is, counted one by one. */
  what: string
  /** From when on the time runs. */
  since: string
  then: string
  why: string
  keep: (settings: Settings) => Time
}

const proofDays = 30
const draftDays = 30
const absenceYears = 1
const walkInYears = 1

export const retentionRules: Record<RetentionKind, Rule> = {
  'sent-mails': {
    what: 'Messages we sent',
    since: 'they were sent',
    then: 'The words, the name and the address go. That there was a message of this kind stays.',
    why: 'Somebody may ask what we wrote to them.',
    keep: ({ mailDays }) => ({ days: mailDays }),
  },
  'failed-mails': {
    what: 'Messages that could not be sent',
    since: 'they were written',
    then: 'They go.',
    why: 'The office may still send them again.',
    keep: ({ mailDays }) => ({ days: mailDays }),
  },
  'sent-texts': {
    what: 'Text messages we sent',
    since: 'they were sent',
    then: 'The words and the number go. That there was a message of this kind stays.',
    why: 'Somebody may ask what we wrote to them.',
    keep: ({ mailDays }) => ({ days: mailDays }),
  },
  'failed-texts': {
    what: 'Text messages that could not be sent',
    since: 'they were written',
    then: 'They go.',
    why: 'The office may still send them again.',
    keep: ({ mailDays }) => ({ days: mailDays }),
  },
  calls: {
    what: 'Lines of the call list that are done',
    since: 'they were done, or overtaken',
    then: 'They go. That somebody was told stays in the audit trail.',
    why: 'Somebody may ask what we told them.',
    keep: ({ mailDays }) => ({ days: mailDays }),
  },
  proofs: {
    what: 'Links and codes sent by email',
    since: 'they ran out',
    then: 'They go.',
    why: 'So that we can see when somebody tried to get in.',
    keep: () => ({ days: proofDays }),
  },
  'email-changes': {
    what: 'Changes of an email address that nobody agreed to',
    since: 'they were asked for',
    then: 'They go.',
    why: 'So that the office can see that it was asked for.',
    keep: () => ({ days: proofDays }),
  },
  'failed-work': {
    what: 'Work in the background that failed',
    since: 'it was last tried',
    then: 'It goes.',
    why: 'The office may still have it tried again.',
    keep: ({ mailDays }) => ({ days: mailDays }),
  },
  places: {
    what: 'Reasons beside places that have ended',
    since: 'the place ended',
    then: 'The reasons go, in the history too. That there was a place stays.',
    why: 'Somebody may ask why.',
    keep: ({ wordsYears }) => ({ years: wordsYears }),
  },
  readings: {
    what: 'What staff wrote about why they looked at something sensitive',
    since: 'they looked',
    then: 'Their words go. That they looked, and the reason they chose, stays.',
    why: 'The person may ask why.',
    keep: ({ wordsYears }) => ({ years: wordsYears }),
  },
  'follow-up-words': {
    what: 'What was written down of calls after a missed class',
    since: 'the call',
    then: 'The words go. That there was a call, and what came of it, stays.',
    why: 'So that whoever calls next knows what was said.',
    keep: ({ wordsYears }) => ({ years: wordsYears }),
  },
  'ended-needs': {
    what: 'Needs that have ended',
    since: 'they ended',
    then: 'They go, with when they were met.',
    why: 'We may have to show that we met them.',
    keep: ({ wordsYears }) => ({ years: wordsYears }),
  },
  absences: {
    what: 'Days on which a trainer could not come',
    since: 'the last of them',
    then: 'They go, with the note beside them.',
    why: 'So that a year can be looked at when the next one is planned.',
    keep: () => ({ years: absenceYears }),
  },
  'walk-ins': {
    what: 'Names of people who came to a class without a place',
    since: 'they came',
    then: 'The name goes, and how to reach them. That somebody came stays.',
    why: 'So that the office can find out who they are, and invite them.',
    keep: () => ({ years: walkInYears }),
  },
  'import-drafts': {
    what: 'Prospectuses that were being brought in',
    since: 'somebody last worked on them',
    then: 'The lines go. What was brought in stays in the planner.',
    why: 'They can be left and come back to. They may name trainers by their address.',
    keep: () => ({ days: draftDays }),
  },
  'never-confirmed': {
    what: 'People who registered, never confirmed their address, and never enrolled',
    since: 'they were last seen',
    then: 'The account closes.',
    why: 'They may come back to it.',
    keep: ({ unconfirmedMonths }) => ({ months: unconfirmedMonths }),
  },
  'never-took-part': {
    what: 'People who never had a place on a course',
    since: 'they were last seen',
    then: 'We write to them first, or call. Thirty days later the account closes, and we say goodbye.',
    why: 'They may come back to it.',
    keep: ({ neverTookPartYears }) => ({ years: neverTookPartYears }),
  },
  'long-ago': {
    what: 'People who had a place on a course',
    since: 'they were last seen',
    then: 'We write to them first, or call. Thirty days later the account closes, and we say goodbye. The place stays, without a name.',
    why: 'For as long as somebody may have a claim (six years in England: Limitation Act 1980, section 5).',
    keep: ({ tookPartYears }) => ({ years: tookPartYears }),
  },
}

/** Whatever is over since before this moment has been kept long enough. Counted in days of the college's calendar. */
export function keptUntil(kind: RetentionKind, settings: Settings, { now, timeZone }: Moment): Date {
  return instantOf(onTheClock(now, timeZone).subtract(retentionRules[kind].keep(settings)))
}
