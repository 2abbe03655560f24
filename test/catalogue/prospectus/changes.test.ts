// What a reprint says has changed.
import { type Change, changesSince, type Now } from '../../../src/catalogue/prospectus/changes.ts'
import { changeInWords } from '../../../src/catalogue/prospectus/change-words.ts'
import {
  datesInWords,
  type Said,
  type SaidDate,
  type SaidRun,
} from '../../../src/catalogue/prospectus/said.ts'

const now = new Date('2026-03-10T09:00:00Z')
const ahead: [string, string] = ['2026-03-17T10:00:00.000Z', '2026-03-17T12:00:00.000Z']
const past: [string, string] = ['2026-03-03T10:00:00.000Z', '2026-03-03T12:00:00.000Z']

const run = (change: Partial<SaidRun> = {}): SaidRun => ({
  id: 'run',
  courseId: 'sleep',
  title: 'Sleep',
  dates: [ahead],
  when: 'Tuesday 17 March',
  where: 'Library',
  trainers: 'a',
  ...change,
})
const edition = (...runs: SaidRun[]): Said => ({
  term: null,
  venue: null,
  courses: [{ id: 'sleep', title: 'Sleep' }],
  runs,
})
const state = (everywhere: SaidRun[], change: Partial<Now> = {}): Now => ({
  everywhere,
  here: new Set(everywhere.map(({ id }) => id)),
  published: new Set(['sleep', 'film']),
  takingPlace: new Set(everywhere.map(({ id }) => id)),
  now,
  ...change,
})
const kinds = (said: Said, current: Now) => changesSince(said, current).map(({ kind }) => kind)

test.each<[string, SaidRun[], Now, Change['kind'][]]>([
  ['nothing, when all is as it was', [run()], state([run()]), []],
  ['a run on other dates', [run()], state([run({ dates: [past, ahead], when: 'other' })]), ['moved']],
  ['nothing of a date that took place', [run({ dates: [past, ahead] })], state([run()]), []],
  ['another place', [run()], state([run({ where: 'Town Hall' })]), ['other-place']],
  ['another trainer', [run()], state([run({ trainers: 'b' })]), ['other-trainer']],
  [
    'each thing that is otherwise',
    [run()],
    state([run({ where: 'Town Hall', trainers: 'b', dates: [] })]),
    ['moved', 'other-place', 'other-trainer'],
  ],
  ['a run that is new', [run()], state([run(), run({ id: 'another' })]), ['new']],
  [
    'nothing of a new run in another part of the college',
    [run()],
    state([run(), run({ id: 'another' })], { here: new Set(['run']) }),
    [],
  ],
  [
    'a run that went to another part of the college',
    [run()],
    state([run({ where: 'Town Hall' })], { here: new Set() }),
    ['other-place'],
  ],
  ['a run that was called off', [run()], state([]), ['called-off']],
  ['nothing of one that is over', [run({ dates: [past] })], state([]), []],
  ['nothing of one that has begun', [run()], state([], { takingPlace: new Set(['run']) }), []],
  [
    'one line of a course that is gone',
    [run(), run({ id: 'b' })],
    state([], { published: new Set() }),
    ['withdrawn'],
  ],
])('a reprint says: %s', (_, runs, current, expected) => {
  expect(kinds(edition(...runs), current)).toEqual(expected)
})

const words = {
  trainersOf: () => 'Amal, peer trainer',
  datesInWords: (dates: SaidDate[]) => datesInWords(dates, { now, timeZone: 'Europe/London' }),
}

const week = (days: number, hours = ['10', '12']): SaidDate => [
  `2026-03-${days}T${hours[0]}:00:00.000Z`,
  `2026-03-${days}T${hours[1]}:00:00.000Z`,
]

test.each<[string, SaidDate[], SaidDate[], string]>([
  [
    'one of three',
    [week(17), week(24), week(26)],
    [week(17), week(25, ['11', '13']), week(26)],
    'Moved. Sleep: now Wednesday 25 March, 11am to 1pm. It was to be Tuesday 24 March, 10am to midday. Its other dates stay.',
  ],
  [
    'all of them',
    [week(17), week(24)],
    [week(18), week(25)],
    'Moved. Sleep: now Wednesday 18 March and Wednesday 25 March, 10am to midday. It was to be Tuesday 17 March and Tuesday 24 March, 10am to midday.',
  ],
  [
    'one more',
    [week(17)],
    [week(17), week(24)],
    'More dates. Sleep: also Tuesday 24 March, 10am to midday. Its other dates stay.',
  ],
  [
    'one fewer',
    [week(17), week(24)],
    [week(24)],
    'Fewer dates. Sleep: not on Tuesday 17 March, 10am to midday. Its other dates stay.',
  ],
])('a reprint says of moved dates only what is otherwise: %s', (_, was, is, expected) => {
  const changes = changesSince(edition(run({ dates: was })), state([run({ dates: is })]))
  const [line] = changes.map((change) => changeInWords(change, words))
  expect(`${line?.kind}. ${line?.text}`).toBe(expected)
})

test('another trainer of a run of many dates is told by its first', () => {
  const dates = [week(17), week(24)]
  const current = state([run({ dates, trainers: 'b' })])
  const [line] = changesSince(edition(run({ dates })), current).map((change) => changeInWords(change, words))
  expect(line?.text).toBe('Sleep, from Tuesday 17 March, 10am to midday: Amal, peer trainer.')
})

test('changes are in order of title, and each is a sentence that says what is true now', () => {
  const film = run({ id: 'film', courseId: 'film', title: 'Film', when: 'Monday 16 March', where: 'Online' })
  const current = state([run({ where: 'Town Hall' }), film, run({ id: 'new' })])
  const lines = changesSince(edition(run(), run({ id: 'off' })), current).map((change) =>
    changeInWords(change, words),
  )
  expect(lines.map(({ kind, text }) => `${kind}. ${text}`)).toEqual([
    'New. Film: Monday 16 March. Online.',
    'Called off. Sleep, Tuesday 17 March.',
    'Another place. Sleep, Tuesday 17 March, 10am to midday: now Town Hall. It was to be Library.',
    'New. Sleep: Tuesday 17 March. Library.',
  ])
})
