// What a line says of its run, but dates, places and trainers. An empty cell says nothing.
import type { Selectable } from 'kysely'
import { type Change, changesOf, type Details } from '../../editing/merge-edits.ts'
import type { Database } from '../../database/schema.ts'
import { runDetails } from '../runs/details.ts'
import { type Rules, rulesAfter } from './booking-fields.ts'
import type { FileRun } from './schedule.ts'
import { saysTheSame } from './tidy.ts'

export type RunValues = Selectable<Database['run']>

type Said = Rules &
  Pick<
    RunValues,
    'term_id' | 'code' | 'capacity' | 'audience' | 'waiting_list_mode' | 'needs_approval' | 'import_extra'
  >

export function saidOf(file: FileRun, old: RunValues, termId: string | null): Said {
  const { row } = file
  return {
    term_id: termId ?? old.term_id,
    code: words(row.code, old.code),
    capacity: row.capacity ?? old.capacity,
    audience: words(row.audience, old.audience) ?? '',
    waiting_list_mode: row.waitingListMode ?? old.waiting_list_mode,
    needs_approval: row.needsApproval ?? old.needs_approval,
    ...rulesAfter(file.rules, old),
    import_extra: { ...old.import_extra, ...otherColumns(file.extra, old.import_extra) },
  }
}

function words(said: string | null, old: string | null): string | null {
  return said === null || (old !== null && saysTheSame(said, old)) ? old : said
}

function otherColumns(said: Record<string, string>, old: Record<string, string>): Record<string, string> {
  const entries = Object.entries(said).map(([name, text]) => {
    const had = Object.hasOwn(old, name) ? (old[name] ?? null) : null
    return [name, words(text, had) ?? text] as const
  })
  return Object.fromEntries(entries)
}

const fieldWords: Record<keyof Said, string> = {
  term_id: 'term',
  code: 'run code',
  capacity: 'number of places',
  audience: 'audience',
  waiting_list_mode: 'waiting list',
  needs_approval: 'approval',
  drop_in: 'drop-in',
  enrolment_opens_at: 'opening of enrolment',
  enrolment_closes_at: 'closing of enrolment',
  priority_opens_at: 'opening for some',
  priority_for: 'whom it is first for',
  audience_confirmed: 'asking whether it is for them',
  first_session_needed: 'first class',
  sessions_needed: 'classes to come to',
  import_extra: 'other columns',
}

/** In words what the line says otherwise. */
export function changedFields(old: RunValues, said: RunValues): string[] {
  const names = Object.keys(fieldWords) as (keyof Said)[]
  return names.filter((name) => !same(old[name], said[name])).map((name) => fieldWords[name])
}

/** The same for the history of the run, by the names its page uses. */
export function fieldChanges(old: RunValues, said: RunValues, timeZone: string): Change[] {
  return changesOf(fieldsOf(old, timeZone), fieldsOf(said, timeZone))
}

export function fieldsOf(run: RunValues, timeZone: string): Details {
  return { capacity: run.capacity, ...runDetails(run, timeZone) }
}

function same(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  if (one === null || other === null || one instanceof Date) return one === other
  return one === other || (typeof one === 'object' && sorted(one) === sorted(other))
}

function sorted(value: unknown): string {
  return JSON.stringify(Object.entries(value ?? {}).sort())
}
