// Changed dates in a plain letter, for those whose calendar cannot be told: no email, or a timetable too irregular for
// invitations.
import { later } from '../lib/time.ts'
import type { Letter } from '../mail/content.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { whenOf, whereOf } from './dates.ts'
import { datesAndPlace, type LetterFacts, myCourses, type Settings } from './letter-facts.ts'

export const datesChangedTemplate = 'enrolment/dates-changed'

/** Since when somebody knows how the dates are. */
export interface Known {
  datesToldAt: Date | null
  confirmedAt: Date
}

/** Up to which moment somebody knows what was done to the dates. */
export function toldUntil({ datesToldAt, confirmedAt }: Known): Date {
  return later(datesToldAt ?? confirmedAt, confirmedAt)
}

/**
 * The sessions still to come that are not as this person knows them: changed after everyone was last told, and after
 * they got their place, with the dates as they then were.
 */
export function changedSessions(sessions: SessionDetails[], known: Known, now: Date): SessionDetails[] {
  const since = toldUntil(known)
  return sessions.filter(({ updated_at, ends_at }) => updated_at > since && ends_at > now)
}

export function datesChangedLetter(
  changed: SessionDetails[],
  facts: LetterFacts,
  settings: Settings,
): Letter {
  const { run } = facts
  const left = datesAndPlace(facts, settings)
  const nothingLeft = left.length === 0
  const one = changed.length === 1
  return {
    template: datesChangedTemplate,
    subject: one ? 'A date has changed' : 'Some dates have changed',
    content: {
      heading: one ? 'A date has changed' : 'Some dates have changed',
      paragraphs: [
        nothingLeft
          ? `We are sorry: every date of ${run.title} that was still to come is cancelled. We will tell you whether there are new ones.`
          : `Something has changed for ${run.title}. You still have your place. These are the dates as they are now.`,
      ],
      facts: [
        { label: 'Changed', lines: changed.map((session) => changeInWords(session, settings)) },
        ...left,
      ],
      button: myCourses(settings),
      afterwards: nothingLeft
        ? []
        : ['If the change does not suit you, you can withdraw on the same page, or talk to us.'],
    },
  }
}

/** For someone who no longer wants invitations: their dates go from the calendar, and their place stays. */
export function invitationsStoppedLetter(facts: LetterFacts, settings: Settings): Letter {
  return {
    template: 'enrolment/invitations-stopped',
    subject: 'Your calendar invitations have stopped',
    content: {
      heading: 'Your calendar invitations have stopped',
      paragraphs: [
        `As you wished, we take the dates of ${facts.run.title} out of your calendar. You still have your place. These are your dates.`,
      ],
      facts: datesAndPlace(facts, settings),
      button: myCourses(settings),
      afterwards: [
        'If a date changes, we write to you. You can have the invitations back at any time, on My details.',
      ],
    },
  }
}

function changeInWords(session: SessionDetails, { timeZone }: Settings): string {
  const when = whenOf(session, timeZone)
  return session.status === 'cancelled' ? `Cancelled: ${when}` : `Now: ${when}, ${whereOf(session)}`
}
