import { listed } from '../../lib/words.ts'
import { errorAt, type Problem } from './problems.ts'
import type { Table } from './read.ts'
import { isUnreadable, unreadable } from './tidy.ts'

export interface Columns<Name extends string> {
  /** Where each known column stands. */
  known: Map<Name, number>
  /** Columns we have no use for, as the file names them. */
  extra: { name: string; index: number }[]
}

/** Finds the known columns in the header, whatever their order, capitals, spaces, underscores and hyphens. */
export function matchColumns<Name extends string>(
  table: Table,
  names: readonly Name[],
): Columns<Name> & { problems: Problem[] } {
  const wanted = new Map(names.map((name) => [bareName(name), name]))
  const columns: Columns<Name> = { known: new Map(), extra: [] }
  const problems: Problem[] = []
  table.header.forEach((header, index) => {
    const name = wanted.get(bareName(header))
    if (name !== undefined && columns.known.has(name)) problems.push(twice(table.file, name))
    else if (name !== undefined) columns.known.set(name, index)
    else if (header !== '' || isUsed(table, index)) columns.extra.push(extraColumn(columns, header, index))
    if (isUnreadable(header)) problems.push(errorAt({ file: table.file, line: 1 }, header, unreadable))
  })
  return { ...columns, problems }
}

/** One error for all that is missing, saying what was found instead; none when every needed column is there. */
export function missingColumns(
  table: Table,
  known: ReadonlyMap<string, number>,
  needed: string[],
): Problem[] {
  const missing = needed.filter((name) => !known.has(name))
  if (missing.length === 0) return []
  const found = listed(
    table.header.filter((header) => header !== '').map((header) => `"${shortened(header)}"`),
  )
  const which = missing.length === 1 ? 'The column' : 'The columns'
  const verb = missing.length === 1 ? 'is' : 'are'
  const message = `${which} ${listed(missing)} ${verb} missing. The first line of the file has: ${found}.`
  return [errorAt({ file: table.file, line: null }, null, message)]
}

/** A column's name without what nobody minds. */
export function bareName(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function isUsed({ rows }: Table, index: number): boolean {
  return rows.some(({ cells }) => (cells[index] ?? '') !== '')
}

function extraColumn({ extra }: Columns<string>, header: string, index: number) {
  const name = header === '' ? `column ${index + 1}` : shortened(header)
  const sameName = extra.some((other) => other.name === name)
  return { name: sameName ? `${name} (column ${index + 1})` : name, index }
}

function shortened(header: string): string {
  return header.length > 60 ? `${header.slice(0, 57)}…` : header
}

function twice(file: string, name: string): Problem {
  return errorAt({ file, line: 1 }, name, 'This column is there twice. Remove one, or give it another name.')
}
