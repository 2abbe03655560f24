import { coursePage, type Viewer } from '../../src/catalogue/course-page.ts'
import type { ListedRun } from '../../src/catalogue/listing.ts'
import type { LiveStatus } from '../../src/database/schema.ts'
import { aRun, aSession, library, moment, teams } from './rows.ts'

const course = {
  id: 'course',
  slug: 'sleep',
  title: 'Sleep',
  summary: 'Rest well.',
  whatToExpect: 'A talk.\n\nA break.\n',
  whoItIsFor: '',
  categories: [],
  needs: [],
}
const visitor: Viewer = { kind: 'visitor' }
const student = (...own: [string, LiveStatus][]): Viewer => ({ kind: 'student', own: new Map(own) })

function pageOf(run: ListedRun, viewer: Viewer = visitor) {
  const page = coursePage({ course, runs: [run], trainers: new Map(), venues: [] }, viewer, moment)
  return { page, run: page.runs[0]! }
}

test('texts become paragraphs', () => {
  const { page } = pageOf(aRun())
  expect(page.whatToExpect).toEqual(['A talk.', 'A break.'])
  expect(page.whoItIsFor).toEqual([])
})

test.each([
  ['with a place free', aRun(), 'Enrol on this course'],
  ['that is full', aRun({ taken: 12 }), 'Join the waiting list'],
  ['with a place free that somebody waits for', aRun({ taken: 11, waiting: 1 }), 'Join the waiting list'],
  ['that is agreed first', aRun({ taken: 12, needsApproval: true }), 'Enrol on this course'],
])('a run %s offers a student a form and a visitor a link, with the same words', (_, run, text) => {
  expect(pageOf(run, student()).run).toMatchObject({ form: { text, action: `/runs/${run.id}/enrolments` } })
  expect(pageOf(run, visitor).run).toMatchObject({ link: { text, href: `/runs/${run.id}` } })
})

test.each<[LiveStatus, string]>([
  ['confirmed', 'Place confirmed'],
  ['waiting', 'On the waiting list'],
  ['offered', 'Place offered'],
  ['requested', 'Asked for a place'],
])('a student who is %s sees that instead of a button', (status, text) => {
  const run = aRun()
  const shown = pageOf(run, student([run.id, status])).run
  expect(shown).toMatchObject({ own: { tag: { text }, href: '/my/courses' } })
  expect(shown).not.toHaveProperty('form')
})

test('staff who are no students are told that only students enrol', () => {
  expect(pageOf(aRun(), { kind: 'not-a-student' }).run).toMatchObject({ staffOnly: true })
})

test.each([
  ['opens later', { opensAt: new Date('2026-03-05T09:00:00Z') }, 'opens on Thursday 5 March 2026 at 9am'],
  ['has closed', { closesAt: new Date('2026-03-01T09:00:00Z') }, 'please get in touch'],
  ['is cancelled', { status: 'cancelled' as const }, 'look at other dates'],
  [
    'has begun',
    { sessions: [aSession('2026-03-01T10:00:00Z'), aSession('2026-03-08T10:00:00Z')] },
    'join late, please get in touch',
  ],
])('a run that %s says so and what to do, and has no button', (_, facts, words) => {
  const { run } = pageOf(aRun(facts), student())
  expect(run.notes.join(' ')).toContain(words)
  expect(run.hasAction).toBe(false)
})

test('a run says until when people can enrol', () => {
  expect(pageOf(aRun()).run.notes).toEqual(['Enrolment is open until it begins.'])
  const closing = aRun({ closesAt: new Date('2026-03-09T17:00:00Z') })
  expect(pageOf(closing).run.notes).toEqual(['Enrolment closes on Monday 9 March 2026 at 5pm.'])
})

test('both kinds of trainer are always named, or said to be missing', () => {
  const run = aRun()
  const rows = { course, runs: [run], venues: [] }
  const both = [
    { name: 'Pat', expertise: 'professional' as const },
    { name: 'Amal', expertise: 'lived' as const },
  ]
  expect(
    coursePage({ ...rows, trainers: new Map([[run.id, both]]) }, visitor, moment).runs[0]?.trainers,
  ).toEqual([
    { name: 'Amal', role: 'Peer trainer' },
    { name: 'Pat', role: 'Professional trainer' },
  ])
  expect(pageOf(run).run.trainers).toEqual([
    { name: 'To be announced', role: 'Peer trainer' },
    { name: 'To be announced', role: 'Professional trainer' },
  ])
})

test('every session is told, with its own place where they differ, and what is over or cancelled', () => {
  const run = aRun({
    closesAt: new Date('2026-03-20T09:00:00Z'),
    sessions: [
      aSession('2026-02-24T10:00:00Z'),
      aSession('2026-03-10T10:00:00Z', { room: 'Garden room', note: 'Bring a mug.' }),
      aSession('2026-03-17T10:00:00Z', { status: 'cancelled' }),
    ],
  })
  expect(pageOf(run).run.sessions).toEqual([
    {
      date: 'Tuesday 24 February',
      time: '10am to midday',
      where: 'Library',
      note: 'This date is over.',
      cancelled: false,
    },
    {
      date: 'Tuesday 10 March',
      time: '10am to midday',
      where: 'Library, Garden room',
      note: 'Bring a mug.',
      cancelled: false,
    },
    { date: 'Tuesday 17 March', time: '10am to midday', where: 'Library', note: '', cancelled: true },
  ])
})

test('a place is told once when all sessions share it, and an online run names no place', () => {
  expect(pageOf(aRun()).run).toMatchObject({
    mode: 'In person',
    where: library.name,
    sessions: [{ where: undefined }],
  })
  const online = aRun({ mode: 'online', sessions: [aSession('2026-03-10T10:00:00Z', { venue: teams })] })
  expect(pageOf(online).run).toMatchObject({
    mode: 'Online',
    where: 'You get the link when you have a place.',
  })
  expect(pageOf(online).page.anyOnline).toBe(true)
})
