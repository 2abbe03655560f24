import type { Notice } from '../../web/session.ts'
import type { SavedParts } from './save-register.ts'

/** Of how many is said that they are not marked: of a register on which nobody stands, nothing. */
export function registerSaved(parts: SavedParts, marks: (string | null)[]): Notice {
  const sentences = [
    ...withoutLineWords(parts.withoutLine),
    ...(parts.walkIns ? ['The office looks whether we know them.'] : []),
    ...(marks.length > 0 ? [unmarkedWords(marks.filter((mark) => mark === null).length)] : []),
  ]
  const text = sentences.length > 0 ? { text: sentences.join(' ') } : {}
  return { kind: 'success', title: titleOf(parts), ...text }
}

/** Their names are not said: they are not on the register any more. */
function withoutLineWords(people: number): string[] {
  if (people === 0) return []
  const who =
    people === 1
      ? 'One person whom you marked had no place any more when the class began, so nothing is noted of them.'
      : `${people} people whom you marked had no place any more when the class began, so nothing is noted of them.`
  return [`${who} If they came, please write down their name below.`]
}

function titleOf({ marks, walkIns, takenOut, heads }: SavedParts): string {
  if (marks) return walkIns ? 'The register is saved, and who you added is on it' : 'The register is saved'
  if (walkIns)
    return heads ? 'They are on the register, and the head count is saved' : 'They are on the register'
  if (takenOut) return 'They are taken out again'
  return heads ? 'The head count is saved' : 'Nothing was changed'
}

function unmarkedWords(unmarked: number): string {
  if (unmarked === 0) return 'Everybody is marked. Thank you.'
  return unmarked === 1 ? 'One person is not marked yet.' : `${unmarked} people are not marked yet.`
}
