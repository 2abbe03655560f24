import * as cells from '../../../src/scheduling/import/cells.ts'

const notADate = [
  '31/04/2026',
  '2026-02-29',
  '03/25/2026',
  '3/3/26',
  '26-12-05',
  '31.04.26',
  '5.12-26',
  '5-Dez-26',
  '5-Dec-126',
  '5Dec26',
  'Dec-05-2026',
  '45719',
  'Tuesday',
  '2026-13-01',
  '0/1/2026',
  '1-2/2026',
  '2026-10-05T09:00',
  '1999-01-01',
]

test.each([
  ['2026-09-03', '2026-09-03'],
  ['2026-9-3', '2026-09-03'],
  ['03/09/2026', '2026-09-03'],
  ['3/9/2026', '2026-09-03'],
  ['3.9.2026', '2026-09-03'],
  ['03-09-2026', '2026-09-03'],
  ['3 September 2026', '2026-09-03'],
  ['3rd Sept 2026', '2026-09-03'],
  ['29/02/2028', '2028-02-29'],
  ['05-Dec-26', '2026-12-05'],
  ['5-Dec-2026', '2026-12-05'],
  ['5 dec 26', '2026-12-05'],
  ['5/December/2026', '2026-12-05'],
  ['5. Dec. 2026', '2026-12-05'],
  ['05.12.26', '2026-12-05'],
  ['05.12.2026', '2026-12-05'],
  ['2026-09-03 00:00:00', '2026-09-03'],
])('the date %s is read as %s', (text, date) => {
  expect(cells.parseDate(text)).toEqual({ ok: true, value: date })
})

test.each(notADate)('%s is not a date, and the reason says how to write one', (text) => {
  expect(cells.parseDate(text)).toEqual({
    ok: false,
    reason: expect.stringContaining('day/month/year') as string,
  })
})

test.each([
  ['13:00', '13:00'],
  ['9:05', '09:05'],
  ['9.30', '09:30'],
  ['13:00:00', '13:00'],
  ['1pm', '13:00'],
  ['1 PM', '13:00'],
  ['1.30 p.m.', '13:30'],
  ['12am', '00:00'],
  ['12pm', '12:00'],
  ['noon', '12:00'],
])('the time %s is read as %s', (text, time) => {
  expect(cells.parseTime(text)).toEqual({ ok: true, value: time })
})

test.each(['9', '25:00', '24:00', '13:60', '13pm', '0pm', 'morning', '10-12'])('%s is not a time', (text) => {
  expect(cells.parseTime(text).ok).toBe(false)
})

test.each(['In person', 'in-person', 'IN_PERSON', 'Face to face'])('%s is in person', (text) => {
  expect(cells.parseMode(text)).toEqual({ ok: true, value: 'in-person' })
})

test.each(['Online', 'on-line', 'virtual'])('%s is online', (text) => {
  expect(cells.parseMode(text)).toEqual({ ok: true, value: 'online' })
})

test('a way of teaching we do not know is refused by name', () => {
  expect(cells.parseMode('Hybrid')).toEqual({
    ok: false,
    reason: '"Hybrid" is not a way of teaching we know. Write "In person" or "Online".',
  })
})

test.each(['12.5', '-1', 'twelve', '1e3', '99999999999', '0x10'])(
  '%s is not a whole number of places',
  (text) => {
    expect(cells.parseWhole(0, 10_000)(text).ok).toBe(false)
  },
)

test.each([
  ['Tuesday', 'Tuesday'],
  ['tue', 'Tuesday'],
  ['Thurs.', 'Thursday'],
  ['Weds', 'Wednesday'],
  ['Fridays', 'Friday'],
])('the weekday %s is %s', (text, day) => {
  expect(cells.parseWeekday(text)).toEqual({ ok: true, value: day })
})

test.each(['T', 'Mon & Wed', 'weekly'])('%s is not a day of the week', (text) => {
  expect(cells.parseWeekday(text).ok).toBe(false)
})

test.each(['javascript:alert(1)', 'meet.example.org', 'https://', 'ftp://example.org'])(
  'the joining link %s is refused',
  (text) => expect(cells.parseLink(text).ok).toBe(false),
)

test('several trainers are parted by semicolons and each is named once', () => {
  expect(cells.parseEmails('Ana@Example.org; ben@example.org, ana@example.org')).toEqual({
    ok: true,
    value: ['ana@example.org', 'ben@example.org'],
  })
  expect(cells.parseEmails('Ana Smith').ok).toBe(false)
})

test('yes, no and the ways to fill places are read whatever their capitals', () => {
  expect(cells.parseYesNo('Y')).toEqual({ ok: true, value: true })
  expect(cells.parseYesNo('No')).toEqual({ ok: true, value: false })
  expect(cells.parseYesNo('perhaps').ok).toBe(false)
  expect(cells.parseWaitingListMode('Offer')).toEqual({ ok: true, value: 'offer' })
  expect(cells.parseWaitingListMode('lottery').ok).toBe(false)
})
