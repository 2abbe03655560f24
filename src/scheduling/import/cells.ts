// One cell at a time: text as colleges write it, to a value or to the reason why not.
import type { Mode, WaitingListMode } from '../../database/schema.ts'
import { dayAsTyped, timeAsTyped } from '../../lib/as-typed.ts'
import { weekdays } from './dates.ts'

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; reason: string }

const is = <Value>(value: Value): Parsed<Value> => ({ ok: true, value })
const not = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

/** `2025-03-03`, `3/3/2025`, `03.03.25`, `3 March 2025`, `03-Mar-25`. Day first: a month above 12 is refused, not swapped. */
export function parseDate(text: string): Parsed<string> {
  const date = dayAsTyped(text)
  if (date !== undefined) return is(date)
  return not(`${quoted(text)} is not a date. Write it as day/month/year, 03/09/2026, or as 2026-09-03.`)
}

/** `13:00`, `13.00`, `9.30`, `1pm`, `1:30 p.m.`, `noon`. A bare `9` is refused: morning or evening? */
export function parseTime(text: string): Parsed<string> {
  const time = timeAsTyped(text)
  if (time !== undefined) return is(time)
  return not(`${quoted(text)} is not a time. Write it as 13:30 or 1.30pm.`)
}

export function parseWhole(least: number, most: number): (text: string) => Parsed<number> {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    if (number >= least && number <= most) return is(number)
    return not(`${quoted(text)} is not a whole number from ${least} to ${most}.`)
  }
}

const modes: Record<Mode, string[]> = {
  'in-person': ['in person', 'face to face', 'classroom', 'on site', 'f2f'],
  online: ['online', 'on line', 'virtual', 'remote'],
}

export function parseMode(text: string): Parsed<Mode> {
  const plain = text.toLowerCase().replace(/[\s_-]+/g, ' ')
  if (modes['in-person'].includes(plain)) return is('in-person')
  if (modes.online.includes(plain)) return is('online')
  return not(`${quoted(text)} is not a way of teaching we know. Write "In person" or "Online".`)
}

/** The full name of the day for `Tuesday`, `tue`, `Thurs.`, `Wednesdays`. */
export function parseWeekday(text: string): Parsed<string> {
  const plain = text.toLowerCase().replace(/\.$/, '')
  const day = weekdays.find(
    (weekday) => plain.length >= 3 && `${weekday.toLowerCase()}s`.startsWith(plain.replace(/^weds$/, 'wed')),
  )
  return day === undefined ? not(`${quoted(text)} is not a day of the week.`) : is(day)
}

export function parseYesNo(text: string): Parsed<boolean> {
  const plain = text.toLowerCase()
  if (['yes', 'y', 'true', '1'].includes(plain)) return is(true)
  if (['no', 'n', 'false', '0'].includes(plain)) return is(false)
  return not(`${quoted(text)} is neither yes nor no.`)
}

export function parseWaitingListMode(text: string): Parsed<WaitingListMode> {
  const plain = text.toLowerCase()
  if (plain === 'auto' || plain === 'offer' || plain === 'staff') return is(plain)
  return not(`${quoted(text)} is not a way to fill places. Write auto, offer or staff.`)
}

/** Only addresses a browser may safely follow. */
export function parseLink(text: string): Parsed<string> {
  const safe = text.length <= 2000 && /^https?:\/\//i.test(text) && URL.canParse(text)
  return safe ? is(text) : not(`${quoted(text)} is not a web address. It must begin with https://`)
}

/** Email addresses, several parted by `;` or `,`, in small letters. */
export function parseEmails(text: string): Parsed<string[]> {
  const emails = text
    .toLowerCase()
    .split(/[;,\s]+/)
    .filter((email) => email !== '')
  const wrong = emails.find((email) => !/^[^@\s]+@[^@\s]+$/.test(email) || email.length > 254)
  return wrong === undefined ? is([...new Set(emails)]) : not(`${quoted(wrong)} is not an email address.`)
}

export function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`
}
