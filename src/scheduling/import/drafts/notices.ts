import { counted } from '../../../lib/words.ts'
import type { Notice } from '../../../web/session.ts'
import type { Opened } from '../read-files.ts'
import type { ImportReport } from '../report.ts'
import { undo } from '../../undo/link.ts'

/** What was noted about the file as a whole is said once: the lines do not show it. */
export function keptNotice({ problems }: Opened): Notice {
  const remarks = problems.map(({ message }) => message).join(' ')
  const text = `Nothing is in the college yet: look through the lines, then import.`
  return { kind: 'success', title: 'The file is here', text: remarks === '' ? text : `${remarks} ${text}` }
}

export function lineNotice(name: string, { clean, byOthers }: { clean: boolean; byOthers: number }): Notice {
  const others = byOthers > 0 ? 'Somebody else changed it meanwhile. What you both changed is kept.' : ''
  return clean
    ? { kind: 'success', title: `${name} is saved`, ...(others === '' ? {} : { text: others }) }
    : { kind: 'information', title: `${name} is saved, and still needs something`, text: others }
}

export const leftOut: Notice = {
  kind: 'success',
  title: 'The line is left out',
  text: 'It is not brought in, and neither are its dates. You can take it in again.',
}
export const takenIn: Notice = { kind: 'success', title: 'The line is taken in again' }
export const moved: Notice = { kind: 'success', title: 'The dates are moved in this file' }
export const gone: Notice = {
  kind: 'success',
  title: 'The file is gone from here',
  text: 'What was brought in from it stays in the planner.',
}
/** What was done, and what was not. */
export function importedNotice({ runs, publishing }: Pick<ImportReport, 'runs' | 'publishing'>): Notice {
  const published = publishing?.published ?? 0
  const drafts = runs.filter(({ outcome }) => outcome === 'created' || outcome === 'updated').length
  const done = published === 0 ? '' : `${counted(published, 'run is', 'runs are')} published.`
  const stays = publishing?.kept.length ?? 0
  return {
    kind: 'success',
    title: 'The prospectus is in the college',
    text: [done, restOf({ published, drafts, stays })].filter(Boolean).join(' '),
    ...(published === 0 ? {} : { link: { ...undo, text: 'Undo publishing' } }),
  }
}

function restOf({ published, drafts, stays }: { published: number; drafts: number; stays: number }): string {
  if (published > 0) return stays === 0 ? '' : `${counted(stays, 'run stays a draft', 'runs stay drafts')}.`
  return drafts === 0
    ? 'It had everything already: nothing was changed.'
    : 'What is new or changed is a draft: publish it when it is ready.'
}
export const importedBefore: Notice = {
  kind: 'information',
  title: 'This was brought in before',
  text: 'Nothing was changed a second time.',
}
export const notAnyMore: Notice = {
  kind: 'information',
  title: 'This file was brought in meanwhile',
  text: 'Nothing was changed. Change its runs in the planner.',
}
