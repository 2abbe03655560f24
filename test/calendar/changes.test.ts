import type { CalendarSession } from '../../src/calendar/session.ts'
import { components } from './support/content-lines.ts'
import { Student } from './support/student.ts'
import { at, autumnCourse, change, every, meeting, move, without } from './support/timetable.ts'
import { lastOf, told } from './support/told-in-words.ts'

const before = at('2026-09-28T09:00')
const elsewhere = { location: 'The Bandstand, Park Road' }

const booked = autumnCourse()

test('a confirmed place is one message for the whole course', () => {
  expect(told([before, booked])).toEqual([['REQUEST invited A/0: 10-13T18:30 x7 without 10-27']])
})

test('a late joiner hears only of what is still to come, a moved session by itself', () => {
  const moved = move(booked, 's5', '2026-11-11T18:30')
  expect(told([at('2026-10-14T09:00'), moved])).toEqual([
    ['REQUEST invited A/0: 10-20T18:30 x6 without 10-27 11-10', 'REQUEST invited B/0: 11-11T18:30'],
  ])
})

const cases: [name: string, sessions: CalendarSession[], messages: string[]][] = [
  ['nothing has changed', booked, []],
  [
    'a session moves, strictly between its neighbours',
    move(booked, 's4', '2026-11-04T17:00'),
    ['REQUEST moved A/1 of 11-03: 11-04T17:00'],
  ],
  [
    'a session moves onto the day of its neighbour',
    move(booked, 's4', '2026-11-10T10:00'),
    ['CANCEL moved A/1 of 11-03: 11-03T18:30', 'REQUEST invited B/0: 11-10T10:00'],
  ],
  [
    'a session moves past its neighbour',
    move(booked, 's4', '2026-11-12T18:30'),
    ['CANCEL moved A/1 of 11-03: 11-03T18:30', 'REQUEST invited B/0: 11-12T18:30'],
  ],
  [
    'two sessions change places',
    move(move(booked, 's4', '2026-11-08T18:30'), 's5', '2026-11-05T18:30'),
    [
      'CANCEL moved A/1 of 11-10: 11-10T18:30',
      'REQUEST moved A/2 of 11-03: 11-08T18:30',
      'REQUEST invited B/0: 11-05T18:30',
    ],
  ],
  [
    'a session moves into the gap of half-term, where calendars remember an excluded date',
    move(booked, 's2', '2026-10-27T18:30'),
    ['CANCEL moved A/1 of 10-20: 10-20T18:30', 'REQUEST invited B/0: 10-27T18:30'],
  ],
  [
    'a session gets longer',
    change(booked, 's4', { endsAt: at('2026-11-03T21:00') }),
    ['REQUEST moved A/1 of 11-03: 11-03T18:30'],
  ],
  ['a session is cancelled', without(booked, 's4'), ['CANCEL cancelled-one A/1 of 11-03: 11-03T18:30']],
  [
    'the first session is cancelled',
    without(booked, 's1'),
    ['CANCEL cancelled-one A/1 of 10-13: 10-13T18:30'],
  ],
  [
    'the last session is cancelled',
    without(booked, 's7'),
    ['CANCEL cancelled-one A/1 of 11-24: 11-24T18:30'],
  ],
  [
    'a session is added',
    [...booked, meeting('extra', '2026-12-03T10:00')],
    ['REQUEST invited B/0: 12-03T10:00'],
  ],
  [
    'one session has another place',
    change(booked, 's4', elsewhere),
    ['REQUEST changed A/1 of 11-03: 11-03T18:30'],
  ],
  [
    'one session moves and has another place',
    change(move(booked, 's4', '2026-11-04T17:00'), 's4', elsewhere),
    ['REQUEST moved A/1 of 11-03: 11-04T17:00'],
  ],
  [
    'every session has another place',
    booked.map((session) => ({ ...session, ...elsewhere })),
    ['REQUEST changed A/1: 10-13T18:30 x7 without 10-27'],
  ],
  [
    'two sessions of six have another place',
    change(change(booked, 's4', elsewhere), 's5', elsewhere),
    ['REQUEST changed A/1 of 11-03: 11-03T18:30', 'REQUEST changed A/2 of 11-10: 11-10T18:30'],
  ],
  [
    'every session has another place, and one is cancelled',
    without(booked, 's4').map((session) => ({ ...session, ...elsewhere })),
    [
      'CANCEL cancelled-one A/1 of 11-03: 11-03T18:30',
      'REQUEST changed A/2: 10-13T18:30 x7 without 10-27 11-03',
    ],
  ],
  [
    'every session has another time',
    autumnCourse().map(
      (session) => move([session], session.id, session.startsAt.toISOString().slice(0, 11) + '10:00')[0]!,
    ),
    [
      'CANCEL cancelled A/1: 10-13T18:30 x7 without 10-27',
      'REQUEST invited B/0: 10-13T10:00 x7 without 10-27',
    ],
  ],
  [
    'the run is cancelled, or the person withdraws',
    [],
    ['CANCEL cancelled A/1: 10-13T18:30 x7 without 10-27'],
  ],
]

