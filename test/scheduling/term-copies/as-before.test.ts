import type { Target } from '../../../src/scheduling/bulk-changes/queries.ts'
import type { Before } from '../../../src/scheduling/bulk-changes/way-back.ts'
import { asBefore } from '../../../src/scheduling/term-copies/as-before.ts'
import type { SessionToCopy } from '../../../src/scheduling/term-copies/place-runs.ts'

const at = (hour: number) => ({
  startsAt: new Date(Date.UTC(2026, 9, 6, hour)),
  endsAt: new Date(Date.UTC(2026, 9, 6, hour + 2)),
})
const in_ = (room: string) => ({ roomId: room, room })

const date: SessionToCopy = {
  ...{ id: 's', runId: 'r', ...at(10), joinLink: null, calledOff: false },
  ...{ venueId: 'hall', venue: 'hall', venueRetired: false, roomRetired: false, ...in_('blue') },
}

const targetIn = (room: string): Target => ({
  ...{ venue_id: 'hall', venue_name: 'hall', venue_online: false, venue_address: '' },
  ...{ room_id: room, room_name: room, room_capacity: null },
})

/** A change that took the date from one room to another. */
const fromTo = (room: string, other: string): Before => ({
  ...{ ...at(10), place: { venueId: 'hall', roomId: room }, target: targetIn(room), courseGone: false },
  left: { ...at(10), cancelled: false, place: `hall/${other}` },
})

/** A change that moved it by hours. */
const moved = (hour: number, to: number, cancelled = false): Before => ({
  ...{ ...at(hour), place: { venueId: 'hall', roomId: 'blue' }, courseGone: false },
  left: { ...at(to), cancelled },
})

const way = (before: Before) => new Map([['s', before]])

test('two changes, the later one first: it is where and when it was before both', () => {
  const is = { ...date, ...in_('green'), ...at(14) }
  const ways = [
    way(moved(12, 14)),
    way(fromTo('red', 'green')),
    way(fromTo('blue', 'red')),
    way(moved(10, 12)),
  ]
  expect(asBefore(is, ways)).toEqual(date)
})

test('a change whose traces a later one covered changes nothing by itself; one of something else does', () => {
  const is = { ...date, ...in_('green'), ...at(12) }
  expect(asBefore(is, [way(fromTo('blue', 'red'))])).toBe(is)
  expect(asBefore(is, [way(fromTo('blue', 'green'))])).toEqual({ ...is, ...in_('blue') })
  expect(asBefore(is, [way(moved(10, 12))])).toEqual({ ...is, ...at(10) })
})

test('what was called off takes place; what somebody else called off does not', () => {
  const off = { ...date, calledOff: true }
  expect(asBefore(off, [way(moved(10, 10, true))])).toEqual(date)
  expect(asBefore(off, [way(moved(10, 10))])).toBe(off)
})

test('where it was is in use no more: it stays where it is', () => {
  const is = { ...date, ...in_('green') }
  expect(asBefore(is, [way({ ...fromTo('blue', 'green'), target: 'in-use-no-more' })])).toBe(is)
})

test('its link is as it was only while it is as the change left it', () => {
  const change = fromTo('blue', 'blue')
  const before = { ...change, joinLink: null, left: { ...change.left, joinLink: 'https://a.example' } }
  const own = { ...date, joinLink: 'https://b.example' }
  expect(asBefore({ ...date, joinLink: 'https://a.example' }, [way(before)])).toEqual(date)
  expect(asBefore(own, [way(before)])).toEqual(own)
})

test('another date is nobody’s business', () => {
  expect(asBefore(date, [new Map([['t', fromTo('red', 'blue')]])])).toBe(date)
})
