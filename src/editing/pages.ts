import { actionInWords } from '../database/audit-actions.ts'
import type { Moment } from '../lib/time.ts'
import { dayInWords, momentInWords } from '../lib/words.ts'
import { type Typed, withErrors } from '../web/form-page.ts'
import type { Change, Details } from './merge-edits.ts'
import { type Names, noteOf, trainerTurn } from './mentions.ts'
import type { HistoryRow } from './queries.ts'

/** What each field is called on its page; with how its value is said, where that is not the value itself. */
export type Labels = Record<string, string | { label: string; lines: (value: Details[string]) => string[] }>

/** Who changed what and when, newest first. */
export function historyRows(history: HistoryRow[], labels: Labels, { timeZone }: Pick<Moment, 'timeZone'>) {
  return history.map(({ at, action, detail, name, names }) => ({
    when: momentInWords(at, timeZone),
    what: `${name ?? 'Somebody'} ${actionInWords(action)}`,
    note: noteOf({ action, detail }, names),
    changes: changeRows({ action, detail, names }, labels),
  }))
}

/** Each field of one change, before and after; of one of trainers, who it was and who it is. */
export function changeRows(line: { action: string; detail: unknown; names: Names }, labels: Labels) {
  const turn = trainerTurn(line, line.names)
  return [
    ...(turn === undefined
      ? []
      : [{ label: 'Trainer', unsaid: false, before: [turn.before], after: [turn.after] }]),
    ...changesIn(line.detail).map((change) => changeInWords(change, labels)),
  ]
}

/** What somebody else made of the fields that two changed at once. */
export function conflictRows(conflicts: Change[], labels: Labels) {
  return conflicts.map(({ field, after }) => ({
    key: labelOf(field, labels),
    lines: linesOf(field, after, labels),
    field,
  }))
}

function changesIn(detail: unknown): Change[] {
  const { changes } = (detail ?? {}) as { changes?: Change[] }
  return changes ?? []
}

function changeInWords({ field, before, after, unsaid = false }: Change, labels: Labels) {
  const [was, is] = [before, after].map((value) => linesOf(field, value, labels))
  return { label: labelOf(field, labels), unsaid, before: was, after: is }
}

function labelOf(field: string, labels: Labels): string {
  const named = labels[field] ?? field
  return typeof named === 'string' ? named : named.label
}

function linesOf(field: string, value: Change['after'], labels: Labels): string[] {
  const named = labels[field]
  if (typeof named === 'object' && value !== null && value !== '') return named.lines(value)
  if (value === null || value === '') return ['nothing']
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  return String(value).split('\n').map(asRead)
}

/** A day as a field of a form holds it, in words. */
function asRead(line: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(line) ? dayInWords(new Date(`${line}T12:00:00Z`), 'UTC') : line
}

/** What a form goes on with: the words in it, what the page held when it was opened, and what somebody else made of it. */
export interface Editing {
  form: Typed
  base: Details
  conflicts?: Change[]
}

export function editingData({ form, base, conflicts = [] }: Editing, labels: Labels) {
  return {
    was: JSON.stringify(base),
    conflicts: conflictRows(conflicts, labels),
    ...withErrors(form),
  }
}

/** What stands in the fields when the page is opened. */
export function typedFrom(details: Details): Typed {
  const texts = Object.entries(details).flatMap(([field, value]): [string, string][] => {
    if (value === false) return []
    return [[field, value === true ? 'yes' : String(value ?? '')]]
  })
  return { typed: Object.fromEntries(texts), errors: [] }
}
