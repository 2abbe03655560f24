// Runs whose enrolment would open once it is too late, because their dates come earlier or some of them go.
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { momentInWords } from '../../lib/words.ts'
import type { DateInScope } from '../../scheduling/bulk-changes/queries.ts'
import { lateOpening } from '../../scheduling/runs/booking.ts'
import { type DateBeforeOpening, listDatesBeforeOpening } from '../../scheduling/runs/queries.ts'
import { grouped } from '../../scheduling/import/grouped.ts'

interface ChosenDate {
  was: DateInScope
  is: DateInScope | undefined
}

/** Beside the first date of each such run that is changed: when it opens, and that nobody can enrol then. */
export async function lateOpenings(db: Db, chosen: ChosenDate[], at: Moment): Promise<Map<string, string>> {
  const runIds = [...new Set(chosen.map(({ was }) => was.run_id))]
  const sessions = grouped(await listDatesBeforeOpening(db, runIds, at.now), ({ runId }) => runId)
  const becomes = new Map(chosen.map(({ was, is }) => [was.id, is]))
  const said = new Map<string, string>()
  for (const its of sessions.values()) {
    const [run] = its
    const first = its.find(({ id }) => becomes.has(id))
    const after = its.flatMap((session) => timesAfter(session, becomes))
    if (run === undefined || first === undefined || after.length === 0) continue
    const before = lateOpening(run, its)
    if (before !== undefined || lateOpening(run, after.sort(byTime)) === undefined) continue
    const opens = momentInWords(run.enrolment_opens_at, at.timeZone)
    said.set(first.id, `Enrolment opens only on ${opens}, when nobody can enrol any more`)
  }
  return said
}

interface Times {
  startsAt: Date
  endsAt: Date
}

const byTime = (one: Times, other: Times) => one.startsAt.getTime() - other.startsAt.getTime()

/** As it will be; nothing where it is called off. */
function timesAfter(session: DateBeforeOpening, becomes: Map<string, DateInScope | undefined>): Times[] {
  const is = becomes.get(session.id)
  if (is === undefined) return [session]
  return is.status === 'cancelled' ? [] : [{ startsAt: is.starts_at, endsAt: is.ends_at }]
}
