import type { Mode } from '../../../src/database/schema.ts'
import { assumedMinutes, lengthsByTitle } from '../../../src/scheduling/import/lengths.ts'

function run(title: string, mode: Mode, ...times: [start: string, end: string | null][]) {
  const place = { file: 'f', line: 2 }
  const meetings = times.map(([start, end]) => ({
    ...{ place, date: '2026-10-05', start, end, mode, venue: 'V', room: null, joinLink: null },
  }))
  return { row: { title, mode }, meetings }
}

const lengths = lengthsByTitle([
  run('Art', 'in-person', ['10:00', '13:00'], ['10:00', '13:00'], ['10:00', '11:00']),
  run('Art', 'online', ['10:00', '11:30']),
  run('Music', 'in-person', ['10:00', '11:00'], ['10:00', '13:00'], ['14:00', null]),
  run('Dance', 'online', ['10:00', '10:45']),
])

test.each<[string, Mode, number]>([
  ['Art', 'in-person', 180],
  ['art', 'online', 90],
  ['Music', 'in-person', 180],
  ['Dance', 'in-person', 45],
  ['Walks', 'in-person', 120],
])('a session of %s, %s, without an end is taken to last %i minutes', (title, mode, minutes) => {
  expect(assumedMinutes(lengths, { title, mode })).toBe(minutes)
})
