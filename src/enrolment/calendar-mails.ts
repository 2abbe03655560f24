import type { CalendarMessage } from '../calendar/reconcile.ts'
import type { Config } from '../config/config.ts'
import { timesInWords, dayInWords } from '../lib/words.ts'
import type { Letter } from '../mail/content.ts'
import { paths } from '../paths.ts'

type Change = CalendarMessage['change']
type Settings = Pick<Config, 'baseUrl' | 'timeZone'>

const openings: Record<Change['kind'], { subject: string; heading: string; text: string }> = {
  invited: {
    subject: 'A date for your calendar',
    heading: 'A date for your calendar',
    text: 'This date belongs to a course you have a place on. The invitation in this message puts it in your calendar.',
  },
  moved: {
    subject: 'A date has changed',
    heading: 'A date has changed',
    text: 'One of your course dates has moved. You still have your place.',
  },
  changed: {
    subject: 'Your course details have changed',
    heading: 'Something about your course has changed',
    text: 'You still have your place. These are the details as they are now.',
  },
  'cancelled-one': {
    subject: 'One date will not take place',
    heading: 'One date will not take place',
    text: 'One session of your course has been called off. You still have your place, and the other dates stay as they are.',
  },
  cancelled: {
    subject: 'Dates taken out of your calendar',
    heading: 'These dates are taken out of your calendar',
    text: 'This message takes dates out of your calendar that no longer apply.',
  },
}

/** The words around one calendar message: many people never see the calendar part. */
export function calendarLetter({ change }: CalendarMessage, settings: Settings): Letter {
  const { subject, heading, text } = openings[change.kind]
  return {
    template: `enrolment/calendar-${change.kind}`,
    subject,
    content: {
      heading,
      paragraphs: [text],
      facts: [
        ...placed('Before', change.before, settings),
        ...placed(change.before === undefined ? 'When and where' : 'Now', change.after, settings),
        ...remaining(change, settings),
      ],
      button: { text: 'See my courses', href: settings.baseUrl + paths.myCourses() },
      afterwards:
        change.kind === 'moved' || change.kind === 'changed'
          ? ['If the change does not suit you, you can withdraw on the same page, or talk to us.']
          : [],
    },
  }
}

function placed(label: string, at: Change['before'], { timeZone }: Settings) {
  if (at === undefined) return []
  return [{ label, lines: [whenInWords(at, timeZone), at.location] }]
}

function remaining({ sessions }: Change, { timeZone }: Settings) {
  if (sessions.length === 0) return []
  return [
    { label: 'All dates still to come', lines: sessions.map((session) => whenInWords(session, timeZone)) },
  ]
}

function whenInWords({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, timeZone: string): string {
  return `${dayInWords(startsAt, timeZone)}, ${timesInWords(startsAt, endsAt, timeZone)}`
}
