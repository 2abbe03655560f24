// What people are told, in words. Subjects name no course: a course's title can say more than a locked screen should.
import type { Config } from '../config/config.ts'
import { dayInWords, momentInWords, shortDay, timeInWords } from '../lib/words.ts'
import type { Letter, MailContent } from '../mail/content.ts'
import { paths } from '../paths.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { comingDates, comingPlaces } from './dates.ts'
import type { MailName } from './states.ts'

export interface MailFacts {
  title: string
  runId: string
  sessions: SessionDetails[]
  offer: { id: string; expiresAt: Date } | undefined
  reason: string | undefined
  hasInvites: boolean
  now: Date
}

type Settings = Pick<Config, 'baseUrl' | 'timeZone'>
type Draft = { subject: string } & Partial<MailContent> & Pick<MailContent, 'heading' | 'paragraphs'>

/** The letter for one step in an enrolment's life. */
export function letterFor(name: MailName, facts: MailFacts, settings: Settings): Letter {
  const { subject, ...content } = drafts[name](facts, settings)
  return { template: `enrolment/${name}`, subject, content: { facts: [], afterwards: [], ...content } }
}

const drafts: Record<MailName, (facts: MailFacts, settings: Settings) => Draft> = {
  'place-confirmed': (facts, settings) => ({
    subject: `Your place is confirmed${andDay(facts, settings)}`,
    heading: 'Your place is confirmed',
    paragraphs: [`You have a place on ${facts.title}. We look forward to seeing you.`],
    facts: dates(facts, settings),
    button: myCourses(settings),
    afterwards: [
      ...(facts.hasInvites
        ? [
            'An invitation for your calendar comes with this message. If a date changes, the calendar changes with it.',
          ]
        : [
            'On the same page you can get the dates as a calendar file, or a private link for your own calendar.',
          ]),
      'If you can no longer come, please withdraw on the same page, or tell us. Someone else may be waiting for the place.',
    ],
  }),
  'on-waiting-list': (facts, settings) => ({
    subject: 'You are on the waiting list',
    heading: 'You are on the waiting list',
    paragraphs: [
      `${facts.title} is full at the moment, and you are on the waiting list. You do not have a place yet, so please do not come along until you hear from us.`,
      'When a place comes free, it goes to the person who joined first. We will tell you as soon as it is your turn.',
    ],
    facts: dates(facts, settings),
    button: myCourses(settings),
    afterwards: ['You can leave the waiting list at any time, on the same page.'],
  }),
  'request-declined': (facts, settings) => ({
    subject: 'About the place you asked for',
    heading: 'We could not give you this place',
    paragraphs: [
      `You asked for a place on ${withDay(facts, settings)}. We are sorry that we cannot give you one this time.`,
      ...said(facts.reason),
      'Please talk to us: there may be another course, or another date, that suits you.',
    ],
    button: courses(settings),
  }),
  'place-offered': (facts, settings) => ({
    subject: 'A place has come free for you',
    heading: 'A place has come free for you',
    paragraphs: [
      `You are next in line for ${facts.title}, and there is a place for you. It is kept for you ${untilWhen(facts, settings)}.`,
    ],
    facts: dates(facts, settings),
    ...(facts.offer === undefined
      ? {}
      : {
          button: {
            text: 'See the place and answer',
            href: settings.baseUrl + paths.offer({ id: facts.offer.id }),
          },
        }),
    afterwards: [
      'You can take it, say "not this time" and keep your place in line, or leave the list. If we do not hear from you in time, the place goes to the next person.',
    ],
  }),
  'place-kept-in-line': (facts, settings) => ({
    subject: 'You are still on the waiting list',
    heading: 'You keep your place in line',
    paragraphs: [
      `You said "not this time" to the place on ${withDay(facts, settings)}. That is fine. You are still on the waiting list, where you were, and we will ask you again when another place comes free.`,
    ],
    button: myCourses(settings),
  }),
  'offer-lapsed': (facts, settings) => ({
    subject: 'The time for your answer has run out',
    heading: 'The place has gone to the next person',
    paragraphs: [
      `We offered you a place on ${withDay(facts, settings)} and did not hear from you in time. That can happen to anyone.`,
      'If you would still like to come, you can go back on the waiting list. You will be where you were in the line.',
    ],
    button: { text: 'Put me back on the list', href: settings.baseUrl + paths.myCourses() },
  }),
  withdrawn: (facts, settings) => ({
    subject: 'You have withdrawn',
    heading: 'You have withdrawn from this course',
    paragraphs: [
      `You no longer have a place on ${withDay(facts, settings)}. Thank you for telling us: someone else can have it now.`,
      'You are welcome back. You can enrol again whenever there is a date that suits you.',
    ],
    button: courses(settings),
  }),
  'left-waiting-list': (facts, settings) => ({
    subject: 'You have left the waiting list',
    heading: 'You have left the waiting list',
    paragraphs: [
      `You are no longer waiting for a place on ${withDay(facts, settings)}. You can join again whenever you like.`,
    ],
    button: courses(settings),
  }),
  'place-cancelled': (facts, settings) => ({
    subject: 'Your place has been cancelled',
    heading: 'Your place has been cancelled',
    paragraphs: [
      `We have had to cancel your place on ${withDay(facts, settings)}.`,
      ...said(facts.reason),
      'Please get in touch if you would like to talk about it, or about another course.',
    ],
    button: courses(settings),
  }),
  'run-cancelled': (facts, settings) => ({
    subject: `A course has been called off${andDay(facts, settings)}`,
    heading: 'This course has been called off',
    paragraphs: [
      `We are sorry: ${facts.title} will not take place.`,
      ...said(facts.reason),
      'You do not need to do anything. We would be glad to see you on another course.',
    ],
    facts: datesOff(facts, settings),
    button: courses(settings),
  }),
}

