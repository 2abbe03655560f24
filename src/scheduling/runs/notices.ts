import type { Notice } from '../../web/session.ts'

export function draftGone(title: string): Notice {
  return {
    kind: 'success',
    title: `The draft of ${title} is gone`,
    text: 'Its room and its trainers are free again.',
  }
}

export const draftStays: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Somebody published it, or has asked for a place. Call it off instead, so that everybody hears.',
}
