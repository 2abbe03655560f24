// What a calendar needs to know of one meeting of a run. Plain data: this folder knows no feature.

export interface Content {
  title: string
  location: string
  description: string
}

/** Sessions of a run share one calendar entry only where their content agrees: keep notes on single dates out of it. */
export interface CalendarSession extends Content {
  id: string
  startsAt: Date
  endsAt: Date
  /** A page behind sign-in, never a secret link: people share their calendars. May be empty. */
  url: string
}

export interface Recipient {
  personId: string
  name: string
  /** Null for somebody without an email: what their calendar was told before is then taken back. */
  address: string | null
}

export interface CalendarSettings {
  timeZone: string
  organizerName: string
  /** The one address that also sends the mail: calendars trust an organiser they know. */
  organizerAddress: string
  /** The right-hand side of every UID. */
  domain: string
}

export function contentOf({ title, location, description }: Content): Content {
  return { title, location, description }
}

export function sameContent(one: Content, other: Content): boolean {
  return one.title === other.title && one.location === other.location && one.description === other.description
}

/** A fixed order, also for sessions that start together. */
export function byStart(one: CalendarSession, other: CalendarSession): number {
  return one.startsAt.getTime() - other.startsAt.getTime() || (one.id < other.id ? -1 : 1)
}
