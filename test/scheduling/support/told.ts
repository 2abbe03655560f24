// What one person's calendar was told, read from the outbox with a parser.
import ICAL from 'ical.js'
import type { Db } from '../../../src/database/schema.ts'
import type { MailContent } from '../../../src/mail/content.ts'

export interface Told {
  template: string
  method: string
  uid: string
  sequence: number
  stamp: string
  status: string
  starts: string
  ends: string
  recurrenceId: string | undefined
  rule: string | undefined
  except: string[]
  summary: string
  location: string
  attendee: string
  organizer: string
  /** Everything a person reads in the mail. */
  prose: string
}

/** Every calendar message to this address, in the order in which it is sent. */
export async function toldTo(db: Db, address: string): Promise<Told[]> {
  const mails = await db
    .selectFrom('mail')
    .selectAll()
    .where('to_address', '=', address)
    .where('calendar_text', 'is not', null)
    .orderBy('number')
    .execute()
  return mails.map(({ template, calendar_text: text, calendar_method, view, subject }) => {
    const calendar = new ICAL.Component(ICAL.parse(text ?? '') as unknown[])
    const events = calendar.getAllSubcomponents('vevent')
    const [event] = events
    if (event === undefined || events.length > 1) throw new Error('One message holds exactly one VEVENT')
    const method = String(calendar.getFirstPropertyValue('method'))
    if (method !== calendar_method)
      throw new Error(`The mail says ${String(calendar_method)}, its calendar ${method}`)
    return {
      template: template.replace('enrolment/', ''),
      method,
      ...partsOf(event),
      prose: proseOf(subject, view),
    }
  })
}

function partsOf(event: ICAL.Component): Omit<Told, 'template' | 'method' | 'prose'> {
  const value = (name: string) => {
    const found = event.getFirstPropertyValue(name)
    return found === null ? '' : String(found)
  }
  return {
    uid: value('uid'),
    sequence: Number(value('sequence')),
    stamp: value('dtstamp'),
    status: value('status'),
    starts: zoned(event, 'dtstart'),
    ends: zoned(event, 'dtend'),
    recurrenceId: zoned(event, 'recurrence-id') || undefined,
    rule: value('rrule') || undefined,
    except: (event.getFirstProperty('exdate')?.getValues() ?? []).map(String),
    summary: value('summary'),
    location: value('location'),
    attendee: value('attendee'),
    organizer: value('organizer'),
  }
}

/** `2026-10-06T10:00:00`, after a check that it is said in the college's own zone. */
function zoned(event: ICAL.Component, name: string): string {
  const property = event.getFirstProperty(name)
  if (property === null) return ''
  if (property.getParameter('tzid') !== 'Europe/London') throw new Error(`${name} has no TZID`)
  return String(property.getFirstValue())
}

function proseOf(subject: string, view: unknown): string {
  const { heading, paragraphs, facts, afterwards } = view as MailContent
  const lines = facts.flatMap(({ label, lines }) => [`${label}:`, ...lines])
  return [subject, heading, ...paragraphs, ...lines, ...afterwards].join('\n')
}
