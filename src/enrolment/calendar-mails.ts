import type { CalendarMessage } from '../calendar/reconcile.ts'
import type { Config } from '../config/config.ts'
import { timesInWords, dayInWords } from '../lib/words.ts'
import type { Letter } from '../mail/content.ts'
import { paths } from '../paths.ts'

type Change = CalendarMessage['change']
type Settings = Pick<Config, 'baseUrl' | 'timeZone'>

interface Opening {
  subject: string
  heading: string
  text: (title: string) => string
}

// Subjects name no course, and the calendar may not either: the words in the message have to.
const openings: Record<Change['kind'], Opening> = {
  invited: {
    subject: 'A date for your calendar',
    heading: 'A date for your calendar',
    text: (title) =>
      `This is about ${title}, on which you have a place. The invitation in this message puts it in your calendar.`,
  },
  moved: {
    subject: 'A date has changed',
    heading: 'A date has changed',
    text: (title) => `One of your dates of ${title} has moved. You still have your place.`,
  },
  changed: {
    subject: 'Your course details have changed',
    heading: 'Something about your course has changed',
    text: (title) => `You still have your place on ${title}. These are the details as they are now.`,
  },
  'cancelled-one': {
    subject: 'One date will not take place',
    heading: 'One date will not take place',
    text: (title) =>
      `One date of ${title} is cancelled. You still have your place, and the other dates stay as they are.`,
  },
  cancelled: {
    subject: 'Dates taken out of your calendar',
    heading: 'These dates are taken out of your calendar',
    text: (title) => `This message takes dates of ${title} out of your calendar that no longer apply.`,
  },
}

/** The words around one calendar message about this course: many people never see the calendar part. */
export function calendarLetter({ change }: CalendarMessage, title: string, settings: Settings): Letter {
  const { subject, heading, text } = openings[change.kind]
  return {
    template: `enrolment/calendar-${change.kind}`,
    subject,
    content: {
      heading,
      paragraphs: [text(title)],
      facts: changeFacts(change, settings),
      button: { text: 'See my courses', href: settings.baseUrl + paths.myCourses() },
      afterwards:
        change.kind === 'moved' || change.kind === 'changed'
          ? ['If the change does not suit you, you can withdraw on the same page, or talk to us.']
          : [],
    },
  }
}

/** What has changed, and all dates as they are now. */
export function changeFacts(change: Change, settings: Settings) {
  return [
    ...told(change, settings),
    ...placed(change.kind === 'cancelled-one' ? 'Cancelled' : 'Before', change.before, settings),
    ...placed('Now', change.after, settings),
    ...remaining(change, settings),
  ]
}

const aboutLabels: Partial<Record<Change['kind'], string>> = {
  invited: 'For your calendar',
  cancelled: 'Taken out',
}

/** Which dates come or go as a whole, unless they are all there are and named as such. */
function told({ kind, about, sessions }: Change, { timeZone }: Settings) {
  const label = aboutLabels[kind]
  if (label === undefined || about.length === 0) return []
  if (kind === 'invited' && about.length === sessions.length) return []
  return [{ label, lines: about.map((session) => whenInWords(session, timeZone)) }]
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
