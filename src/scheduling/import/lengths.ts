// How long a session lasts when the file does not say.
import type { Mode } from '../../database/schema.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import type { Meeting } from './meetings.ts'

const usual = 120

/** The lengths in minutes of the sessions that have an end, by title, and by title and mode. */
export type Lengths = ReadonlyMap<string, number[]>

interface Titled {
  title: string
  mode: Mode
}

export function lengthsByTitle(runs: readonly { row: Titled; meetings: readonly Meeting[] }[]): Lengths {
  const known = runs.flatMap(({ row, meetings }) =>
    meetings.flatMap(({ start, end }) => {
      if (end === null) return []
      const minutes = minutesOf(end) - minutesOf(start)
      return minutes > 0 ? [byTitle(row), byMode(row)].map((key) => ({ key, minutes })) : []
    }),
  )
  return new Map(
    [...grouped(known, ({ key }) => key)].map(([key, all]) => [key, all.map(({ minutes }) => minutes)]),
  )
}

/**
 * The most usual length of the other runs of that title, those taught the same way first; of two equally usual ones
 * the longer, because nobody minds finishing early. Two hours where nothing is known.
 */
export function assumedMinutes(lengths: Lengths, row: Titled): number {
  const known = lengths.get(byMode(row)) ?? lengths.get(byTitle(row)) ?? []
  const counts = [...grouped(known, (minutes) => minutes)]
  const [most] = counts.sort(([a, as], [b, bs]) => bs.length - as.length || b - a)
  return most?.[0] ?? usual
}

function byTitle({ title }: Titled): string {
  return folded(title)
}

function byMode(row: Titled): string {
  return `${byTitle(row)}\n${row.mode}`
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}
