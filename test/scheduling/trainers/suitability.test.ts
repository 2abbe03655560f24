// Who is free and suitable for the dates of a run, and why: a rule without a database.
import { wantedDate } from '../../../src/scheduling/trainers/suitability/dates.ts'
import {
  bySuitability,
  type Candidate,
  isSuitable,
  suitabilityOf,
  type WantedDate,
} from '../../../src/scheduling/trainers/suitability/rules.ts'
import { daysInWords, reasonInWords } from '../../../src/scheduling/trainers/suitability/words.ts'

const nobodyKnown: Candidate = {
  id: 'x',
  name: 'Cleo',
  lived: null,
  professional: null,
  downForLived: 0,
  downForProfessional: 0,
  gaveLived: 0,
  gaveProfessional: 0,
  canGive: false,
  gaveCourse: false,
  leftRun: null,
  activeFrom: null,
  activeUntil: null,
  usual: [],
  absences: [],
  busy: [],
}

/** Four Tuesday mornings. */
const dates: WantedDate[] = ['2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27'].map((day) => ({
  day,
  weekday: 2,
  parts: ['morning'],
}))
const sleepWell = { title: 'Sleep well', startsAt: '2026-10-06T09:00:00Z' }

function wordsOf(known: Partial<Candidate>, wanted = dates) {
  const { reasons } = suitabilityOf({ ...nobodyKnown, ...known }, { expertise: 'lived', dates: wanted })
  return reasons.map((reason) => reasonInWords(reason, 'Europe/London'))
}

test.each<[string, Partial<Candidate>, string[]]>([
  ['nobody has said anything', {}, ['free on all 4 dates']],
  ['they can give it', { lived: true, canGive: true }, ['free on all 4 dates', 'gives this course']],
  [
    'they gave it before, which says more',
    { gaveLived: 3, canGive: true, gaveCourse: true },
    ['free on all 4 dates', 'gave this course before'],
  ],
  ['they gave others', { gaveLived: 1 }, ['free on all 4 dates', 'gave 1 run like this']],
  [
    'they teach something else, twice on one of the dates',
    { busy: [0, 0, 2].map((index) => ({ index, ...sleepWell })) },
    ['busy on 2 of 4 dates (Sleep well, Tue 6 Oct)'],
  ],
  [
    'they are away, and another time that matters to nobody',
    {
      absences: [
        { from: '2026-10-13', until: '2026-10-16' },
        { from: '2026-12-01', until: '2026-12-31' },
      ],
    },
    ['away Tue 13 Oct to Fri 16 Oct'],
  ],
  [
    'they are away from the last date on',
    { absences: [{ from: '2026-10-27', until: '2026-10-27' }] },
    ['away on Tue 27 Oct'],
  ],
  [
    'they are away the day before only',
    { absences: [{ from: '2026-10-26', until: '2026-10-26' }] },
    ['free on all 4 dates'],
  ],
  [
    'it is not their usual time: a warning, and free all the same',
    { usual: [{ weekday: 2, part: 'afternoon' }] },
    ['free on all 4 dates', 'not usually free on Tuesday mornings'],
  ],
  ['it is their usual time', { usual: [{ weekday: 2, part: 'morning' }] }, ['free on all 4 dates']],
  ['they begin later', { activeFrom: '2026-10-07' }, ['teaches from 7 October 2026']],
  ['they stop before', { activeUntil: '2026-10-26' }, ['teaches until 26 October 2026']],
  ['they stop on the last date', { activeUntil: '2026-10-27' }, ['free on all 4 dates']],
  [
    'the office says professional',
    { professional: true, lived: false },
    ['free on all 4 dates', 'other expertise'],
  ],
  [
    'the office says professional, and they gave a run as a peer trainer once',
    { professional: true, lived: false, gaveLived: 1 },
    ['free on all 4 dates', 'gave 1 run like this', 'other expertise'],
  ],
  [
    'nobody said, but all they were down for was the other',
    { downForProfessional: 2 },
    ['free on all 4 dates', 'other expertise'],
  ],
  ['they bring both', { professional: true, lived: true }, ['free on all 4 dates']],
])('%s', (_, known, words) => {
  expect(wordsOf(known)).toEqual(words)
})

test('one date, two dates and none have words of their own', () => {
  expect(wordsOf({}, dates.slice(0, 1))).toEqual(['free on this date'])
  expect(wordsOf({}, dates.slice(0, 2))).toEqual(['free on both dates'])
  expect(wordsOf({}, [])).toEqual(['free'])
  expect(wordsOf({ busy: [{ index: 0, ...sleepWell }] }, dates.slice(0, 1))).toEqual([
    'busy (Sleep well, Tue 6 Oct)',
  ])
})

test('who brings the expertise and is free comes first', () => {
  const people: [string, Partial<Candidate>][] = [
    ['other', { professional: true, lived: false, gaveCourse: true }],
    ['busy', { lived: true, busy: [{ index: 0, ...sleepWell }], gaveCourse: true }],
    ['unknown', {}],
    ['unusual', { lived: true, usual: [{ weekday: 1, part: 'morning' }] }],
    ['brings', { lived: true }],
    ['gave much', { lived: true, gaveLived: 5 }],
    ['knows', { lived: true, canGive: true }],
    ['away', { lived: true, absences: [{ from: '2026-10-06', until: '2026-10-06' }] }],
  ]
  const sorted = people
    .map(([name, known]) => suitabilityOf({ ...nobodyKnown, ...known, name }, { expertise: 'lived', dates }))
    .sort(bySuitability)
  const names = sorted.map(({ name }) => name)
  expect(names).toEqual(['knows', 'gave much', 'brings', 'unusual', 'unknown', 'busy', 'away', 'other'])
  expect(sorted.filter(isSuitable)).toHaveLength(5)
})

test.each([
  ['10:00', '12:30', ['morning']],
  ['10:00', '13:00', ['morning', 'afternoon']],
  ['13:00', '16:00', ['afternoon']],
  ['16:30', '18:30', ['evening']],
  ['10:00', '19:00', ['morning', 'afternoon', 'evening']],
  ['11:45', '12:15', ['morning']],
])('from %s to %s is in the %s', (from, until, parts) => {
  // In summer the college’s clock is an hour ahead of UTC.
  const instant = (time: string) => new Date(`2026-10-06T${time}:00+01:00`)
  const times = { startsAt: instant(from), endsAt: instant(until) }
  expect(wantedDate(times, 'Europe/London')).toEqual({ day: '2026-10-06', weekday: 2, parts })
})

test('days are said once when they are one', () => {
  expect(daysInWords({ from: '2026-10-05', until: '2026-10-09' })).toBe('Mon 5 Oct to Fri 9 Oct')
})
