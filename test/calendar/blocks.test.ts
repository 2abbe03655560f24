import { type Block, cutIntoBlocks } from '../../src/calendar/blocks.ts'
import type { CalendarSession } from '../../src/calendar/session.ts'
import { wallClock } from '../../src/calendar/wall-clock.ts'
import { at, autumnCourse, change, every, london, meeting, move, without } from './support/timetable.ts'

/** `WEEKLY 1: 13 Oct … -` with a dash for each gap; `single: 13 Oct`. */
function inWords({ pattern, slots }: Block): string {
  const days = slots.map(({ start, session }) =>
    session === null ? '-' : wallClock(start, london).slice(5, 10),
  )
  return `${pattern === null ? 'single' : `${pattern.frequency} ${pattern.interval}`}: ${days.join(' ')}`
}

const cases: [name: string, sessions: CalendarSession[], blocks: string[]][] = [
  ['no sessions make no entry', [], []],
  ['one session is a single event', every(7, 1, '2026-10-13T18:30'), ['single: 10-13']],
  [
    'a weekly course with half-term is one series with a gap',
    autumnCourse(),
    ['WEEKLY 1: 10-13 10-20 - 11-03 11-10 11-17 11-24'],
  ],
  [
    'a course every other week is one series without gaps',
    every(14, 4, '2026-10-13T18:30'),
    ['WEEKLY 2: 10-13 10-27 11-10 11-24'],
  ],
  [
    'a monthly drop-in is one series, as long as it has no more gaps than sessions',
    every(28, 4, '2026-10-13T18:30'),
    ['WEEKLY 2: 10-13 - 11-10 - 12-08 - 01-05'],
  ],
  [
    'an intensive is one daily series, over a weekend',
    without(every(1, 8, '2026-10-21T10:00'), 's4', 's5'),
    ['DAILY 1: 10-21 10-22 10-23 - - 10-26 10-27 10-28'],
  ],
  [
    'sessions too far apart for a series stay single',
    every(70, 3, '2026-10-13T18:30'),
    ['single: 10-13', 'single: 12-22', 'single: 03-02'],
  ],
  [
    'a session moved within its week is single, and a gap in the series',
    move(autumnCourse(), 's4', '2026-11-04T18:30'),
    ['WEEKLY 1: 10-13 10-20 - - 11-10 11-17 11-24', 'single: 11-04'],
  ],
  [
    'a session at another hour, of another length or in another room is single',
    change(
      change(move(every(7, 7, '2026-10-13T18:30'), 's2', '2026-10-20T17:30'), 's4', { location: 'Room 3' }),
      's6',
      {
        endsAt: at('2026-11-17T21:00'),
      },
    ),
    ['WEEKLY 2: 10-13 10-27 11-10 11-24', 'single: 10-20', 'single: 11-03', 'single: 11-17'],
  ],
  [
    'a course on two days of the week is two series',
    [
      ...every(7, 4, '2026-10-13T18:30'),
      ...every(7, 4, '2026-10-15T18:30').map((session) => ({ ...session, id: `${session.id}b` })),
    ],
    ['WEEKLY 1: 10-13 10-20 10-27 11-03', 'WEEKLY 1: 10-15 10-22 10-29 11-05'],
  ],
  [
    'two sessions at the very same time are two entries',
    [...every(7, 3, '2026-10-13T18:30'), meeting('twin', '2026-10-20T18:30')],
    ['WEEKLY 1: 10-13 10-20 10-27', 'single: 10-20'],
  ],
  [
    'a series names no hour that the clocks skip or repeat',
    every(1, 5, '2027-03-26T01:30'),
    ['DAILY 1: 03-26 03-27', 'single: 03-28', 'DAILY 1: 03-29 03-30'],
  ],
]

test.each(cases)('%s', (_, sessions, blocks) => {
  expect(cutIntoBlocks([...sessions].reverse(), london).map(inWords)).toEqual(blocks)
})

test('every occurrence keeps its wall-clock time over the change of the clocks', () => {
  const [block] = cutIntoBlocks(autumnCourse(), london)
  const times = block!.slots.map(({ start, end }) =>
    [start, end].map((time) => wallClock(time, london).slice(11, 16)),
  )
  expect(new Set(times.map(String))).toEqual(new Set(['18:30,20:30']))
  expect(block!.slots.map(({ start }) => start.toISOString().slice(11, 16))).toContain('17:30')
})
