import { type Editing, editingData, historyRows, type Labels } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Term } from '../terms/queries.ts'
import type { RunRow } from './queries.ts'

/** Who may enrol on a run and when, and what happens when it is full. */
export function runDetailsPage(
  run: RunRow,
  { terms, editing, history }: { terms: Term[]; editing: Editing; history: HistoryRow[] },
  at: Pick<Moment, 'timeZone'>,
) {
  const { id, title, status } = run
  const { typed } = editing.form
  const labels = runLabels(terms)
  return {
    title: `Who may enrol on ${title}, and when`,
    back: { href: paths.adminRun({ id }), text: title },
    action: paths.adminRunDetails({ id }),
    editable: status === 'draft' || status === 'published',
    terms: [
      { value: '', text: 'None', selected: false },
      ...terms.map((term) => ({
        value: term.id,
        text: term.name,
        selected: term.id === typed.term,
      })),
    ],
    modes: Object.entries(modeWords).map(([value, words]) => ({
      value,
      ...words,
      checked: (typed.waiting_list_mode ?? 'offer') === value,
    })),
    ...editingData(editing, labels),
    history: historyRows(history, labels, at),
  }
}

const modeWords = {
  offer: { text: 'It is offered to the next in line', hint: 'They have some working days to say yes.' },
  auto: { text: 'The next in line has it at once', hint: 'They are told, and can give it back.' },
  staff: { text: 'The office gives it', hint: 'Nothing happens until somebody here does.' },
}

export function runLabels(terms: Term[]): Labels {
  const names = new Map(terms.map(({ id, name }) => [id, name]))
  const modes: Record<string, { text: string } | undefined> = modeWords
  return {
    term: { label: 'Term', lines: (id) => [names.get(String(id)) ?? 'a term that is gone'] },
    code: 'Code',
    audience: 'Only for some',
    opens_day: 'Enrolment opens, day',
    opens_at: 'Enrolment opens, time',
    closes_day: 'Enrolment closes, day',
    closes_at: 'Enrolment closes, time',
    waiting_list_mode: {
      label: 'When a place comes free',
      lines: (mode) => [modes[String(mode)]?.text ?? String(mode)],
    },
    needs_approval: 'The office says yes to each',
  }
}
