import type { CalendarMessage } from '../../../src/calendar/issue.ts'
import type { CalendarSession } from '../../../src/calendar/session.ts'
import { components } from './content-lines.ts'
import { Student } from './student.ts'

/** `REQUEST moved A/1 of 11-03: 11-04T17:00`: entry A, SEQUENCE 1, its occurrence of 3 November, and what begins when. */
function inWords(messages: CalendarMessage[], names: string[]): string[] {
  return messages.map(({ method, text, uid, change: { kind } }) => {
    if (!names.includes(uid)) names.push(uid)
    const event = components(text, 'VEVENT')[0]!
    const value = (name: string) => event.get(name)?.value ?? ''
    const day = (time: string) => `${time.slice(4, 6)}-${time.slice(6, 8)}`
    const entry = 'ABCDEFGH'[names.indexOf(uid)] ?? '?'
    const occurrence = event.has('RECURRENCE-ID') ? ` of ${day(value('RECURRENCE-ID'))}` : ''
    const time = `${day(value('DTSTART'))}T${value('DTSTART').slice(9, 11)}:${value('DTSTART').slice(11, 13)}`
    const count = /COUNT=(\d+)/.exec(value('RRULE'))?.[1]
    const series = count === undefined ? '' : ` x${count}`
    const except = event.has('EXDATE') ? ` without ${value('EXDATE').split(',').map(day).join(' ')}` : ''
    return `${method} ${kind} ${entry}/${value('SEQUENCE')}${occurrence}: ${time}${series}${except}`
  })
}

/** What one person is told, step by step. */
export function told(...steps: [now: Date, sessions: CalendarSession[]][]): string[][] {
  const student = new Student()
  const names: string[] = []
  return steps.map(([now, sessions]) => inWords(student.should(sessions, now).messages, names))
}

/** What is told in the last of these steps. */
export const lastOf = (...steps: Parameters<typeof told>) => told(...steps).at(-1)
