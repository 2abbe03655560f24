import { counted, momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { type Editing, editingData, historyRows } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import { dayLabels } from '../terms/words.ts'
import { daysInWords } from '../terms/words.ts'
import type { NamedDays } from '../terms/queries.ts'
import type { Closure, PlannedSession } from './queries.ts'

const back = { href: paths.adminClosures(), text: 'Days we are closed' }

export interface HolidaysOfYear {
  year: number
  /** Those on whose day the college is not closed already. */
  missing: NamedDays[]
}

export function closuresPage(closures: Closure[], years: HolidaysOfYear[], country: string) {
  return {
    title: 'Days we are closed',
    back: { href: paths.admin(), text: 'Office' },
    newHref: paths.adminClosureNew(),
    rows: closures.map((closure) => ({
      href: paths.adminClosure({ id: closure.id }),
      title: closure.name,
      detail: daysInWords(closure),
      aside: closure.planned === 0 ? '' : `${counted(closure.planned, 'session')} planned`,
    })),
    country,
    years: years
      .filter(({ missing }) => missing.length > 0)
      .map(({ year, missing }) => ({
        year,
        id: `holidays-${year}`,
        names: missing.map((day) => `${day.name}, ${daysInWords(day)}`),
        action: paths.adminBankHolidays(),
        hidden: [{ name: 'year', value: String(year) }],
        button: `Add these of ${year}`,
      })),
  }
}

export function newClosurePage(form: Typed = nothingTyped) {
  return {
    title: 'Add days we are closed',
    back,
    action: paths.adminClosureNew(),
    isNew: true,
    ...withErrors(form),
  }
}

export function closurePage(
  closure: Closure,
  shown: { history: HistoryRow[]; editing: Editing; planned: PlannedSession[] },
  at: { timeZone: string },
) {
  const { id, name } = closure
  return {
    title: name,
    back,
    action: paths.adminClosure({ id }),
    removal: paths.adminClosureRemoval({ id }),
    planned: shown.planned.map(({ run_id, title, starts_at }) => ({
      href: paths.adminRun({ id: run_id }),
      title,
      detail: momentInWords(starts_at, at.timeZone),
    })),
    ...editingData(shown.editing, dayLabels),
    history: historyRows(shown.history, dayLabels, at),
  }
}
