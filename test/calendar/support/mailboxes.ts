import type { CalendarMessage } from '../../../src/calendar/issue.ts'
import { CorrectCalendar, type Shown } from './correct-calendar.ts'

/** Calendars of both kinds at every address that messages were sent to. */
export class Mailboxes {
  #calendars = new Map<string, CorrectCalendar[]>()

  receive({ address, text }: CalendarMessage): void {
    const calendars = this.#calendars.get(address.toLowerCase()) ?? [
      new CorrectCalendar('forgets-occurrences'),
      new CorrectCalendar('keeps-occurrences'),
    ]
    this.#calendars.set(address.toLowerCase(), calendars)
    for (const calendar of calendars) calendar.receive(text)
  }

  /** What is still to come, as each calendar at the address shows it. */
  future(address: string, now: Date): Shown[][] {
    const calendars = this.#calendars.get(address.toLowerCase()) ?? []
    return calendars.map((calendar) => calendar.shows().filter(({ end }) => new Date(end) > now))
  }

  otherAddresses(address: string): string[] {
    return [...this.#calendars.keys()].filter((one) => one !== address.toLowerCase())
  }
}
