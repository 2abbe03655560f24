import { counted } from '../../lib/words.ts'
import type { Notice } from '../../web/session.ts'
import { someOf } from '../run-names.ts'
import { refusals } from './pages.ts'
import type { UndoneTogether } from './undo-together.ts'

/** What became of many that one press had changed. */
export function togetherNotice({ undone, stay }: UndoneTogether): Notice {
  if (undone === 0 && stay.length === 0)
    return {
      kind: 'information',
      title: 'Nothing of it is left to undo',
      text: 'Somebody has undone it already.',
    }
  const why = [...new Set(stay.map(({ reason }) => refusals[reason]))].join(' ')
  return {
    kind: undone === 0 ? 'information' : 'success',
    title: `Undone: ${counted(undone, 'run is as it was', 'runs are as they were')}`,
    ...(stay.length === 0 ? {} : { text: `These stay: ${someOf(stay)}. ${why}` }),
  }
}
