// What people are told about a place, in words. Subjects name no course: a course's title can say more than a locked
// screen should.
import { comingDates } from './dates.ts'
import type { Letter, MailContent } from '../mail/content.ts'
import {
  allCourses,
  andDay,
  askedToCome,
  datesAndPlace,
  type Drafts,
  type LetterFacts,
  myCourses,
  said,
  type Settings,
  withDay,
} from './letter-facts.ts'
import type { MailName } from './states.ts'
import { type WaitingMailName, waitingDrafts } from './waiting-mails.ts'

/** The letter for one step in an enrolment's life. */
export function letterFor(name: MailName, facts: LetterFacts, settings: Settings): Letter {
  const { subject, ...content } = drafts[name](facts, settings)
  return { template: `enrolment/${name}`, subject, content: { facts: [], afterwards: [], ...content } }
}

const placeDrafts: Drafts<Exclude<MailName, WaitingMailName>> = {
  'place-confirmed': (facts, settings) => ({
    subject: `Your place is confirmed${andDay(facts, settings)}`,
    heading: 'Your place is confirmed',
    paragraphs: [
      `You have a place on ${facts.run.title}. We look forward to seeing you.`,
      ...askedToCome(facts),
    ],
    facts: datesAndPlace(facts, settings),
    button: myCourses(settings),
    afterwards: [
      facts.hasInvites
        ? 'An invitation for your calendar comes with this message. If a date changes, the calendar changes with it.'
        : 'On the same page you can get the dates as a calendar file, or a private link for your own calendar.',
      'If you can no longer come, please withdraw on the same page, or tell us. Someone else may be waiting for the place.',
    ],
  }),
  'place-requested': (facts, settings) => ({
    subject: 'You have asked for a place',
    heading: 'You have asked for a place',
    paragraphs: [
      `Thank you for asking for a place on ${facts.run.title}. This course is agreed with you first, so somebody will get in touch with you about it.`,
      'You do not have a place yet, so please do not come along until you hear from us.',
    ],
    facts: datesAndPlace(facts, settings),
    button: myCourses(settings),
    afterwards: ['You can take your request back at any time, on the same page.'],
  }),
  'request-declined': (facts, settings) => ({
    subject: 'About the place you asked for',
    heading: 'We could not give you this place',
    paragraphs: [
      `You asked for a place on ${withDay(facts, settings)}. We are sorry that we cannot give you one this time.`,
      ...said(facts.reason),
      'Please talk to us: there may be another course, or another date, that suits you.',
    ],
    button: allCourses(settings),
  }),
  'request-taken-back': (facts, settings) => ({
    subject: 'You have taken back your request',
    heading: 'You have taken back your request',
    paragraphs: [
      `You no longer ask for a place on ${withDay(facts, settings)}. You can ask again whenever you like.`,
    ],
    button: allCourses(settings),
  }),
  withdrawn: (facts, settings) => ({
    subject: 'You have withdrawn',
    heading: 'You have withdrawn from this course',
    paragraphs: [
      `You no longer have a place on ${withDay(facts, settings)}. Thank you for telling us: someone else can have it now.`,
      'You are welcome back. You can enrol again whenever there is a date that suits you.',
    ],
    button: allCourses(settings),
  }),
  'place-cancelled': (facts, settings) => ({
    subject: 'Your place has been cancelled',
    heading: 'Your place has been cancelled',
    paragraphs: [
      `We have had to cancel your place on ${withDay(facts, settings)}.`,
      ...said(facts.reason),
      'Please get in touch if you would like to talk about it, or about another course.',
    ],
    button: allCourses(settings),
  }),
  'run-cancelled': (facts, settings) => ({
    subject: `A course has been called off${andDay(facts, settings)}`,
    heading: 'This course has been called off',
    paragraphs: [
      `We are sorry: ${facts.run.title} will not take place.`,
      ...said(facts.reason),
      'You do not need to do anything. We would be glad to see you on another course.',
    ],
    facts: datesOff(facts, settings),
    button: allCourses(settings),
  }),
}

const drafts: Drafts<MailName> = { ...placeDrafts, ...waitingDrafts }

/** The dates of a run that is called off: its sessions are cancelled with it. */
function datesOff(facts: LetterFacts, settings: Settings): MailContent['facts'] {
  const sessions = facts.sessions.map((session) => ({ ...session, status: 'planned' as const }))
  const lines = comingDates(sessions, facts.now, settings.timeZone)
  return lines.length === 0 ? [] : [{ label: 'Cancelled', lines }]
}
