import type { Change } from './changes.ts'
import type { SaidDate } from './said.ts'

export interface Words {
  /** Who teaches a run now. */
  trainersOf: (runId: string) => string
  datesInWords: (dates: SaidDate[]) => string
}

/** One line: what kind of change it is, and what is true now. */
export function changeInWords(change: Change, words: Words) {
  const { title } = change
  switch (change.kind) {
    case 'new':
      return { kind: 'New', text: `${title}: ${change.when}. ${change.where}.` }
    case 'moved':
      return movedInWords(change, words)
    case 'other-place':
      return {
        kind: 'Another place',
        text: `${whichRun(change, words)}: now ${change.is}. It was to be ${change.was}.`,
      }
    case 'other-trainer':
      return {
        kind: 'Another trainer',
        text: `${whichRun(change, words)}: ${words.trainersOf(change.runId)}.`,
      }
    case 'called-off':
      return { kind: 'Called off', text: `${title}, ${change.when}.` }
    case 'withdrawn':
      return { kind: 'Not offered any more', text: `${title}.` }
  }
}

function movedInWords(change: Change & { kind: 'moved' }, { datesInWords }: Words) {
  const { title, was, is } = change
  const others = change.others ? ' Its other dates stay.' : ''
  if (was.length === 0) return { kind: 'More dates', text: `${title}: also ${datesInWords(is)}.${others}` }
  if (is.length === 0) return { kind: 'Fewer dates', text: `${title}: not on ${datesInWords(was)}.${others}` }
  return {
    kind: 'Moved',
    text: `${title}: now ${datesInWords(is)}. It was to be ${datesInWords(was)}.${others}`,
  }
}

/** A run of many dates is told by its first. */
function whichRun({ title, dates }: { title: string; dates: SaidDate[] }, { datesInWords }: Words): string {
  const first = datesInWords(dates.slice(0, 1))
  return dates.length > 1 ? `${title}, from ${first}` : `${title}, ${first}`
}
