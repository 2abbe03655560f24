// Whole histories of one person's place on a course, as they happen in a college.
import { backslashes, hostileTexts } from './hostile-texts.ts'
import { Student } from './student.ts'
import { type Timetables, type ToldHistory, tell } from './told-history.ts'
import { at, autumnCourse, change, every, meeting, move, without } from './timetable.ts'

const elsewhere = { location: 'The Bandstand, Park Road; meet by the gate, please' }

/** Confirmed, one session moved, one cancelled, the venue changed, withdrawn: over the October change, with half-term. */
export function autumnStory(): Timetables {
  const booked = autumnCourse()
  const moved = move(booked, 's4', '2026-11-04T17:00')
  const fewer = without(moved, 's6')
  const relocated = fewer.map((session) => ({ ...session, ...elsewhere }))
  return [
    [at('2026-09-28T09:00'), booked],
    [at('2026-09-30T10:00'), moved],
    [at('2026-10-14T12:00'), fewer],
    [at('2026-10-21T12:00'), relocated],
    [at('2026-10-22T12:00'), change(relocated, 's5', { title: 'Sleeping better: guest speaker' })],
    [at('2026-10-23T12:00'), []],
  ]
}

/** Over the March change: a session moved onto its neighbour, one reinstated, all times changed, an extra one. */
export function springStory(): Timetables {
  const booked = without(every(7, 6, '2027-03-10T10:00'), 's4')
  const onto = move(booked, 's2', '2027-03-24T14:00')
  const fewer = without(onto, 's5')
  const later = onto.map(
    (session) => move([session], session.id, `${isoDay(session.startsAt)}T15:30`)[0] ?? session,
  )
  return [
    [at('2027-03-01T09:00'), booked],
    [at('2027-03-02T09:00'), onto],
    [at('2027-03-03T09:00'), fewer],
    [at('2027-03-04T09:00'), onto],
    [at('2027-03-11T09:00'), later],
    [at('2027-03-12T09:00'), [...later, meeting('extra', '2027-05-05T10:00')]],
    [at('2027-03-13T09:00'), []],
  ]
}

/** Five days running across the change of the clocks, one moved within its day; the last one is then called off. */
export function intensiveStory(): Timetables {
  const booked = every(1, 5, '2026-10-22T10:00')
  const moved = move(booked, 's3', '2026-10-24T13:00')
  return [
    [at('2026-10-01T09:00'), booked],
    [at('2026-10-02T09:00'), moved],
    [at('2026-10-25T18:00'), without(moved, 's5')],
  ]
}

/** Every other week; the first session is called off, which leaves a series whose first occurrence is excluded. */
export function fortnightlyStory(): Timetables {
  const booked = every(14, 5, '2026-09-29T13:15')
  const fewer = without(booked, 's1')
  const relocated = fewer.map((session) => ({ ...session, ...elsewhere }))
  return [
    [at('2026-09-01T09:00'), booked],
    [at('2026-09-02T09:00'), fewer],
    [at('2026-09-03T09:00'), relocated],
    [at('2026-09-04T09:00'), without(relocated, 's5')],
  ]
}

export function stories(): Record<string, ToldHistory> {
  return {
    autumn: tell(autumnStory()),
    spring: tell(springStory()),
    intensive: tell(intensiveStory()),
    fortnightly: tell(fortnightlyStory()),
    hostile: tell(
      hostileStory(),
      new Student('zoe@example.org', 'Zoë "Zed" O’Hara; ATTENDEE:mailto:x@y\r\nATTACH:z, Dr'),
    ),
  }
}

/** Told apart from the others: see hostile-texts.ts. */
export function backslashStory(): ToldHistory {
  return tell([[at('2026-09-01T09:00'), [meeting('s1', '2026-10-13T18:30', { title: backslashes })]]])
}

/** Titles that try to break out, one session each on a weekly course, told one after the other. */
export function hostileStory(): Timetables {
  const booked = every(7, 4, '2026-10-13T18:30')
  return [
    [at('2026-09-01T09:00'), booked],
    ...[...hostileTexts.keys()].map((text, index): Timetables[number] => [
      new Date(at('2026-09-02T09:00').getTime() + index * 60_000),
      booked.map((session) => ({ ...session, title: text, location: text, description: text })),
    ]),
  ]
}

function isoDay(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}
