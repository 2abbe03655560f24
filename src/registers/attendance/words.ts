import { counted, shortDay } from '../../lib/words.ts'
import { markWords } from '../marks.ts'
import type { SoFar, Standing } from './standing.ts'

/** What was said of a class, as the office reads it. */
export const standingWords: Record<Standing, string> = {
  ...markWords,
  'called-off': 'Called off',
  'to-come': 'Still to come',
  unmarked: 'Not marked yet',
  'without-a-place': 'Came without a place',
  'not-expected': 'Not expected',
}

/** `Came to 3 of 4 classes so far. No word twice in a row. 1 class is not marked yet.` */
export function soFarWords(sum: SoFar, goesOn: boolean): string {
  const { noWordLast, unmarked } = sum
  const sentences = [
    ...cameWords(sum, goesOn),
    ...(noWordLast > 1 ? [`No word ${noWordLast === 2 ? 'twice' : `${noWordLast} times`} in a row.`] : []),
    ...(unmarked > 0 ? [`${counted(unmarked, 'class is', 'classes are')} not marked yet.`] : []),
  ]
  return sentences.length === 0 ? 'No class so far.' : sentences.join(' ')
}

function cameWords({ counts, came, withoutPlace }: SoFar, goesOn: boolean): string[] {
  const so = goesOn ? ' so far' : ''
  if (counts === 0)
    return withoutPlace === 0
      ? []
      : [`Came to ${counted(withoutPlace, 'class', 'classes')} without a place${so}.`]
  const also = withoutPlace === 0 ? '' : `, and to ${withoutPlace} without a place`
  return [`Came to ${came} of ${counted(counts, 'class', 'classes')}${so}${also}.`]
}

/** Of whoever has no place any more. */
export function leftWords(
  { has_place: hasPlace, left_at: leftAt }: { has_place: boolean; left_at: Date | null },
  timeZone: string,
): string | undefined {
  return hasPlace || leftAt === null ? undefined : `Left on ${shortDay(leftAt, timeZone)}`
}
