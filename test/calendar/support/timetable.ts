import { Temporal } from 'temporal-polyfill'
import type { CalendarSession, CalendarSettings } from '../../../src/calendar/session.ts'

export const london = 'Europe/London'

export const settings: CalendarSettings = {
  timeZone: london,
  organizerName: 'Riverside Recovery College',
  organizerAddress: 'bookings@calendar.riverside.example',
  domain: 'calendar.riverside.example',
}

/** The instant of a wall-clock time such as `2026-10-13T18:30`. */
export function at(local: string, timeZone = london): Date {
  return new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds)
}

/** A session of two hours unless it says otherwise. */
export function meeting(id: string, local: string, other: Partial<CalendarSession> = {}): CalendarSession {
  const startsAt = at(local)
  return {
    id,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 2 * 60 * 60 * 1000),
    title: 'Sleeping better',
    location: 'Room 2, The Old Library, 12 Mill Street',
    description: 'Your booking: https://college.example/runs/1',
    url: 'https://college.example/runs/1',
    ...other,
  }
}

/** Sessions `s1`, `s2`, … at the same wall-clock time, so many days apart. */
export function every(days: number, count: number, firstLocal: string): CalendarSession[] {
  const first = Temporal.PlainDateTime.from(firstLocal)
  return Array.from({ length: count }, (_, index) =>
    meeting(`s${index + 1}`, first.add({ days: days * index }).toString()),
  )
}

/** Tuesdays at half past six from 13 October 2026: the clocks go back after the second, half-term is week three. */
export function autumnCourse(): CalendarSession[] {
  return every(7, 7, '2026-10-13T18:30').filter(({ id }) => id !== 's3')
}

/** The same sessions with some of them changed. */
export function change(
  sessions: CalendarSession[],
  id: string,
  difference: Partial<CalendarSession>,
): CalendarSession[] {
  return sessions.map((session) => (session.id === id ? { ...session, ...difference } : session))
}

/** The same sessions with one at another time, and as long as before. */
export function move(sessions: CalendarSession[], id: string, local: string): CalendarSession[] {
  return sessions.map((session) => {
    if (session.id !== id) return session
    const startsAt = at(local)
    const length = session.endsAt.getTime() - session.startsAt.getTime()
    return { ...session, startsAt, endsAt: new Date(startsAt.getTime() + length) }
  })
}

export function without(sessions: CalendarSession[], ...ids: string[]): CalendarSession[] {
  return sessions.filter(({ id }) => !ids.includes(id))
}
