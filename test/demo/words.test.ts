// The words of the demo college, without a database: what is written in its files is what people read.
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import path from 'node:path'
import { demoSignIns } from '../../src/demo/demo.ts'
import { accounts, trainers } from '../../src/demo/people.ts'
import { students } from '../../src/demo/students.ts'
import { config } from './support.ts'

const folder = path.join(import.meta.dirname, '../../src/demo')
const prospectus = readFileSync(path.join(folder, 'prospectus.csv'), 'utf8')
const rows: Record<string, string>[] = parse(prospectus, { columns: true })
const courses = rows.filter(({ summary }) => summary !== '')
const venues = rows.filter((row) => row.venue_access !== '')

// FIELD.md, "Words"; and words that make a person a thing that is wrong with them.
const forbidden =
  /\b(patients?|cases?|DNA|failed to attend|rejected|suffer\w*|victims?|service users?|mentally ill|vulnerable|disorders?|symptoms?|diagnos\w+|treatments?|therapy)\b/i

test('a word that must not be said is found', () => {
  for (const text of ['Patients first', 'in any case', 'they DNA', 'he suffers'])
    expect(text).toMatch(forbidden)
  expect('Please be patiently kind in the suitcase').not.toMatch(forbidden)
})

test.each([
  ['the prospectus', prospectus],
  ['the sessions', readFileSync(path.join(folder, 'sessions.csv'), 'utf8')],
  ['the people', JSON.stringify([accounts, trainers, students])],
  ['the text at the start', demoSignIns(config)],
])('%s says none of the words that must not be said', (_, text) => {
  expect(forbidden.exec(text)?.[0]).toBeUndefined()
})

test('each course says briefly what it is, what happens and whom it is for', () => {
  expect(new Set(courses.map((row) => row.course_title))).toEqual(
    new Set(rows.map((row) => row.course_title)),
  )
  for (const { course_title, summary = '', what_to_expect = '', who_it_is_for = '' } of courses) {
    expect([course_title, summary.length > 40 && summary.length < 180]).toEqual([course_title, true])
    expect([course_title, what_to_expect.length > 180 && what_to_expect.length < 600]).toEqual([
      course_title,
      true,
    ])
    expect([course_title, who_it_is_for.length > 15 && who_it_is_for.length < 220]).toEqual([
      course_title,
      true,
    ])
  }
})

test('each course says when there is a rest', () => {
  const without = courses.filter(
    (row) => !/\b(breaks?|pause|rest|stop for|interval)\b/.test(row.what_to_expect ?? ''),
  )
  expect(without.map((row) => row.course_title)).toEqual([])
})

test('each place says how to get there and, honestly, what it is like', () => {
  expect(new Set(venues.map(({ venue }) => venue))).toEqual(new Set(rows.map(({ venue }) => venue)))
  const places = venues.filter(({ venue }) => venue !== 'Online')
  expect(places.length).toBeGreaterThanOrEqual(6)
  expect(places.length).toBeLessThanOrEqual(8)
  for (const { venue, venue_address, venue_how_to_get_there, venue_access = '' } of places) {
    expect(venue_address).toContain('Brackenmouth')
    expect(venue_how_to_get_there).toMatch(/\b[Bb]us/)
    for (const what of [/step|level/i, /hearing loop/i, /toilet/i, /quiet|calm/i]) {
      expect([venue, what.test(venue_access)]).toEqual([venue, true])
    }
  }
})

test('the files stand as a spreadsheet would save them: no stray white space, no straight dashes for thoughts', () => {
  for (const row of rows) {
    for (const text of Object.values(row)) {
      expect(text).toBe(text.trim())
      expect(text).not.toMatch(/ {2}| - |--|!/)
    }
  }
})
