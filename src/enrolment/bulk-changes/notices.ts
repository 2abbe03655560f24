import { counted } from '../../lib/words.ts'
import type { Notice } from '../../web/session.ts'

export const done: Notice = {
  kind: 'success',
  title: 'It is done',
  text: 'This page shows what was changed, and how far the telling is.',
}

export const doneAlready: Notice = {
  kind: 'information',
  title: 'It was done already',
  text: 'The form came twice. Nobody is told twice.',
}

export function noted(count: number, how: 'texts' | 'letters'): Notice {
  if (count === 0)
    return { kind: 'information', title: 'Nothing was changed', text: 'Somebody noted it before.' }
  const words = how === 'texts' ? counted(count, 'text message') : counted(count, 'letter')
  return { kind: 'success', title: `Noted: ${words} sent`, text: 'They are off the call list.' }
}
