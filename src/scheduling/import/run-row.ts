import type { Expertise, Mode, WaitingListMode } from '../../database/schema.ts'
import { bookingColumns, type BookingRow, readBookingRules } from './booking-cells.ts'
import { type CellReader, checkTimes } from './cell-reader.ts'
import * as cells from './cells.ts'

export const runColumns = [
  'course_title',
  'category',
  'term',
  'run_code',
  'delivery_mode',
  'venue',
  'room',
  'first_date',
  'weekday',
  'start_time',
  'end_time',
  'sessions',
  'interval_weeks',
  'capacity',
  'audience',
  'peer_trainer_role',
  'professional_trainer_role',
  'summary',
  'what_to_expect',
  'who_it_is_for',
  'venue_address',
  'venue_how_to_get_there',
  'venue_access',
  'peer_trainer_email',
  'professional_trainer_email',
  'waiting_list_mode',
  'join_link',
  'approval',
  ...bookingColumns,
] as const

type RunCells = CellReader<(typeof runColumns)[number]>

export interface NamedTrainer {
  email: string
  expertise: Expertise
  column: string
}

/** One row of the prospectus as it says it: null where the cell is empty. */
export interface RunRow {
  file: string
  line: number
  title: string
  categories: string[]
  term: string | null
  code: string | null
  mode: Mode
  venue: string
  room: string | null
  firstDate: string | null
  startTime: string | null
  endTime: string | null
  sessions: number | null
  intervalWeeks: number | null
  capacity: number | null
  audience: string | null
  waitingListMode: WaitingListMode | null
  needsApproval: boolean | null
  rules: BookingRow
  joinLink: string | null
  trainers: NamedTrainer[]
  courseTexts: Record<'summary' | 'what_to_expect' | 'who_it_is_for', string | null>
  venueTexts: Record<'address' | 'how_to_get_there' | 'access', string | null>
  /** What has no place of its own and is kept with the run, by column. */
  extra: Record<string, string>
}

/** A row before anybody knows whether it can be taken. */
export type UncheckedRow = Omit<RunRow, 'title' | 'mode' | 'venue'> & {
  title: string | null
  mode: Mode | null
  venue: string | null
}

export function isWhole(row: UncheckedRow): row is RunRow {
  return row.title !== null && row.mode !== null && row.venue !== null
}

export function readRunRow(reader: RunCells, line: number): UncheckedRow {
  if (reader.isEmpty('course_title')) reader.error('course_title', 'The course has no title.')
  return {
    file: reader.place.file,
    line,
    title: reader.line('course_title', 200),
    categories: readCategories(reader),
    term: reader.line('term', 120),
    code: reader.line('run_code', 40),
    ...readPlace(reader),
    ...readDates(reader),
    ...readBooking(reader),
    rules: readBookingRules(reader),
    trainers: [...readTrainers(reader, 'lived'), ...readTrainers(reader, 'professional')],
    ...readTexts(reader),
    extra: { ...trainerRoles(reader), ...reader.extra() },
  }
}

function readCategories(reader: RunCells): string[] {
  const names = (reader.line('category', 2000) ?? '').split(';').map((name) => name.trim())
  const long = names.find((name) => name.length > 80)
  if (long !== undefined) reader.error('category', 'The name of a category can have at most 80 characters.')
  return [...new Set(names.filter((name) => name !== ''))]
}

function readPlace(reader: RunCells): Pick<UncheckedRow, 'mode' | 'venue' | 'room' | 'joinLink'> {
  if (reader.isEmpty('delivery_mode')) reader.error('delivery_mode', 'Write "In person" or "Online".')
  const mode = reader.value('delivery_mode', cells.parseMode)
  if (mode === 'in-person' && reader.isEmpty('venue')) {
    reader.error('venue', 'A run that meets in person needs a venue.')
  }
  return {
    mode,
    venue: reader.line('venue', 120) ?? (mode === 'online' ? 'Online' : null),
    room: reader.line('room', 120),
    joinLink: reader.value('join_link', cells.parseLink),
  }
}

type Dates = Pick<RunRow, 'firstDate' | 'startTime' | 'endTime' | 'sessions' | 'intervalWeeks'>

function readDates(reader: RunCells): Dates {
  const date = reader.value('first_date', cells.parseDate)
  const start = reader.value('start_time', cells.parseTime)
  const end = reader.value('end_time', cells.parseTime)
  checkTimes(reader, { date, weekday: reader.value('weekday', cells.parseWeekday), start, end })
  return {
    firstDate: date,
    startTime: start,
    endTime: end,
    sessions: reader.value('sessions', cells.parseWhole(1, 100)),
    intervalWeeks: reader.value('interval_weeks', cells.parseWhole(1, 52)),
  }
}

function readBooking(
  reader: RunCells,
): Pick<RunRow, 'capacity' | 'audience' | 'waitingListMode' | 'needsApproval'> {
  const capacity = reader.value('capacity', cells.parseWhole(0, 10_000))
  if (capacity === 0) reader.warning('capacity', 'With 0 places nobody can enrol on this run.')
  return {
    capacity,
    audience: reader.line('audience', 500),
    waitingListMode: reader.value('waiting_list_mode', cells.parseWaitingListMode),
    needsApproval: reader.value('approval', cells.parseYesNo),
  }
}

function readTrainers(reader: RunCells, expertise: Expertise): NamedTrainer[] {
  const column = expertise === 'lived' ? 'peer_trainer_email' : 'professional_trainer_email'
  const emails = reader.value(column, cells.parseEmails) ?? []
  return emails.map((email) => ({ email, expertise, column }))
}

function readTexts(reader: RunCells): Pick<RunRow, 'courseTexts' | 'venueTexts'> {
  return {
    courseTexts: {
      summary: reader.text('summary', 1000),
      what_to_expect: reader.text('what_to_expect', 6000),
      who_it_is_for: reader.text('who_it_is_for', 5000),
    },
    venueTexts: {
      address: reader.text('venue_address', 500),
      how_to_get_there: reader.text('venue_how_to_get_there', 2000),
      access: reader.text('venue_access', 2000),
    },
  }
}

/** Who teaches, where the prospectus names a role and no person: a note for the planner, kept with the run. */
function trainerRoles(reader: RunCells): Record<string, string> {
  const columns = ['peer_trainer_role', 'professional_trainer_role'] as const
  const roles = columns.map((column) => [column, reader.line(column, 200)] as const)
  return Object.fromEntries(
    roles.filter((role): role is readonly [(typeof role)[0], string] => role[1] !== null),
  )
}
