import type { Notice } from '../../web/session.ts'

export function draftGone(title: string): Notice {
  return {
    kind: 'success',
    title: `The draft of ${title} is gone`,
    text: 'Its room and its trainers are free again.',
  }
}

/** Of what was published until a moment ago. */
export const draftStaysForNow: Notice = {
  kind: 'information',
  title: 'It is still in the calendars of its trainers',
  text: 'They are being told that it is not published any more. Please try again in ten minutes.',
}

export const draftStays: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Somebody published it, or has asked for a place. Call it off instead, so that everybody hears.',
}
