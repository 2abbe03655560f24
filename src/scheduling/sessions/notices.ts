import type { Notice } from '../../web/session.ts'
import { dayInWords, timesInWords } from '../../lib/words.ts'
import type { Run, SessionDetails } from '../queries.ts'
import { undo } from '../undo/link.ts'

/** Of a draft nobody has been told yet, and nobody has a place. */
export function cancelled({ status }: Pick<Run, 'status'>): Notice {
  const told = 'Everybody with a place is told, and it goes from their calendars. '
  return {
    kind: 'success',
    title: 'The date is called off',
    text: `${status === 'draft' ? '' : told}You can put it back.`,
    link: undo,
  }
}

/** Somebody pressed the button of a date that is another one by now. */
export function changedSince(session: SessionDetails, timeZone: string): Notice {
  const when = `${dayInWords(session.starts_at, timeZone)}, ${timesInWords(session.starts_at, session.ends_at, timeZone)}`
  return {
    kind: 'information',
    title: 'Somebody has changed this date since you looked',
    text: `It is on ${when} now. Nothing was called off: press again if you mean that.`,
  }
}

export function putBack({ status }: Pick<Run, 'status'>): Notice {
  const text = status === 'draft' ? '' : 'Everybody with a place is told.'
  return { kind: 'success', title: 'The date is back on', text, link: undo }
}

export const clashed: Notice = {
  kind: 'information',
  title: 'Something else is planned there now',
  text: 'The room or one of the trainers is taken at that time. Nothing was changed: plan another date instead.',
}
export const placeUnused: Notice = {
  kind: 'information',
  title: 'Where it met is in use no more',
  text: 'Nothing was changed: plan another date instead, or bring the venue or the room back into use first.',
}
export const courseGone: Notice = {
  kind: 'information',
  title: 'Its course has left the prospectus',
  text: 'Nothing was changed: bring the course back, and put it into the prospectus, first.',
}
export const nothingChanged: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Somebody did that before, or the date has begun.',
}

/** With something else to know, if there is. */
export function alsoSaying(notice: Notice, warning: string | undefined): Notice {
  return warning === undefined
    ? notice
    : { ...notice, text: [notice.text, warning].filter(Boolean).join(' ') }
}
