import type { CalendarMessage } from '../../calendar/reconcile.ts'
import type { Config } from '../../config/config.ts'
import type { Letter } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import { changeFacts } from '../calendar-mails.ts'

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
