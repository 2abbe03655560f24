import type { CalendarMessage } from '../../../src/calendar/issue.ts'
import type { CalendarSession } from '../../../src/calendar/session.ts'
import type { Shown } from './correct-calendar.ts'
import type { Replayed } from './engines.ts'
import { hostileTexts } from './hostile-texts.ts'
import { Store } from './stored.ts'
import { Student } from './student.ts'

/** What the sessions should be from `now` on, one after the other. */
export type Timetables = [now: Date, sessions: CalendarSession[]][]

export interface ToldHistory extends Replayed {
  messages: CalendarMessage[][]
  /** What a calendar should show as still to come after each step. */
  expected: Shown[][]
  nows: Date[]
  /** Where some sessions stayed without an entry. */
  tooIrregular: boolean[]
}

/** Tells one person all of it, and keeps what was sent. */
export function tell(timetables: Timetables, student = new Student()): ToldHistory {
  const store = new Store()
  const history: ToldHistory = { steps: [], messages: [], expected: [], nows: [], tooIrregular: [] }
  for (const [now, sessions] of timetables) {
    const { messages, tooIrregular } = student.should(sessions, now)
    for (const { text } of messages) store.receive(text)
    history.steps.push({ messages: messages.map(({ text }) => text), stored: store.files() })
    history.messages.push(messages)
    history.expected.push(sessions.filter(({ endsAt }) => endsAt > now).map(shownAs))
    history.nows.push(now)
    history.tooIrregular.push(tooIrregular)
  }
  return history
}

export function shownAs(session: CalendarSession): Shown {
  const text = (value: string) => hostileTexts.get(value) ?? value
  return {
    start: session.startsAt.toISOString(),
    end: session.endsAt.toISOString(),
    title: text(session.title),
    location: text(session.location),
    description: text(session.description),
  }
}

export function stillToCome(shown: Shown[], now: Date): Shown[] {
  return shown.filter(({ end }) => new Date(end) > now)
}

export function inOrder(events: Shown[]): Shown[] {
  return [...events].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}
