// Runs as lines of a prospectus, in the columns that the import reads. Pure.
import { weekdayOf } from '../import/dates.ts'
import { runColumns } from '../import/run-row.ts'
import { sessionColumns } from '../import/session-rows.ts'
import { ruleCells } from './rule-cells.ts'
import type { TimedSession } from './clock.ts'
import type { ExportedRun } from './queries.ts'

export interface Carried {
  run: ExportedRun
  sessions: [TimedSession, ...TimedSession[]]
}

type Cells = Partial<Record<string, string>>

export interface ExportedTables {
  runs: string[][]
  sessions: string[][]
}

type VenueTexts = ReadonlyMap<string, { address: string; how_to_get_there: string; access: string }>

export function exportTables(
  carried: readonly Carried[],
  venues: VenueTexts,
  timeZone: string,
): ExportedTables {
  const described = new Set<string>()
  const once = (kind: string, name: string, cells: Cells): Cells => {
    const key = `${kind} ${name}`
    if (described.has(key)) return {}
    described.add(key)
    return cells
  }
  const runs = carried.map(({ run, sessions }): Cells => {
    const { venue } = sessions[0]
    return {
      ...otherColumns(run, sessions.length),
      ...runCells(run, sessions),
      ...ruleCells(run, timeZone),
      ...once('course', run.title, courseTexts(run)),
      ...once('venue', venue, venueTexts(venues.get(venue))),
    }
  })
  const sessions = carried.flatMap(({ run, sessions: its }, index) =>
    its.map((session, at) => sessionCells(run, session, { line: index + 2, number: at + 1 })),
  )
  return { runs: laidOut(runColumns, runs), sessions: laidOut(columnsOfSessions, sessions) }
}

const columnsOfSessions = sessionColumns.filter((name) => name !== 'prospectus_a_line')

/** Every column the import knows, then those that only some line has. */
function laidOut(known: readonly string[], lines: readonly Cells[]): string[][] {
  const others = new Set(lines.flatMap((cells) => Object.keys(cells)))
  for (const name of known) others.delete(name)
  const header = [...known, ...[...others].sort()]
  return [
    header,
    ...lines.map((cells) => header.map((name) => (Object.hasOwn(cells, name) ? (cells[name] ?? '') : ''))),
  ]
}

function runCells(run: ExportedRun, sessions: Carried['sessions']): Cells {
  const [first] = sessions
  const here = sessions.filter(({ venue }) => venue === first.venue)
  const { date, start, end } = first
  // What a session does not say, it has from its run: so the run says only what is true of each of them.
  const allEnd = sessions.every((session) => session.end !== '')
  return {
    course_title: run.title,
    // A name with a semicolon in it would come back as two. An empty cell takes no category away.
    category: run.categories.filter((name) => !name.includes(';')).join('; '),
    term: run.term ?? '',
    run_code: run.code ?? '',
    delivery_mode: modeInWords(run.mode === 'online'),
    venue: first.venue,
    room: here.every(({ room }) => room !== null) ? (first.room ?? '') : '',
    first_date: date,
    weekday: weekdayOf(date),
    start_time: start,
    end_time: allEnd ? end : '',
    sessions: String(sessions.length),
    capacity: String(run.capacity),
    audience: run.audience,
    peer_trainer_email: emailsOf(run, 'lived'),
    professional_trainer_email: emailsOf(run, 'professional'),
    waiting_list_mode: run.waiting_list_mode,
    join_link: sessions.every(({ join_link }) => join_link !== null) ? (first.join_link ?? '') : '',
    approval: run.needs_approval ? 'yes' : 'no',
  }
}

function emailsOf(
  { trainers }: ExportedRun,
  expertise: ExportedRun['trainers'][number]['expertise'],
): string {
  return trainers
    .filter((trainer) => trainer.expertise === expertise && !/[;,\s]/.test(trainer.email))
    .map(({ email }) => email)
    .join('; ')
}

function courseTexts({ summary, what_to_expect, who_it_is_for }: ExportedRun): Cells {
  return { summary, what_to_expect, who_it_is_for }
}

function venueTexts(texts: { address: string; how_to_get_there: string; access: string } | undefined): Cells {
  return {
    venue_address: texts?.address ?? '',
    venue_how_to_get_there: texts?.how_to_get_there ?? '',
    venue_access: texts?.access ?? '',
  }
}

const ofSession = /^(.+) \(session (\d+)\)$/

/** What an import kept aside comes back where it stood: with the run, or with its session. */
function otherColumns({ import_extra }: ExportedRun, sessions: number): Cells {
  return Object.fromEntries(
    Object.entries(import_extra).filter(([name]) => sessionNumber(name, sessions) === undefined),
  )
}

function sessionNumber(name: string, sessions: number): number | undefined {
  const number = Number(ofSession.exec(name)?.[2])
  return number >= 1 && number <= sessions ? number : undefined
}

function sessionCells(
  run: ExportedRun,
  session: TimedSession,
  { line, number }: { line: number; number: number },
): Cells {
  const { date, start, end } = session
  const aside = Object.entries(run.import_extra).flatMap(([name, text]) => {
    const said = ofSession.exec(name)
    return said !== null && Number(said[2]) === number ? [[said[1] ?? '', text]] : []
  })
  return {
    ...(Object.fromEntries(aside) as Cells),
    line: String(line),
    course_title: run.title,
    run_code: run.code ?? '',
    session_no: String(number),
    date,
    weekday: weekdayOf(date),
    start_time: start,
    end_time: end,
    delivery_mode: modeInWords(session.venue_online),
    venue: session.venue,
    room: session.room ?? '',
    join_link: session.join_link ?? '',
  }
}

function modeInWords(online: boolean): string {
  return online ? 'Online' : 'In person'
}
