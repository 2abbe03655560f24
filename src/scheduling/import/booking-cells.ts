// What a line says of who may enrol on its run and when, and what is asked of them. All of it may be left out.
import type { PriorityGroup } from '../../database/schema.ts'
import { dayAsTyped, timeAsTyped } from '../../lib/as-typed.ts'
import type { CellReader } from './cell-reader.ts'
import * as cells from './cells.ts'
import { bareName } from './columns.ts'

export const bookingColumns = [
  'drop_in',
  'enrolment_opens',
  'enrolment_closes',
  'priority_opens',
  'priority_for',
  'audience_confirmed',
  'first_session_needed',
  'sessions_needed',
] as const

/** A day and a time on the college's clock. */
export interface ClockMoment {
  date: string
  time: string
}

/** Null where the cell is empty. */
export interface BookingRow {
  dropIn: boolean | null
  opens: ClockMoment | null
  closes: ClockMoment | null
  priorityOpens: ClockMoment | null
  priorityFor: PriorityGroup[] | null
  audienceConfirmed: boolean | null
  firstSessionNeeded: boolean | null
  sessionsNeeded: number | null
}

export function readBookingRules(reader: CellReader<(typeof bookingColumns)[number]>): BookingRow {
  return {
    dropIn: reader.value('drop_in', cells.parseYesNo),
    opens: reader.value('enrolment_opens', parseMoment('00:00')),
    closes: reader.value('enrolment_closes', parseMoment(undefined)),
    priorityOpens: reader.value('priority_opens', parseMoment('00:00')),
    priorityFor: reader.value('priority_for', parseGroups),
    audienceConfirmed: reader.value('audience_confirmed', cells.parseYesNo),
    firstSessionNeeded: reader.value('first_session_needed', cells.parseYesNo),
    sessionsNeeded: reader.value('sessions_needed', cells.parseWhole(1, 99)),
  }
}

/** A day and a time in one cell: `03/09/2026 9am`, `2026-09-03 09:00`. Enrolment that opens on a day opens as it begins. */
function parseMoment(ofTheDay: string | undefined): (text: string) => cells.Parsed<ClockMoment> {
  return (text) => {
    const whole = dayAsTyped(text)
    if (whole !== undefined && ofTheDay !== undefined)
      return { ok: true, value: { date: whole, time: ofTheDay } }
    for (const [index] of [...text.matchAll(/[ T]/g)].map((space) => [space.index] as const)) {
      const date = dayAsTyped(text.slice(0, index))
      const time = timeAsTyped(text.slice(index + 1))
      if (date !== undefined && time !== undefined) return { ok: true, value: { date, time } }
    }
    const reason = `${cells.quoted(text)} is not a day and a time. Write them as 03/09/2026 9am, or as 2026-09-03 09:00.`
    return { ok: false, reason }
  }
}

/** Each group as a file says it; the first way is the one it is written in. */
const groupNames: Record<PriorityGroup, [string, ...string[]]> = {
  'uses-services': ['people who use services', 'uses services', 'service users'],
  'carer-or-family': ['carers and families', 'carers', 'families', 'carer or family'],
  staff: ['staff'],
  public: ['members of the public', 'public'],
  new: ['new people', 'new'],
}

export function groupsForFile(groups: readonly PriorityGroup[]): string {
  return groups.map((group) => groupNames[group][0]).join('; ')
}

function parseGroups(text: string): cells.Parsed<PriorityGroup[]> {
  const groups = new Set<PriorityGroup>()
  for (const said of text.split(/[;,]/).filter((one) => one.trim() !== '')) {
    const group = (Object.keys(groupNames) as PriorityGroup[]).find((one) =>
      groupNames[one].some((name) => bareName(name) === bareName(said)),
    )
    if (group === undefined) {
      const known = Object.values(groupNames).map(([name]) => name)
      return { ok: false, reason: `${cells.quoted(said)} is none of: ${known.join('; ')}.` }
    }
    groups.add(group)
  }
  return { ok: true, value: [...groups].sort() }
}