test.each(cases)('%s', (_, sessions, messages) => {
  expect(lastOf([before, booked], [before, sessions])).toEqual(messages)
})

test('a change of the whole course is followed by each moved session, which it may have undone', () => {
  const moved = move(booked, 's4', '2026-11-04T17:00')
  const relocated = moved.map((session) => ({ ...session, ...elsewhere }))
  expect(lastOf([before, booked], [before, moved], [before, relocated])).toEqual([
    'REQUEST changed A/2: 10-13T18:30 x7 without 10-27',
    'REQUEST changed A/3 of 11-03: 11-04T17:00',
  ])
})

test('a place told to one session alone is told again when the whole course moves there and on', () => {
  const one = change(booked, 's4', elsewhere)
  const all = booked.map((session) => ({ ...session, ...elsewhere }))
  const on = booked.map((session) => ({ ...session, location: 'Online' }))
  expect(told([before, booked], [before, one], [before, all], [before, on]).slice(2)).toEqual([
    ['REQUEST changed A/2: 10-13T18:30 x7 without 10-27', 'REQUEST changed A/3 of 11-03: 11-03T18:30'],
    ['REQUEST changed A/4: 10-13T18:30 x7 without 10-27', 'REQUEST changed A/5 of 11-03: 11-03T18:30'],
  ])
})

test('a first session made longer does not lengthen the others when the whole course is told again', () => {
  const student = new Student()
  const longer = change(booked, 's1', { endsAt: at('2026-10-13T21:30') })
  for (const sessions of [booked, longer]) student.should(sessions, before)
  const [whole] = student.should(
    longer.map((session) => ({ ...session, ...elsewhere })),
    before,
  ).messages
  expect(components(whole!.text, 'VEVENT')[0]!.get('DTEND')!.value).toBe('20261013T203000')
})

test('a moved session that is then cancelled is cancelled under its first date', () => {
  const moved = move(booked, 's4', '2026-11-04T17:00')
  expect(lastOf([before, booked], [before, moved], [before, without(moved, 's4')])).toEqual([
    'CANCEL cancelled-one A/2 of 11-03: 11-04T17:00',
  ])
})

test('the first day of a neighbour that has moved stays closed, for a calendar may put it back there', () => {
  const moved = move(booked, 's5', '2026-11-12T18:30')
  const closer = move(moved, 's4', '2026-11-10T18:30')
  expect(lastOf([before, booked], [before, moved], [before, closer])).toEqual([
    'CANCEL moved A/2 of 11-03: 11-03T18:30',
    'REQUEST invited B/0: 11-10T18:30',
  ])
})

