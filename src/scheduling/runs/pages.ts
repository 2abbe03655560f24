import { type Editing, editingData, historyRows, type Labels } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { PriorityGroup } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
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
    ...bookingChoices(run, editing.form),
    ...editingData(editing, labels),
    history: historyRows(history, labels, at),
  }
}

/** Until when people can join, whom it is first for, and whether more dates are asked for than there are. */
function bookingChoices(run: RunRow, { typed, errors }: Editing['form']) {
  const faults = errors.map(({ field }) => field)
  const hasMoment =
    `${typed.closes_day ?? ''}${typed.closes_at ?? ''}` !== '' ||
    faults.includes('closes_day') ||
    faults.includes('closes_at')
  const chosen = (typed.priority_for ?? '').split('\n')
  return {
    closings: [
      { value: 'begins', text: 'Until it begins', checked: !hasMoment },
      { value: 'moment', text: 'Until a moment you choose, below', hint: lateHint, checked: hasMoment },
    ],
    groups: Object.entries(groupLabels).map(([value, text]) => ({
      value,
      text,
      checked: chosen.includes(value),
    })),
    closesAtFirst: run.first_session_needed && run.enrolment_closes_at !== null,
    moreThanDates: moreThanDates(run),
  }
}

/** Dates may still be added, so it stands; what people read until then is said. */
export function moreThanDates({ sessions_needed: asked, dates }: Pick<RunRow, 'sessions_needed' | 'dates'>) {
  if (asked === null || asked <= dates) return undefined
  const planned = counted(dates, 'date is', 'dates are')
  const read = dates < 2 ? 'nothing of it' : 'all of them'
  return `It asks for ${counted(asked, 'class', 'classes')}, and ${planned} planned. Until there are more, people read: ${read}.`
}

const lateHint = 'After it has begun, if people may join late.'

export const groupLabels: Record<PriorityGroup, string> = {
  'uses-services': 'People who use services',
  'carer-or-family': 'Carers and families',
  staff: 'Staff',
  public: 'Members of the public',
  new: 'People who are new: who never had a place',
}

export const modeWords = {
  offer: { text: 'It is offered to the next in line', hint: 'They have some working days to say yes.' },
  auto: { text: 'The next in line has it at once', hint: 'They are told, and can give it back.' },
  staff: { text: 'The office gives it', hint: 'Nothing happens until somebody here does.' },
}

/** What of its places the page of the run changes. */
export const placesLabels = { capacity: 'Places', places_held: 'Kept back by the office' }

export function runLabels(terms: Term[]): Labels {
  const names = new Map(terms.map(({ id, name }) => [id, name]))
  const modes: Record<string, { text: string } | undefined> = modeWords
  return {
    term: { label: 'Term', lines: (id) => [names.get(String(id)) ?? 'a term that is gone'] },
    ...placesLabels,
    code: 'Code',
    audience: 'Only for some',
    audience_confirmed: 'People are asked to say that it is them',
    drop_in: 'No booking: people just come',
    priority_day: 'Opens first for some, day',
    priority_at: 'Opens first for some, time',
    priority_for: {
      label: 'First for',
      lines: (groups) =>
        String(groups)
          .split('\n')
          .map((group) => groupLabels[group as PriorityGroup]),
    },
    first_session_needed: 'The first class is needed',
    sessions_needed: 'Classes people are asked to come to',
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
