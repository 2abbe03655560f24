import { actionInWords } from '../database/audit-actions.ts'
import type { Moment } from '../lib/time.ts'
import { momentInWords } from '../lib/words.ts'
import { type Typed, withErrors } from '../web/form-page.ts'
import type { Change, Details } from './merge-edits.ts'
import type { HistoryRow } from './queries.ts'

/** What each field is called on its page. */
export type Labels = Record<string, string>

/** Who changed what and when, newest first. */
export function historyRows(history: HistoryRow[], labels: Labels, { timeZone }: Pick<Moment, 'timeZone'>) {
  return history.map(({ at, action, detail, name }) => ({
    when: momentInWords(at, timeZone),
    what: `${name ?? 'Somebody'} ${actionInWords(action)}`,
    changes: changesIn(detail).map((change) => changeInWords(change, labels)),
  }))
}

/** What somebody else made of the fields that two changed at once. */
function conflictRows(conflicts: Change[], labels: Labels) {
  return conflicts.map(({ field, after }) => ({
    key: labels[field] ?? field,
    lines: linesOf(after),
    field,
  }))
}

function changesIn(detail: unknown): Change[] {
  const { changes } = (detail ?? {}) as { changes?: Change[] }
  return changes ?? []
}

function changeInWords({ field, before, after }: Change, labels: Labels) {
  return { label: labels[field] ?? field, before: linesOf(before), after: linesOf(after) }
}

function linesOf(value: Change['after']): string[] {
  if (value === null || value === '') return ['nothing']
  if (typeof value === 'boolean') return [value ? 'yes' : 'no']
  return String(value).split('\n')
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