function dates({ sessions, now }: MailFacts, { timeZone }: Settings): MailContent['facts'] {
  const lines = comingDates(sessions, now, timeZone)
  return [
    { label: lines.length === 1 ? 'When' : 'Dates', lines },
    { label: 'Where', lines: comingPlaces(sessions, now) },
    ...joining(sessions, now),
  ].filter((fact) => fact.lines.length > 0)
}

/** The dates of a run that is called off: its sessions are called off with it. */
function datesOff(facts: MailFacts, settings: Settings): MailContent['facts'] {
  const sessions = facts.sessions.map((session) => ({ ...session, status: 'planned' as const }))
  const lines = comingDates(sessions, facts.now, settings.timeZone)
  return lines.length === 0 ? [] : [{ label: 'Called off', lines }]
}

function joining(sessions: SessionDetails[], now: Date): MailContent['facts'] {
  const online = sessions.some(
    ({ venue_online, status, ends_at }) => venue_online && status === 'planned' && ends_at > now,
  )
  return online
    ? [{ label: 'How to join', lines: ['The link to join is on your My courses page before we begin.'] }]
    : []
}

/** For the end of a subject: `: Tue 6 Oct, 10am`. */
function andDay(facts: MailFacts, settings: Settings): string {
  const day = nextDay(facts, settings)
  return day === undefined ? '' : `: ${day}`
}

/** `Sleep well (Tue 6 Oct, 10am)`: a course may have several runs, and this tells which. */
function withDay(facts: MailFacts, settings: Settings): string {
  const day = nextDay(facts, settings)
  return day === undefined ? facts.title : `${facts.title} (${day})`
}

function nextDay({ sessions, now }: MailFacts, { timeZone }: Settings): string | undefined {
  const coming = sessions.filter(({ ends_at }) => ends_at > now)
  const next = coming.find(({ status }) => status === 'planned') ?? coming[0]
  return next && `${shortDay(next.starts_at, timeZone)}, ${timeInWords(next.starts_at, timeZone)}`
}

function untilWhen({ offer, now }: MailFacts, { timeZone }: Settings): string {
  if (offer === undefined) return 'for now'
  const today = dayInWords(offer.expiresAt, timeZone) === dayInWords(now, timeZone)
  return today
    ? `until ${timeInWords(offer.expiresAt, timeZone)} today`
    : `until ${momentInWords(offer.expiresAt, timeZone)}`
}

function said(reason: string | undefined): string[] {
  return reason === undefined ? [] : [`This is why: ${reason}`]
}

function myCourses({ baseUrl }: Settings) {
  return { text: 'See my courses', href: baseUrl + paths.myCourses() }
}

function courses({ baseUrl }: Settings) {
  return { text: 'See all courses', href: baseUrl + paths.courses() }
}
