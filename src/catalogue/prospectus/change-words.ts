import type { Change } from './changes.ts'

/** One line: what kind of change it is, and what is true now. `trainersOf`: who teaches a run now, in words. */
export function changeInWords(change: Change, trainersOf: (runId: string) => string) {
  const { title } = change
  switch (change.kind) {
    case 'new':
      return { kind: 'New', text: `${title}: ${change.when}. ${change.where}.` }
    case 'moved':
      return { kind: 'Moved', text: `${title}: now ${change.is}. It was to be ${change.was}.` }
    case 'other-place':
      return {
        kind: 'Another place',
        text: `${title}, ${change.when}: now ${change.is}. It was to be ${change.was}.`,
      }
    case 'other-trainer':
      return { kind: 'Another trainer', text: `${title}, ${change.when}: ${trainersOf(change.runId)}.` }
    case 'called-off':
      return { kind: 'Called off', text: `${title}, ${change.when}.` }
    case 'withdrawn':
      return { kind: 'Not offered any more', text: `${title}.` }
  }
}
