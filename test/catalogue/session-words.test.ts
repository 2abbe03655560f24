import {
  hoursOf,
  placeOf,
  sessionLines,
  shortWhenOf,
  whenOf,
  whereOf,
} from '../../src/catalogue/session-words.ts'
import { aSession, library, moment, teams } from './rows.ts'

const london = moment.timeZone

test('times are those of the college, on either side of a change of the clocks', () => {
  const winter = aSession('2026-03-24T10:00:00Z')
  const summer = aSession('2026-03-31T09:00:00Z')
  expect([hoursOf(winter, london), hoursOf(summer, london)]).toEqual(['10am to midday', '10am to midday'])
})

test('an end that was not given is not made up', () => {
  const session = aSession('2026-03-10T13:30:00Z', { endAssumed: true })
  expect(hoursOf(session, london)).toBe('1:30pm (end time to be confirmed)')
})

test('a mail, which is kept, names the year; a page names it only when it is another', () => {
  const [soon, later] = [aSession('2026-03-10T10:00:00Z'), aSession('2027-03-09T10:00:00Z')]
  expect(whenOf(soon, london)).toBe('Tuesday 10 March 2026, 10am to midday')
  expect(shortWhenOf(soon, moment)).toBe('Tuesday 10 March, 10am to midday')
  expect(shortWhenOf(later, moment)).toBe('Tuesday 9 March 2027, 10am to midday')
})

test('a place is a venue with its room, or online; where it is, its address too', () => {
  const room = { venue: { ...library, address: '4 Mill Lane\n Belfast' }, room: 'Garden room' }
  expect([placeOf(room), whereOf(room)]).toEqual([
    'Library, Garden room',
    'Library, Garden room, 4 Mill Lane, Belfast',
  ])
  const online = { venue: { ...teams, address: 'https://meet.example/secret' }, room: null }
  expect([placeOf(online), whereOf(online)]).toEqual(['Online', 'Online'])
  expect(whereOf({ venue: teams, room: null })).toBe('Online')
})

test('a list of dates names the place of each only where they differ, in the words it is given', () => {
  const [one, other] = [aSession('2026-03-10T10:00:00Z'), aSession('2026-03-17T10:00:00Z', { venue: teams })]
  const placed = (sessions: (typeof one)[], words?: typeof whereOf) =>
    sessionLines(sessions, moment, words).map(({ where }) => where)
  expect(placed([one, one])).toEqual([undefined, undefined])
  expect(placed([one, other])).toEqual(['Library', 'Online'])
  expect(placed([one, other], whereOf)).toEqual(['Library, 4 Mill Lane', 'Online'])
})
