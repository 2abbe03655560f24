// Small prospectuses, written as a person would, and read back as values.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ImportSettings } from '../../../src/scheduling/import/import-prospectus.ts'
import type { Problem } from '../../../src/scheduling/import/problems.ts'
import { readTable, type Table } from '../../../src/scheduling/import/read.ts'
import { readProspectus } from '../../../src/scheduling/import/read-files.ts'

export const now = new Date('2026-09-01T09:00:00Z')
export const settings: ImportSettings = {
  now,
  timeZone: 'Europe/London',
  country: 'GB-ENG',
  defaultCapacity: 12,
}

export const header =
  'course_title,category,term,run_code,delivery_mode,venue,room,first_date,weekday,start_time,end_time,sessions,interval_weeks,capacity,audience,peer_trainer_role,professional_trainer_role'

export function csv(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\n') + '\n')
}

export type Cells = Record<string, string>

const usual: Cells = {
  course_title: 'Movie Club',
  delivery_mode: 'In person',
  venue: 'Town Hall',
  first_date: '2026-10-05',
  start_time: '10:00',
  end_time: '12:00',
}

/** A file with these rows; what a row does not say is a usual run on Monday 5 October 2026. */
export function prospectus(...rows: Cells[]): { name: string; bytes: Buffer } {
  const full = rows.map((row) => ({ ...usual, ...row }))
  return { name: 'prospectus.csv', bytes: table(full) }
}

export function sessionsFile(...rows: Cells[]): { name: string; bytes: Buffer } {
  return { name: 'sessions.csv', bytes: table(rows) }
}

function table(rows: Cells[]): Buffer {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  return csv(
    names.join(','),
    ...rows.map((row) =>
      names.map((name) => quoted(Object.hasOwn(row, name) ? (row[name] ?? '') : '')).join(','),
    ),
  )
}

/** Reads rows as the import does, and says what it found wrong in short: `error 2 weekday: …`. */
export function problemsOf(rows: Cells[], sessions?: Cells[], shiftWeeks = 0): string[] {
  const runs = readTable(prospectus(...rows))
  const dated = sessions === undefined ? undefined : readTable(sessionsFile(...sessions))
  const problems = [...runs.problems, ...(dated?.problems ?? [])]
  const opened = { runs: runs.table, sessions: dated?.table, problems }
  const how = { shiftWeeks, timeZone: 'Europe/London', now, onProgress: () => undefined }
  return inShort(readProspectus(opened, how).problems)
}

export function inShort(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ level, line, column, message }) => `${level} ${line ?? '-'} ${column ?? '-'}: ${message}`,
  )
}

export function tableOf(text: string | Buffer): Table {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const { table, problems } = readTable({ name: 'prospectus.csv', bytes })
  if (table === null) throw new Error(problems.map(({ message }) => message).join())
  return table
}

export const realFiles = {
  prospectus: realFile('prospectus-a.csv'),
  sessions: realFile('prospectus-a-sessions.csv'),
}

function realFile(name: string): { name: string; bytes: Buffer } {
  return { name, bytes: readFileSync(path.join(import.meta.dirname, '../../data', name)) }
}
