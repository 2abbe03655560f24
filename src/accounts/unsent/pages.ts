import type { Moment } from '../../lib/time.ts'
import { momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Unsent } from './keep-unsent.ts'
import { wordsIn } from './rules.ts'

export function unsentPage(
  { fields, keptAt, sentAt }: Unsent,
  next: string,
  { timeZone }: Pick<Moment, 'timeZone'>,
) {
  return {
    title: 'What you wrote is still here',
    moment: momentInWords(keptAt, timeZone),
    sentBefore: sentAt !== null,
    words: wordsIn(fields),
    action: paths.unsent(),
    hidden: hiddenFields(fields),
    removal: { action: paths.unsentRemoval(), hidden: [{ name: 'next', value: next }] },
  }
}

function hiddenFields(fields: Unsent['fields']): { name: string; value: string }[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  )
}
