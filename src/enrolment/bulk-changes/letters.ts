// What people are told when many dates change at once: one letter for each run, with every change in it.
import type { BulkChangeKind, LiveStatus } from '../../database/schema.ts'
import type { Letter, MailContent } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import type { AsTold } from '../dates-as-told.ts'
import { datesChangedTemplate } from '../dates-changed.ts'
import { whenOf, whereOf } from '../dates.ts'
import { datesAndPlace, type LetterFacts, myCourses, said, type Settings } from '../letter-facts.ts'

/** A date still to come that is otherwise than somebody knows it. */
export interface ChangedDate {
  session: SessionDetails
  /** As they know it; undefined when it was added since. */
  before: (AsTold & { where: string }) | undefined
  /** The change of many dates did something to it. Others changed by themselves, a moment before. */
  ofThis: boolean
}

export interface ChangeFacts extends LetterFacts {
  kind: BulkChangeKind
  changed: ChangedDate[]
}

/** For somebody with a place. */
export function placeLetter(facts: ChangeFacts, settings: Settings): Letter {
  return letter(facts, settings, datesChangedTemplate, {
    assurance: 'You still have your place.',
    button: myCourses(settings),
    afterwards: ['If the change does not suit you, you can withdraw on your My courses page, or talk to us.'],
  })
}

const hopes: Record<Exclude<LiveStatus, 'confirmed'>, string> = {
  waiting: 'You are still on the waiting list, where you were.',
  offered: 'The place that we offered you is still kept for you.',
  requested: 'You have asked for a place, and we will still get in touch with you about it.',
}

/** For somebody who hopes for a place. */
export function hopeLetter(
  status: Exclude<LiveStatus, 'confirmed'>,
  facts: ChangeFacts,
  settings: Settings,
): Letter {
  return letter(facts, settings, datesChangedTemplate, {
    assurance: hopes[status],
    button: myCourses(settings),
    howToJoin: 'Whoever has a place gets a link to join before we begin.',
    afterwards: ['If the new dates do not suit you, you can say so on your My courses page, or talk to us.'],
  })
}

/** For somebody who teaches it. */
export function trainerLetter(facts: ChangeFacts, settings: Settings): Letter {
  return letter(facts, settings, 'enrolment/taught-dates-changed', {
    assurance: 'You teach it, so we let you know. Everybody who takes part is told as well.',
    button: { text: 'See what I teach', href: settings.baseUrl + paths.trainer() },
    howToJoin: 'The link to join stands in your calendar. If it does not, please ask us.',
    afterwards: ['If you cannot come then, please talk to us soon.'],
  })
}

/** For somebody who teaches what is called off as a whole. */
export function taughtCalledOffLetter({ run, reason }: LetterFacts, settings: Settings): Letter {
  return {
    template: 'enrolment/taught-run-cancelled',
    subject: 'A course you teach has been called off',
    content: {
      heading: 'A course you teach has been called off',
      paragraphs: [
        `${run.title} will not take place. Everybody who takes part is told as well.`,
        ...said(reason),
      ],
      facts: [],
      button: { text: 'See what I teach', href: settings.baseUrl + paths.trainer() },
      afterwards: [],
    },
  }
}

interface Frame extends Pick<MailContent, 'afterwards'> {
  assurance: string
  button: NonNullable<MailContent['button']>
  /** For whoever has no page on which people with a place find the link. */
  howToJoin?: string
}

function letter(
  facts: ChangeFacts,
  settings: Settings,
  template: string,
  { assurance, button, howToJoin, afterwards }: Frame,
): Letter {
  const { changed, run, kind } = facts
  const [own, others] = [changed.filter(({ ofThis }) => ofThis), changed.filter(({ ofThis }) => !ofThis)]
  const list = (label: string, dates: ChangedDate[]) =>
    dates.length === 0 ? [] : [{ label, lines: dates.map((date) => changeLine(date, kind, settings)) }]
  const opening = changed.every((date) => isOnly(kind, date)) ? openings[kind] : ofSeveralKinds
  const subject = changed.length === 1 ? 'A date has changed' : 'Some dates have changed'
  return {
    template,
    subject,
    content: {
      heading: subject,
      paragraphs: [
        `${opening(run.title, changed.length === 1)} ${assurance}`,
        ...said(own.length === 0 ? undefined : facts.reason),
      ],
      facts: [
        ...(own.length === 0 ? list(changesLabel, others) : list(changesLabel, own)),
        ...(own.length === 0 ? [] : list(otherChangesLabel, others)),
        ...datesAndPlace(facts, settings, howToJoin),
      ],
      button,
      afterwards,
    },
  }
}

/** Under which a letter lists its changes: the text list reads them there. */
export const changesLabel = 'What has changed'
/** And under which those that the reason is not about. */
export const otherChangesLabel = 'Changed for another reason'

const openings: Record<BulkChangeKind, (title: string, one: boolean) => string> = {
  move: (title, one) => (one ? `A date of ${title} has moved.` : `Dates of ${title} have moved.`),
  'call-off': (title, one) =>
    `We are sorry: ${one ? `a date of ${title} is` : `some dates of ${title} are`} called off.`,
  online: (title, one) => (one ? `A date of ${title} is online now.` : `Dates of ${title} are online now.`),
  place: (title, one) =>
    one ? `A date of ${title} meets somewhere else now.` : `Dates of ${title} meet somewhere else now.`,
  back: (title, one) =>
    one
      ? `A change of a date of ${title} has been taken back.`
      : `A change of dates of ${title} has been taken back.`,
}

const ofSeveralKinds = (title: string, one: boolean) =>
  one ? `A date of ${title} has changed.` : `Dates of ${title} have changed.`

/** Whether that is all that happened to it since somebody heard of it. */
function isOnly(kind: BulkChangeKind, { session, before, ofThis }: ChangedDate): boolean {
  if (!ofThis || before === undefined) return false
  const off = session.status === 'cancelled'
  if (kind === 'call-off' || off) return kind === 'call-off' && off
  if (kind === 'back') return true
  if (before.cancelled) return false
  return kind === 'move' ? before.where === whereOf(session) : isThen(session, before)
}

function isThen(session: SessionDetails, before: AsTold): boolean {
  const [from, until] = [before.starts_at.getTime(), before.ends_at.getTime()]
  return from === session.starts_at.getTime() && until === session.ends_at.getTime()
}

/** `Tuesday 3 March 2026, 10am to 1pm, Library: now Tuesday 10 March 2026, 10am to 1pm` */
function changeLine({ session, before }: ChangedDate, kind: BulkChangeKind, { timeZone }: Settings): string {
  const [when, where] = [whenOf(session, timeZone), whereOf(session)]
  if (before === undefined) return `A new date: ${when}, ${where}`
  const whenBefore = whenOf(before, timeZone)
  if (session.status === 'cancelled') return `Called off: ${whenBefore}`
  if (before.cancelled || (kind === 'back' && when === whenBefore && where === before.where))
    return `Back on: ${when}, ${where}`
  const now = [...(when === whenBefore ? [] : [when]), ...(where === before.where ? [] : [where])]
  const from = where === before.where ? whenBefore : `${whenBefore}, ${before.where}`
  return `${from}: now ${now.join(', ') || sameTimeAndPlace(session, before)}`
}

/** Something about it is new all the same: people see what on their page. */
function sameTimeAndPlace({ join_link: link }: SessionDetails, before: AsTold): string {
  return (link ?? '') === before.join_link ? 'with other details' : 'with another link'
}
