// What the office reads of a line: its name, and the columns by the words of the planner.
import type { SheetKind } from '../../../database/schema.ts'
import { bareName } from '../columns.ts'
import type { Problem } from '../problems.ts'
import type { Line, Sheet } from './queries.ts'

const labels: Record<string, string> = {
  course_title: 'Course',
  category: 'Categories, parted by ;',
  term: 'Term',
  run_code: 'Code',
  delivery_mode: 'In person or online',
  venue: 'Venue',
  room: 'Room',
  first_date: 'First date',
  weekday: 'Weekday',
  start_time: 'Begins',
  end_time: 'Ends',
  sessions: 'Number of sessions',
  interval_weeks: 'Every how many weeks',
  capacity: 'Places',
  audience: 'Only for some',
  peer_trainer_role: 'Note on the peer trainer',
  professional_trainer_role: 'Note on the professional trainer',
  summary: 'In short',
  what_to_expect: 'What to expect',
  who_it_is_for: 'Who it is for',
  venue_address: 'Address of the venue',
  venue_how_to_get_there: 'How to get there',
  venue_access: 'Access',
  peer_trainer_email: 'Email of the peer trainer',
  professional_trainer_email: 'Email of the professional trainer',
  waiting_list_mode: 'When a place comes free: auto, offer or staff',
  join_link: 'Link to join online',
  approval: 'The office says yes to each: yes or no',
  drop_in: 'No booking, people just come: yes or no',
  enrolment_opens: 'Enrolment opens, day and time',
  enrolment_closes: 'Enrolment closes, day and time',
  priority_opens: 'Opens first for some, day and time',
  priority_for: 'First for whom, parted by ;',
  audience_confirmed: 'People are asked to say that it is for them: yes or no',
  first_session_needed: 'The first class is needed: yes or no',
  sessions_needed: 'Classes people are asked to come to',
  line: 'Line of the run in the prospectus',
  prospectus_a_line: 'Line of the run in the prospectus',
  session_no: 'Which session',
  date: 'Date',
  note: 'Note for staff',
}

export function columnInWords(column: string): string {
  return labels[column] ?? column
}

export function isLong(name: string): boolean {
  return /^(summary|what_to_expect|who_it_is_for|venue_(address|how_to_get_there|access))$/.test(name)
}

/** `Line 57` · `Line 12 of the sessions` */
export function lineInWords({ holds, line }: Pick<Line, 'holds' | 'line'>): string {
  return holds === 'runs' ? `Line ${line}` : `Line ${line} of the sessions`
}

/** What the line is about, from its own cells. */
export function aboutLine({ header }: Pick<Sheet, 'header'>, { cells }: Pick<Line, 'cells'>) {
  const at = new Map(header.map((column, index) => [bareName(column), cells[index] ?? '']))
  const cell = (name: string) => at.get(bareName(name)) ?? ''
  const of = cell('line') === '' ? cell('prospectus_a_line') : cell('line')
  const title = cell('course_title') === '' ? (of === '' ? '' : `Of line ${of}`) : cell('course_title')
  const when = [cell('first_date') === '' ? cell('date') : cell('first_date'), cell('start_time')]
  const parts = [when.filter((part) => part !== '').join(', '), cell('venue'), cell('room')]
  return { title, detail: parts.filter((part) => part !== '').join(' · ') }
}

/** Lines by the file and number that problems name. */
export function problemsByLine(
  problems: readonly Problem[],
  sheets: readonly Sheet[],
): (line: Pick<Line, 'holds' | 'line'>) => Problem[] {
  const kindOf = new Map(sheets.map(({ file_name, holds }) => [file_name, holds]))
  const key = (holds: SheetKind | undefined, line: number | null) => `${holds ?? ''} ${line ?? ''}`
  const byLine = new Map<string, Problem[]>()
  for (const problem of problems) {
    const its = key(kindOf.get(problem.file), problem.line)
    byLine.set(its, [...(byLine.get(its) ?? []), problem])
  }
  return ({ holds, line }) => byLine.get(key(holds, line)) ?? []
}
