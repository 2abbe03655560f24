import { officePage, type OfficeRows } from '../../src/enrolment/office-page.ts'

const at = { now: new Date('2026-11-25T09:00:00Z'), timeZone: 'Europe/London' }
type Run = OfficeRows['runs'][number]

function run(startsAt: string, over: Partial<Run> = {}): Run {
  return {
    id: '11111111-1111-4111-8111-111111111111',
    status: 'published',
    capacity: 12,
    pair_broken_at: null,
    waiting_list_mode: 'offer',
    drop_in: false,
    title: 'Walking group',
    next_starts_at: new Date(startsAt),
    venue: 'Library',
    taken: 3,
    waiting: 0,
    requested: 0,
    offered: 0,
    live: 3,
    ...over,
  }
}

const shown = (runs: Run[], rest: Partial<OfficeRows> = {}) =>
  officePage({ runs, calls: 0, failedMails: 0, ...rest }, at)

test('runs stand under this week, next week, and then the month they are in', () => {
  const page = shown([
    run('2026-11-25T10:00:00Z'),
    run('2026-11-29T23:59:00Z'),
    run('2026-11-30T00:00:00Z'),
    run('2026-12-06T20:00:00Z'),
    run('2026-12-07T10:00:00Z'),
    run('2027-01-05T10:00:00Z'),
  ])
  expect(page.groups.map(({ heading, rows }) => [heading, rows.length])).toEqual([
    ['This week', 2],
    ['Next week', 2],
    ['Later in December 2026', 1],
    ['January 2027', 1],
  ])
})

test('this week and next week lie open, and each month further away unfolds with a press', () => {
  const soon = shown([
    run('2026-11-25T10:00:00Z'),
    run('2026-11-30T00:00:00Z'),
    run('2026-12-07T10:00:00Z'),
    run('2026-12-08T10:00:00Z'),
  ])
  expect(soon.groups.map(({ open, count }) => [open, count])).toEqual([
    [true, '1 run'],
    [true, '1 run'],
    [false, '2 runs'],
  ])
})

test('when nothing is near, the first month that has runs lies open', () => {
  const page = shown([run('2027-01-05T10:00:00Z'), run('2027-02-05T10:00:00Z')])
  expect(page.groups.map(({ open }) => open)).toEqual([true, false])
})

test("a week begins on the college's own Monday", () => {
  // Still Sunday in London, Monday already in Auckland.
  const runs = [run('2026-11-29T12:00:00Z')]
  const inAuckland = officePage({ runs, calls: 0, failedMails: 0 }, { ...at, timeZone: 'Pacific/Auckland' })
  expect(shown(runs).groups[0]?.heading).toBe('This week')
  expect(inAuckland.groups[0]?.heading).toBe('Next week')
})

test('what needs somebody is said first, each with the page where it is done', () => {
  const page = shown(
    [
      run('2026-11-26T10:00:00Z', { requested: 2 }),
      run('2026-11-27T10:00:00Z', { waiting_list_mode: 'staff', waiting: 1, taken: 11 }),
      run('2026-11-27T10:00:00Z', { waiting_list_mode: 'offer', waiting: 1, taken: 11 }),
      run('2026-11-27T10:00:00Z', { waiting_list_mode: 'staff', waiting: 1, taken: 12 }),
    ],
    {
      calls: 1,
      followUps: { people: 2, forOffice: 1 },
      registers: { unmarked: 1, walkIns: 2, undecided: 3 },
      failedMails: 3,
      deadJobs: 2,
    },
  )
  expect(page.needs.map(({ text }) => text)).toEqual([
    '1 person to call or write to',
    '2 people missed a class: a kind call',
    '1 person would like to hear from you after a missed class',
    '2 people came without a place: do we know them?',
    '1 register is not marked yet',
    'Did 3 people complete their course? No register says it',
    '3 messages could not be delivered',
    '2 pieces of work could not be done',
    '2 requests to answer',
    '1 free place to give',
  ])
  expect(page.needs.every(({ href }) => /^\/(admin|follow-ups)/.test(href))).toBe(true)
})

test('a run of which every date is cancelled needs somebody, and is not among those still to come', () => {
  const page = shown([{ ...run('2026-11-26T10:00:00Z'), next_starts_at: null, live: 1, requested: 1 }])
  expect(page.needs).toEqual([
    {
      text: 'Every date is cancelled: call the run off, or plan new dates',
      about: 'Walking group, 1 person',
      href: '/admin/runs/11111111-1111-4111-8111-111111111111',
    },
  ])
  expect([page.groups, page.nothing]).toEqual([[], false])
})

test('a quiet office has nothing to do', () => {
  expect(shown([run('2026-11-26T10:00:00Z')]).needs).toEqual([])
})
