import type { Db } from '../../database/schema.ts'
import { cautionAbout } from '../trainers/suitability/ask-first.ts'
import { type Times, wantedDate } from '../trainers/suitability/dates.ts'
import { listOwnTimes } from '../trainers/suitability/queries.ts'
import { reasonsAgainst, type WantedDate } from '../trainers/suitability/rules.ts'
import type { PlannedTime } from './dates.ts'

/** What speaks against a date, and stops nobody: the office may have asked them. */
export interface DateWarning {
  row: number
  text: string
}

/** Beside each date, that a trainer is away then, or usually cannot. What they teach then is a clash, and named as one. */
export async function findWarnings(
  db: Db,
  trainerIds: string[],
  times: PlannedTime[],
  timeZone: string,
): Promise<DateWarning[]> {
  const cautions = await findCautions(
    db,
    times.map((time) => ({ ...time, trainerIds })),
    timeZone,
  )
  return times.flatMap(({ row }, index) => (cautions[index] ?? []).map((text) => ({ row, text })))
}

/** The same for dates that are each given by others: of each date in turn. */
export async function findCautions(
  db: Db,
  dates: (Times & { trainerIds: string[] })[],
  timeZone: string,
): Promise<string[][]> {
  const people = new Set(dates.flatMap(({ trainerIds }) => trainerIds))
  const known = new Map((await listOwnTimes(db, [...people])).map((one) => [one.id, one]))
  const wantedAt = onceForEach(timeZone)
  return dates.map((date) =>
    date.trainerIds.flatMap((id) => {
      const own = known.get(id)
      if (own === undefined) return []
      const reasons = reasonsAgainst(own, [wantedAt(date)])
      return cautionAbout({ name: own.name, reasons }, timeZone) ?? []
    }),
  )
}

/** A term has thousands of dates at a few hundred times, and the clock is slow to ask. */
function onceForEach(timeZone: string): (times: Times) => WantedDate {
  const known = new Map<string, WantedDate>()
  return (times) => {
    const key = `${times.startsAt.getTime()} ${times.endsAt.getTime()}`
    const wanted = known.get(key) ?? wantedDate(times, timeZone)
    known.set(key, wanted)
    return wanted
  }
}
