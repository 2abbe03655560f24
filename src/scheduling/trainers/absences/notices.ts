import { counted } from '../../../lib/words.ts'
import type { Notice } from '../../../web/session.ts'

export function awayNotice(dates: number): Notice {
  const text =
    dates === 0
      ? 'Nothing is planned for them then.'
      : `${counted(dates, 'date lacks', 'dates lack')} them. Below you see who is free and suitable.`
  return { kind: 'success', title: 'The days away are noted', text }
}

export function ownAwayNotice(dates: number): Notice {
  const text =
    dates === 0
      ? 'You teach nothing then.'
      : `The office sees that ${counted(dates, 'date needs', 'dates need')} somebody else, and looks for them. You need to do nothing more.`
  return { kind: 'success', title: 'Thank you, that is noted', text }
}

export const takenOut: Notice = { kind: 'success', title: 'These days are taken out' }
