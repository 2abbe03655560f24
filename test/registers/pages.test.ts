import { addMinutes } from '../../src/lib/time.ts'
import { trainerPage } from '../../src/registers/pages.ts'
import type { SessionDetails } from '../../src/scheduling/queries.ts'

const run = {
  id: '11111111-1111-4111-8111-111111111111',
  capacity: 12,
  expertise: 'lived' as const,
  title: 'Walking group',
  coming: 1,
  waiting: 2,
  stands_in: false,
}

function session(startsAt: string, status: 'planned' | 'cancelled' = 'planned'): SessionDetails {
  const starts_at = new Date(startsAt)
  return {
    id: startsAt,
    run_id: run.id,
    starts_at,
    ends_at: addMinutes(starts_at, 120),
    end_assumed: false,
    venue_id: 'venue',
    room_id: null,
    join_link: null,
    status,
    note: '',
    revision: 0,
    updated_at: starts_at,
    venue_name: 'Library',
    venue_online: false,
    venue_address: '',
    venue_access: '',
    how_to_get_there: '',
    room_name: null,
    stand_ins: [],
  }
}

test('what a trainer gives today stands first, then tomorrow, then the rest with its day', () => {
  const now = new Date('2026-11-25T23:30:00Z')
  const sessions = [
    session('2026-11-25T10:00:00Z'),
    session('2026-11-25T22:00:00Z'),
    session('2026-11-26T00:30:00Z'),
    session('2026-11-26T10:00:00Z', 'cancelled'),
    session('2026-11-30T10:00:00Z'),
  ]
  const page = trainerPage([{ ...run, own_dates: sessions.map(({ id }) => id) }], sessions, {
    now,
    timeZone: 'Europe/London',
  })
  expect(page.days.map(({ heading, rows }) => [heading, rows.map(({ when }) => when)])).toEqual([
    ['Today', ['10pm to midnight']],
    ['Tomorrow', ['12:30am to 2:30am']],
    ['Coming up', ['Monday 30 November, 10am to midday']],
  ])
  expect(page.days[0]?.rows[0]?.aside).toBe('1 person coming')
  expect(page.runs).toMatchObject([
    {
      detail: 'You are the peer trainer. 3 sessions to come.',
      aside: '1 of 12 places taken',
      tags: [{ text: '2 waiting' }],
    },
  ])
})
