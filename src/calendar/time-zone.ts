// VTIMEZONE blocks. Every rule repeats yearly from 1970: desktop Outlook ignores blocks made of single dates and then
// shows sessions an hour off.
import { Temporal } from 'temporal-polyfill'
import type { Component, Property } from './jcal.ts'

export type ZoneRules =
  { ok: true; block: Component } | { ok: false; reason: 'unknown-zone' | 'irregular-zone' }

interface Change {
  /** Wall-clock time just before the change. */
  at: Temporal.PlainDateTime
  from: string
  to: string
}

// A 28-year calendar repeats every weekday pattern; half of it shows each weekday on each date of a week.
const yearsToTry = 15
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const known = new Map<string, ZoneRules>()

/**
 * The block of a zone, right from the given year on. Throws for a zone it would have to lie about: one whose clocks
 * follow no yearly rule (Casablanca, Gaza), or that is about to change its rule.
 */
export function timeZoneBlock(timeZone: string, year: number): Component {
  const rules = zoneRules(timeZone, year)
  if (!rules.ok)
    throw new Error(`Invitations cannot be written for the time zone ${timeZone}: ${rules.reason}`)
  return rules.block
}

/** The same as a reason instead of an error, so that a setting can be checked when the program starts. */
export function zoneRules(timeZone: string, year: number): ZoneRules {
  const key = `${timeZone} ${year}`
  const rules = known.get(key) ?? deriveRules(timeZone, year)
  known.set(key, rules)
  return rules
}

function deriveRules(timeZone: string, year: number): ZoneRules {
  const first = firstMoment(timeZone, year - 1)
  if (first === undefined) return { ok: false, reason: 'unknown-zone' }
  const changes = Array.from({ length: yearsToTry }, (_, index) => changesOf(timeZone, year - 1 + index))
  const perYear = changes[0]?.length ?? 0
  if (changes.some((ofYear) => ofYear.length !== perYear)) return { ok: false, reason: 'irregular-zone' }
  if (perYear === 0) return { ok: true, block: zone(timeZone, [fixed(first.offset)]) }
  const rules = Array.from({ length: perYear }, (_, index) =>
    yearlyRule(changes.flatMap((of) => of[index] ?? [])),
  )
  if (perYear !== 2 || !rules.every((rule) => rule !== undefined))
    return { ok: false, reason: 'irregular-zone' }
  return { ok: true, block: zone(timeZone, rules) }
}

/** Undefined for what is no place of the tz database; offsets such as `+01:00` are no name for a zone. */
function firstMoment(timeZone: string, year: number): Temporal.ZonedDateTime | undefined {
  if (!/^[A-Za-z][\w+/-]*$/.test(timeZone)) return undefined
  try {
    return new Temporal.PlainDate(year, 1, 1).toZonedDateTime(timeZone)
  } catch {
    return undefined
  }
}

function changesOf(timeZone: string, year: number): Change[] {
  const changes: Change[] = []
  let before = new Temporal.PlainDate(year, 1, 1).toZonedDateTime(timeZone)
  for (;;) {
    const after = before.getTimeZoneTransition('next')
    if (after?.year !== year) return changes
    changes.push({ at: onClockOf(before.offset, after), from: before.offset, to: after.offset })
    before = after
  }
}

function onClockOf(offset: string, moment: Temporal.ZonedDateTime): Temporal.PlainDateTime {
  return moment.withTimeZone(offset).toPlainDateTime()
}

/** The one rule that fits the same change of every year, or undefined. */
function yearlyRule(changes: Change[]): Component | undefined {
  const [first] = changes
  if (first === undefined) return undefined
  const ordinal = [...ordinals(first.at)].find((one) => changes.every(({ at }) => ordinals(at).includes(one)))
  const alike = changes.every(
    ({ at, from, to }) => signature(at) === signature(first.at) && from === first.from && to === first.to,
  )
  if (ordinal === undefined || !alike) return undefined
  const day = `${ordinal}${weekdays[first.at.dayOfWeek - 1] ?? ''}`
  const name = isLater(first.to, first.from) ? 'daylight' : 'standard'
  return observance(name, first.from, first.to, since1970(first.at, ordinal), [
    ['rrule', {}, 'recur', { freq: 'YEARLY', bymonth: first.at.month, byday: day }],
  ])
}

function signature(at: Temporal.PlainDateTime): string {
  return `${at.month} ${at.dayOfWeek} ${at.toPlainTime().toString()}`
}

/** Which weekday of its month this is: the last (-1), the first, second… The fifth is no rule. */
function ordinals({ day, daysInMonth }: Temporal.PlainDateTime): number[] {
  return [...(day + 7 > daysInMonth ? [-1] : []), ...(day <= 28 ? [Math.ceil(day / 7)] : [])]
}

function since1970(at: Temporal.PlainDateTime, ordinal: number): Temporal.PlainDateTime {
  const month = at.with({ year: 1970, day: 1 })
  const firstSuch = month.add({ days: (at.dayOfWeek - month.dayOfWeek + 7) % 7 })
  if (ordinal > 0) return firstSuch.add({ weeks: ordinal - 1 })
  const fifth = firstSuch.add({ weeks: 4 })
  return fifth.month === month.month ? fifth : firstSuch.add({ weeks: 3 })
}

function isLater(offset: string, other: string): boolean {
  const minutes = (value: string) =>
    Number(`${value.slice(0, 1)}1`) * (Number(value.slice(1, 3)) * 60 + Number(value.slice(4, 6)))
  return minutes(offset) > minutes(other)
}

function fixed(offset: string): Component {
  return observance('standard', offset, offset, new Temporal.PlainDateTime(1970, 1, 1), [])
}

function observance(
  name: string,
  from: string,
  to: string,
  start: Temporal.PlainDateTime,
  rule: Property[],
): Component {
  return [
    name,
    [
      ['tzoffsetfrom', {}, 'utc-offset', from],
      ['tzoffsetto', {}, 'utc-offset', to],
      ['dtstart', {}, 'date-time', start.toString({ smallestUnit: 'second' })],
      ...rule,
    ],
    [],
  ]
}

function zone(timeZone: string, observances: Component[]): Component {
  return ['vtimezone', [['tzid', {}, 'text', timeZone]], observances]
}