test('a moved session moves back as the occurrence it is', () => {
  const moved = move(booked, 's4', '2026-11-04T17:00')
  expect(lastOf([before, booked], [before, moved], [before, booked])).toEqual([
    'REQUEST moved A/2 of 11-03: 11-03T18:30',
  ])
})

test('a reinstated session is a new entry, for a cancelled occurrence cannot come back', () => {
  expect(lastOf([before, booked], [before, without(booked, 's4')], [before, booked])).toEqual([
    'REQUEST invited B/0: 11-03T18:30',
  ])
})

test('a session of its own moves wherever it likes, and goes as a whole', () => {
  const [extra, later] = ['2026-12-03T10:00', '2026-10-13T10:00'].map((time) => [
    ...booked,
    meeting('extra', time),
  ])
  expect(told([before, booked], [before, extra!], [before, later!], [before, booked]).slice(2)).toEqual([
    ['REQUEST moved B/1: 10-13T10:00'],
    ['CANCEL cancelled B/2: 10-13T10:00'],
  ])
})

test('many moved sessions are one new series rather than a message each', () => {
  const later = booked.map((session) =>
    session.id === 's1'
      ? session
      : move([session], session.id, session.startsAt.toISOString().slice(0, 11) + '10:00')[0]!,
  )
  expect(lastOf([before, booked], [before, later])).toEqual([
    'CANCEL cancelled A/1: 10-13T18:30 x7 without 10-27',
    'REQUEST invited B/0: 10-13T18:30',
    'REQUEST invited C/0: 10-20T10:00 x6 without 10-27',
  ])
})

test('both sessions of two at another time are a new series, though two messages could have moved them', () => {
  const two = every(7, 2, '2026-10-13T18:30')
  expect(lastOf([before, two], [before, every(7, 2, '2026-10-13T17:30')])).toEqual([
    'CANCEL cancelled A/1: 10-13T18:30 x2',
    'REQUEST invited B/0: 10-13T17:30 x2',
  ])
})

test('a person who comes back gets new entries', () => {
  expect(told([before, booked], [before, []], [before, booked])).toEqual([
    ['REQUEST invited A/0: 10-13T18:30 x7 without 10-27'],
    ['CANCEL cancelled A/1: 10-13T18:30 x7 without 10-27'],
    ['REQUEST invited B/0: 10-13T18:30 x7 without 10-27'],
  ])
})

test('the words around a message have what was, what is, and all dates still to come', () => {
  const student = new Student()
  const now = at('2026-10-14T09:00')
  student.should(booked, now)
  const moved = move(booked, 's4', '2026-11-04T17:00')
  const [message] = student.should(moved, now).messages
  expect(message!.change).toMatchObject({
    kind: 'moved',
    before: { startsAt: at('2026-11-03T18:30'), endsAt: at('2026-11-03T20:30'), title: 'Sleeping better' },
    after: { startsAt: at('2026-11-04T17:00'), endsAt: at('2026-11-04T19:00') },
    about: [{ id: 's4' }],
    sessions: [{ id: 's2' }, { id: 's4' }, { id: 's5' }, { id: 's6' }, { id: 's7' }],
  })
})

test('SEQUENCE rises by one and DTSTAMP by a second or more with every message of an entry', () => {
  const student = new Student()
  const stamps: string[] = []
  const now = new Date('2026-09-28T09:00:00.900Z')
  let sessions = every(7, 4, '2026-10-13T18:30')
  for (const time of ['2026-10-13T18:30', '2026-10-14T18:30', '2026-10-15T18:30', '2026-10-16T18:30']) {
    sessions = move(sessions, 's1', time)
    for (const { text } of student.should(sessions, now).messages) {
      const event = components(text, 'VEVENT')[0]!
      stamps.push(`${event.get('SEQUENCE')!.value} ${event.get('DTSTAMP')!.value}`)
    }
  }
  expect(stamps).toEqual([
    '0 20260928T090000Z',
    '1 20260928T090001Z',
    '2 20260928T090002Z',
    '3 20260928T090003Z',
  ])
})
