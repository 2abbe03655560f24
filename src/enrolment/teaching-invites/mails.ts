import type { CalendarMessage } from '../../calendar/reconcile.ts'
import type { Config } from '../../config/config.ts'
import type { Letter } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { changeFacts } from '../calendar-mails.ts'
import { comingDates, comingPlaces } from '../dates.ts'
import { practicalNotes } from '../invites.ts'

type Kind = CalendarMessage['change']['kind']

// Subjects name no course: messages are seen by others.
const openings: Record<Kind, { subject: string; text: (title: string) => string }> = {
  invited: {
    subject: 'A date you give, for your calendar',
    text: (title) => `You give ${title}. The invitation in this message puts it in your calendar.`,
  },
  moved: {
    subject: 'A date you give has changed',
    text: (title) => `One of your dates of ${title} has moved.`,
  },
  changed: {
    subject: 'News of what you give',
    text: (title) => `These are your dates of ${title} as they are now.`,
  },
  'cancelled-one': {
    subject: 'A date less to give',
    text: (title) => `One date of ${title} is called off, or somebody else gives it.`,
  },
  cancelled: {
    subject: 'Dates taken out of your calendar',
    text: (title) =>
      `This message takes dates of ${title} out of your calendar that you do not give, or not like this.`,
  },
}

/** `people`: how many have a place, or come, in words. */
export function taughtLetter(
  { change }: CalendarMessage,
  { title, people }: { title: string; people: string },
  settings: Pick<Config, 'baseUrl' | 'timeZone'>,
): Letter {
  const { subject, text } = openings[change.kind]
  const facts = changeFacts(change, settings)
  return {
    template: `enrolment/teaching-${change.kind}`,
    subject,
    content: {
      heading: subject,
      paragraphs: [text(title), ...(change.sessions.length > 0 ? [people] : [])],
      facts,
      button: { text: 'See what I teach', href: settings.baseUrl + paths.trainer() },
      afterwards: ['You can choose in My details whether we send invitations for your calendar.'],
    },
  }
}

/** The dates somebody gives, for whoever has too many without a pattern for invitations: what students get as well. */
export function givenDatesLetter(
  { title, own, now }: { title: string; own: SessionDetails[]; now: Date },
  settings: Pick<Config, 'baseUrl' | 'timeZone'>,
): Letter {
  const coming = own.filter(({ ends_at: ends }) => ends > now)
  const left = [
    { label: 'Dates', lines: comingDates(own, now, settings.timeZone) },
    { label: 'Where', lines: comingPlaces(own, now) },
    { label: 'To know', lines: [...new Set(coming.flatMap(practicalNotes))] },
  ].filter(({ lines }) => lines.length > 0)
  return {
    template: 'enrolment/teaching-dates',
    subject: 'The dates you give',
    content: {
      heading: 'The dates you give',
      paragraphs: [
        left.length === 0
          ? `There is no date of ${title} any more that you give.`
          : `These are the dates of ${title} that you give, as they are now. They follow no pattern, so we send no invitations for them.`,
      ],
      facts: left,
      button: { text: 'See what I teach', href: settings.baseUrl + paths.trainer() },
      afterwards:
        left.length === 0
          ? []
          : [
              'The calendar link in My details shows them all, and follows each change. There you can also ask for an invitation for every date.',
            ],
    },
  }
}
