import type { Moment } from '../lib/time.ts'
import type { OfferStatus } from '../database/schema.ts'
import { comingDates, comingPlaces } from '../enrolment/dates.ts'
import { overlapAccepted, overlapRows } from '../enrolment/overlap-page.ts'
import type { Overlap } from '../enrolment/rules.ts'
import { statusWords } from '../enrolment/words.ts'
import { momentInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import type { Answered } from './answer-offer.ts'
import type { findOfferPage } from './queries.ts'

export type OfferRow = NonNullable<Awaited<ReturnType<typeof findOfferPage>>>

/** One offer: what it is, until when, and three ways to answer; or what became of it. */
export function offerPage(offer: OfferRow, sessions: SessionDetails[], overlaps: Overlap[], at: Moment) {
  const open = offer.status === 'open'
  const late = offer.status === 'lapsed' && offer.enrolment_status === 'lapsed'
  return {
    title: open ? 'A place has come free for you' : 'Your offer',
    offered: open ? statusWords.offered : undefined,
    facts: offerFacts(offer, sessions, at),
    until: momentInWords(offer.expires_at, at.timeZone),
    timeIsUp: open && offer.expires_at <= at.now,
    atTheSameTime: overlapRows(overlaps, at),
    answer:
      open || late
        ? {
            accept: paths.acceptance({ id: offer.id }),
            hidden: overlaps.length > 0 ? [overlapAccepted] : [],
            pass: open ? paths.pass({ id: offer.id }) : undefined,
            refuse: open ? paths.refusal({ id: offer.id }) : undefined,
            return: late ? paths.return({ id: offer.enrolment_id }) : undefined,
          }
        : undefined,
    became: became(offer.status, offer.enrolment_status),
    myCoursesHref: paths.myCourses(),
  }
}

function offerFacts(offer: OfferRow, sessions: SessionDetails[], { now, timeZone }: Moment) {
  const dates = comingDates(sessions, now, timeZone)
  const about = { href: paths.course({ slug: offer.slug }), action: 'Read more about it' }
  return [
    { key: 'Course', value: offer.title, ...about },
    { key: dates.length === 1 ? 'When' : 'Dates', lines: dates },
    { key: 'Where', lines: comingPlaces(sessions, now) },
  ].filter(({ lines }) => lines === undefined || lines.length > 0)
}

function became(status: OfferStatus, now: string): string | undefined {
  switch (status) {
    case 'open':
      return undefined
    case 'accepted':
      return now === 'confirmed'
        ? 'You took this place. It is yours.'
        : 'You took this place, and have given it back since.'
    case 'passed':
      return 'You did not take this place. You keep your place in line.'
    case 'declined':
      return 'You said no to this place, and left the waiting list.'
    case 'lapsed':
      return 'The time for your answer ran out. If the place is still free, you can have it; if not, you can go back on the list.'
    case 'closed':
      return 'This offer has ended.'
  }
}

type Refusal = Extract<Answered, { ok: false }>['reason']

/** The answer came, but could not count. */
export function placeGonePage(offer: OfferRow, reason: Refusal) {
  const gone = reason === 'place-gone'
  if (reason === 'most-courses')
    return { ...mostCourses, courseTitle: offer.title, myCoursesHref: paths.myCourses() }
  return {
    title: gone ? 'The place has gone to someone else' : 'This offer has ended',
    courseTitle: offer.title,
    text: gone
      ? 'We are sorry: the time for your answer had run out, and the place has been taken. You can go back on the list, where you were in the line.'
      : 'It was answered already, the course has begun, or nobody needs a place on it any more. Your My courses page shows how things are now.',
    returnAction: gone ? paths.return({ id: offer.enrolment_id }) : undefined,
    myCoursesHref: paths.myCourses(),
  }
}

const mostCourses = {
  title: 'You have as many courses as the term allows',
  text: 'You chose others after the time for your answer had run out. Give one of them back on My courses, and come here again. Or talk to us: we will find a way.',
}
