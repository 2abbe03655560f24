import { createHash } from 'node:crypto'
import { decideOpen, type OpenDecision } from '../../catalogue/open.ts'
import type { Config } from '../../config/config.ts'
import type { Db, Expertise } from '../../database/schema.ts'
import { counted, shortDay } from '../../lib/words.ts'
import { listClosedDays } from '../closures/queries.ts'
import { grouped } from '../import/grouped.ts'
import { closedDays, closedDaysInWords } from '../planning/closed-days.ts'
import { listTrainers } from '../queries.ts'
import { decidePublishTogether } from '../rules.ts'
import { smallRoomWords } from '../sessions/small-room.ts'
import type { NamedDays } from '../terms/queries.ts'
import { outsideWords } from '../terms/words.ts'
import { listLacking } from '../trainers/covers/queries.ts'
import { type DraftDate, type DraftRow, listDrafts, listPlannedDates } from './queries.ts'

export type Decided = ReturnType<typeof decidePublishTogether>

/** A draft as it stands now: whether it can be published with the others, and what else is to be known of it. */
export interface LookedDraft {
  run: DraftRow
  decided: Decided
  expertise: Expertise[]
  /** Those that take place, by time. */
  dates: DraftDate[]
  /** Once it is published. */
  open: OpenDecision
  /** What may be meant, and stops nobody. */
  warnings: string[]
  /** All of that, shortened: another value means that it is no longer as it was shown. */
  mark: string
}

export interface Where {
  /** Null: the drafts without one. */
  term: (NamedDays & { id: string }) | null
}

/** When it is asked, and in which college. */
export type Asked = Pick<Config, 'timeZone' | 'country'> & { now: Date }

/** What publishing everything that is ready comes to, from what is there now; by title. */
export async function lookAtDrafts(db: Db, { term }: Where, at: Asked): Promise<LookedDraft[]> {
  const runs = await listDrafts(db, term?.id ?? null)
  const runIds = runs.map(({ id }) => id)
  const [dates, trainers, lacking, closures] = await Promise.all([
    listPlannedDates(db, runIds, at.timeZone),
    listTrainers(db, runIds),
    listLacking(db, { runIds }, at),
    listClosedDays(db),
  ])
  const datesOf = grouped(dates, ({ runId }) => runId)
  const teamOf = grouped(trainers, ({ run_id }) => run_id)
  const lackingOf = grouped(lacking, ({ run_id }) => run_id)
  const around = { term, closedOn: closedDays(closures, at.country), now: at.now }
  return runs.map((run) => {
    const its = datesOf.get(run.id) ?? []
    const team = teamOf.get(run.id) ?? []
    const away = (lackingOf.get(run.id) ?? []).map(
      ({ name, starts_at }) => `${name} cannot come on ${shortDay(starts_at, at.timeZone)}`,
    )
    const expertise = team.map((one) => one.expertise)
    const looked = {
      ...{ run, expertise, dates: its, decided: decide(run, its, expertise, at.now) },
      open: decideOpen({ ...run, status: 'published', sessions: its }, at.now),
      warnings: [...away, ...warningsOf(run, its, around)],
    }
    return { ...looked, mark: markOf(looked, team.map(({ person_id }) => person_id).sort()) }
  })
}

function decide(run: DraftRow, dates: DraftDate[], expertise: Expertise[], now: Date): Decided {
  const toCome = dates.filter(({ endsAt }) => endsAt > now)
  return decidePublishTogether({
    status: 'draft',
    courseStatus: run.courseStatus,
    plannedSessions: dates.length,
    sessionsToCome: toCome.length,
    placeUnused: toCome.some(({ unused }) => unused !== null),
    expertise,
  })
}

interface Around extends Where {
  closedOn: (day: string) => string | undefined
  now: Date
}

function warningsOf(run: DraftRow, dates: DraftDate[], { term, closedOn, now }: Around): string[] {
  const [tight] = dates
    .filter(({ holds, endsAt }) => !run.dropIn && endsAt > now && holds !== null && holds < run.capacity)
    .sort((one, other) => (one.holds ?? 0) - (other.holds ?? 0))
  const small =
    tight === undefined
      ? []
      : [smallRoomWords({ places: run.capacity, room: tight.room ?? '', holds: tight.holds ?? 0 })]
  const days = dates.map(({ day }) => day)
  const outside = term === null ? undefined : outsideWords(days, term)
  const closed = closedDaysInWords(days, closedOn)
  const begun = dates.filter(({ startsAt }) => startsAt <= now).length
  const late =
    begun === 0 || begun === dates.length ? [] : [`${counted(begun, 'date has', 'dates have')} begun already`]
  return [...small, ...[outside, closed].flatMap((words) => words ?? []), ...late]
}

function markOf({ run, decided, dates, open, warnings }: Omit<LookedDraft, 'mark'>, team: string[]): string {
  const facts = [run, decided, dates, open, warnings, team]
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 12)
}
