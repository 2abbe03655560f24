import { asTold } from '../../src/enrolment/dates-as-told.ts'
import { listSessions, type SessionDetails } from '../../src/scheduling/queries.ts'
import { testApp } from '../support/app.ts'
import { addRun } from '../support/college.ts'

const college = testApp()
const timeZone = 'Europe/London'

async function aDate(over: Partial<SessionDetails> = {}): Promise<SessionDetails> {
  const starts = { startsAt: new Date('2026-09-08T09:00:00Z'), endsAt: new Date('2026-09-08T11:00:00Z') }
  const { runId } = await addRun(college().db, { sessions: [starts] })
  const [session] = await listSessions(college().db, [runId])
  if (session === undefined) throw new Error('The run has no date')
  return { ...session, ...over }
}

const said = (action: string, ...changes: [string, string | null, string][]) => ({
  action,
  changes: changes.map(([field, before, after]) => ({ field, before, after })),
})

test('of several changes to one field the first says how it was, and what was not changed is as it is', async () => {
  const session = await aDate()
  const done = [
    said('session.changed', ['from', '08:00', '09:00'], ['until', '09:30', '10:00']),
    said('session.changed', ['from', '09:00', '10:00'], ['day', '2026-09-07', '2026-09-08']),
    said('venue.changed', ['name', 'Library', 'Old library']),
  ]
  expect(asTold(session, done, timeZone)).toMatchObject({
    starts_at: new Date('2026-09-07T07:00:00Z'),
    ends_at: new Date('2026-09-07T08:30:00Z'),
    end_assumed: false,
    place: session.venue_id,
    cancelled: false,
  })
})

test('an end that nobody knew was as long after the beginning as it is now', async () => {
  const session = await aDate({ end_assumed: true })
  const was = asTold(session, [said('session.changed', ['from', '09:00', '10:00'])], timeZone)
  expect(was).toMatchObject({ ends_at: new Date('2026-09-08T10:00:00Z'), end_assumed: true })
})

test('an hour that the clock skips, which another clock had, is not said; an end after midnight is on the next day', async () => {
  const session = await aDate()
  const skipped = said('session.changed', ['day', '2026-03-29', '2026-09-08'], ['from', '01:30', '10:00'])
  expect(asTold(session, [skipped], timeZone)?.starts_at).toEqual(session.starts_at)
  const late = said('session.changed', ['from', '23:00', '10:00'], ['until', '01:00', '12:00'])
  expect(asTold(session, [late], timeZone)?.ends_at).toEqual(new Date('2026-09-09T00:00:00Z'))
})

test('a date that was called off and is back on was off if that came first, and one that was added was none', async () => {
  const session = await aDate()
  const [off, on] = [said('session.cancelled'), said('session.reinstated')]
  expect(asTold(session, [on], timeZone)?.cancelled).toBe(true)
  expect(asTold(session, [off, on], timeZone)?.cancelled).toBe(false)
  expect(asTold(session, [said('session.added', ['from', null, '10:00']), off, on], timeZone)).toBeUndefined()
})
