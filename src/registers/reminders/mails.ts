// What people are told before a class. Messages are seen by others on a locked screen: the subject, and the whole of a
// text message, name no course.
import type { Config } from '../../config/config.ts'
import { whenOf, whereOf } from '../../enrolment/dates.ts'
import { myCourses } from '../../enrolment/letter-facts.ts'
import { shortDay, timeInWords } from '../../lib/words.ts'
import type { Letter } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { type Reachable, reachUs } from '../reach.ts'

export const reminderTemplate = 'registers/reminder'

type Settings = Pick<Config, 'baseUrl' | 'timeZone'>
type TextSettings = Settings & Pick<Config, 'college'>

/** The class that is near. */
export interface NearClass {
  title: string
  session: SessionDetails
  /** Nobody keeps a place of a course whose one date they do not come to. */
  oneDate: boolean
}

export function reminderLetter({ title, session, oneDate }: NearClass, settings: TextSettings): Letter {
  return {
    template: reminderTemplate,
    subject: `See you soon: ${dayAndTime(session, settings)}`,
    content: {
      heading: 'See you soon',
      paragraphs: [`Your next class of ${title} is near. We look forward to seeing you.`],
      facts: [
        { label: 'When', lines: [whenOf(session, settings.timeZone)] },
        { label: 'Where', lines: [whereOf(session)] },
        ...(session.venue_online ? [{ label: 'How to join', lines: [howToJoin(session, settings)] }] : []),
      ],
      button: myCourses(settings),
      afterwards: [
        oneDate
          ? 'If you cannot come, please give your place up on the same page: somebody else may be glad of it.'
          : 'If you cannot come this time, please tell us on the same page. You keep your place.',
        'If you would rather not be reminded, you can say so in My details.',
      ],
    },
  }
}

/** The link may still come: the office is asked for it a week before (enrolment/office-page.ts). */
function howToJoin({ join_link: link }: SessionDetails, { college }: TextSettings): string {
  if (link !== null) return 'The link to join is on your My courses page.'
  return `The link to join will be on your My courses page. If you do not see it there on the day, please ${reachUs(college)}.`
}

export function reminderText(near: NearClass, to: Pick<Reachable, 'email'>, settings: TextSettings): string {
  const seeYou = `From your college: see you on ${dayAndTime(near.session, settings)}.`
  return `${seeYou} If you cannot come, please ${ifNot(near, to, settings)}`
}

/** Whoever has no email cannot sign in: a link would lead them to a page that they cannot open. */
function ifNot(
  { oneDate }: NearClass,
  { email }: Pick<Reachable, 'email'>,
  { baseUrl, college }: TextSettings,
): string {
  const link = baseUrl + paths.myCourses()
  if (email === null)
    return oneDate
      ? `${reachUs(college)} and give your place up: somebody else may be glad of it.`
      : `${reachUs(college)}. You keep your place.`
  return oneDate
    ? `give your place up here, somebody else may be glad of it: ${link}`
    : `tell us here, and you keep your place: ${link}`
}

function dayAndTime({ starts_at: startsAt }: SessionDetails, { timeZone }: Settings): string {
  return `${shortDay(startsAt, timeZone)}, ${timeInWords(startsAt, timeZone)}`
}
