// What people are told while they wait for a place, and when one is offered.
import { paths } from '../paths.ts'
import { allCourses, datesAndPlace, type Drafts, myCourses, untilWhen, withDay } from './letter-facts.ts'
import { canBeGiven } from './rules.ts'
import type { MailName } from './states.ts'

export type WaitingMailName = Extract<
  MailName,
  | 'on-waiting-list'
  | 'place-offered'
  | 'place-kept-in-line'
  | 'offer-lapsed'
  | 'left-waiting-list'
  | 'no-place-came-free'
>

export const waitingDrafts: Drafts<WaitingMailName> = {
  'on-waiting-list': (facts, settings) => ({
    subject: 'You are on the waiting list',
    heading: 'You are on the waiting list',
    paragraphs: [
      `You are on the waiting list for ${facts.run.title}. You do not have a place yet, so please do not come along until you hear from us.`,
      'When a place comes free, it goes to the person who joined first. We will tell you as soon as it is your turn.',
    ],
    facts: datesAndPlace(facts, settings),
    button: myCourses(settings),
    afterwards: ['You can leave the waiting list at any time, on the same page.'],
  }),
  'place-offered': (facts, settings) => ({
    subject: 'A place has come free for you',
    heading: 'A place has come free for you',
    paragraphs: [
      `You are next in line for ${facts.run.title}, and there is a place for you. It is kept for you ${untilWhen(facts, settings)}.`,
    ],
    facts: datesAndPlace(facts, settings),
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
      `You do not take the place on ${withDay(facts, settings)} this time. That is fine. You are still on the waiting list, where you were, and we will ask you again when another place comes free.`,
    ],
    button: myCourses(settings),
  }),
  'offer-lapsed': (facts, settings) => ({
    subject: 'The time for your answer has run out',
    heading: 'The time for your answer has run out',
    paragraphs: [
      `We kept a place for you on ${withDay(facts, settings)}, and the time for an answer has run out. That can happen to anyone.`,
      canBeGiven(facts.run, facts.sessions, facts.now)
        ? 'We no longer keep it for you. If you would still like to come, you can go back on the waiting list, where you were in the line.'
        : 'It is too late to take it now. We would be glad to see you on another date, or on another course.',
    ],
    button: canBeGiven(facts.run, facts.sessions, facts.now)
      ? { text: 'Put me back on the list', href: settings.baseUrl + paths.myCourses() }
      : allCourses(settings),
  }),
  'left-waiting-list': (facts, settings) => ({
    subject: 'You have left the waiting list',
    heading: 'You have left the waiting list',
    paragraphs: [
      `You are no longer waiting for a place on ${withDay(facts, settings)}. You can join again whenever you like.`,
    ],
    button: allCourses(settings),
  }),
  'no-place-came-free': (facts, settings) => ({
    subject: 'No place came free this time',
    heading: 'No place came free this time',
    paragraphs: [
      `You were on the waiting list for ${withDay(facts, settings)}. We are sorry: no place came free in time, and the list has closed.`,
      'You do not need to do anything. There may be another date of this course, or another course that suits you.',
    ],
    button: allCourses(settings),
  }),
}
