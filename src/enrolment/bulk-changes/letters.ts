// What people are told when many dates change at once: one letter for each run, with every change in it.
import type { BulkChangeKind, LiveStatus } from '../../database/schema.ts'
import type { Letter, MailContent } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { whenOf, whereOf } from '../dates.ts'
import { datesAndPlace, type LetterFacts, myCourses, said, type Settings } from '../letter-facts.ts'

export interface DateBefore {
  was_starts_at: Date
  was_ends_at: Date
  was_where: string
}

export interface ChangeFacts extends LetterFacts {
  kind: BulkChangeKind
  /** Those still to come that changed since this person was told of the dates. */
  changed: SessionDetails[]
  before: ReadonlyMap<string, DateBefore>
}

/** For somebody with a place. */
export function placeLetter(facts: ChangeFacts, settings: Settings): Letter {
  return letter(facts, settings, 'enrolment/dates-changed', {
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
  return letter(facts, settings, 'enrolment/dates-changed', {
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
  const subject = changed.length === 1 ? 'A date has changed' : 'Some dates have changed'
  return {
    template,
    subject,
    content: {
      heading: subject,
      paragraphs: [`${openings[kind](run.title, changed.length === 1)} ${assurance}`, ...said(facts.reason)],
      facts: [
        { label: changesLabel, lines: changed.map((session) => changeLine(session, facts, settings)) },
        ...datesAndPlace(facts, settings, howToJoin),
      ],
      button,
      afterwards,
    },
  }
}

/** Under which a letter lists its changes: the text list reads them there. */
export const changesLabel = 'What has changed'

const openings: Record<BulkChangeKind, (title: string, one: boolean) => string> = {
  move: (title, one) => (one ? `A date of ${title} has moved.` : `Dates of ${title} have moved.`),
  'call-off': (title, one) =>
    `We are sorry: ${one ? `a date of ${title} is` : `some dates of ${title} are`} called off.`,
  online: (title, one) => (one ? `A date of ${title} is online now.` : `Dates of ${title} are online now.`),
  place: (title, one) =>
    one ? `A date of ${title} meets somewhere else now.` : `Dates of ${title} meet somewhere else now.`,
  back: (title, one) =>
    one ? `A date of ${title} is as it was before.` : `Dates of ${title} are as they were before.`,
}

/** `Tuesday 3 March 2026, 10am to 1pm, Library: now Tuesday 10 March 2026, 10am to 1pm` */
function changeLine(session: SessionDetails, { before, kind }: ChangeFacts, { timeZone }: Settings): string {
  const was = before.get(session.id)
  const [when, where] = [whenOf(session, timeZone), whereOf(session)]
  if (was === undefined)
    return session.status === 'cancelled' ? `Called off: ${when}` : `Now: ${when}, ${where}`
  const whenBefore = whenOf(
    { starts_at: was.was_starts_at, ends_at: was.was_ends_at, end_assumed: session.end_assumed },
    timeZone,
  )
  if (session.status === 'cancelled') return `Called off: ${whenBefore}`
  if (kind === 'back' && when === whenBefore && where === was.was_where) return `Back on: ${when}, ${where}`
  const now = [...(when === whenBefore ? [] : [when]), ...(where === was.was_where ? [] : [where])]
  const from = where === was.was_where ? whenBefore : `${whenBefore}, ${was.was_where}`
  return `${from}: now ${now.join(', ') || 'with another link'}`
}
