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

/** `left`: how many are still to be sent in the same way. */
export function noted(count: number, left: number, how: 'texts' | 'letters'): Notice {
  if (count === 0)
    return { kind: 'information', title: 'Nothing was changed', text: 'Somebody noted it before.' }
  const one = how === 'texts' ? 'text message' : 'letter'
  const more = left === 0 ? '' : ` ${counted(left, one)} ${left === 1 ? 'is' : 'are'} left.`
  const text = `${count === 1 ? 'It is' : 'They are'} off the call list.${more}`
  return { kind: 'success', title: `Noted: ${counted(count, one)} sent`, text }
}
