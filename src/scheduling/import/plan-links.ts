// Runs that the file gives a joining link which others have at about that time: their people would meet in one room. It
// may be meant, as with a trainer who goes on to the next class, so it is a warning.
import { addMinutes } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { overlaps, type Span } from './clashes.ts'
import type { College } from './college.ts'
import { longDate } from './dates.ts'
import { grouped } from './grouped.ts'
import { saidOf } from './plan-clashes.ts'
import type { PlannedRun } from './plan-runs.ts'
import { type Place, type Problem, warningAt } from './problems.ts'

interface Use extends Span {
  link: string
  runId: string
  title: string
  /** Where the file says it; nothing for what the college has already. */
  said: { place: Place; date: string } | null
}

/** Less than this before or after, some are still there or come early. In minutes. */
const margin = 60

/** Once for two runs, however many dates they share. */
export function sharedLinks(
  planned: readonly PlannedRun[],
  { linkBookings }: Pick<College, 'linkBookings'>,
  now: Date,
): Problem[] {
  const written = planned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
  const rewritten = new Set(written.map(({ run }) => run.id))
  const uses = [
    ...written.flatMap(usesOf),
    ...linkBookings.filter(({ run_id }) => !rewritten.has(run_id)).map(taken),
  ].filter(({ endsAt }) => endsAt > now)
  const meetings = [...grouped(uses, ({ link }) => link).values()].flatMap(meetingsOf)
  const byRuns = grouped(meetings, ({ own, other }) => `${own.runId} ${other.runId}`)
  return [...byRuns.values()].flatMap(warningOf)
}

function usesOf({ file, run, sessions }: PlannedRun): Use[] {
  return sessions.flatMap(({ status, join_link: link, starts_at, ends_at }) =>
    status !== 'planned' || link === null
      ? []
      : [
          {
            link,
            runId: run.id,
            title: file.row.title,
            startsAt: starts_at,
            endsAt: addMinutes(ends_at, margin),
            said: saidOf(file, starts_at),
          },
        ],
  )
}

function taken({ join_link, run_id, title, starts_at, ends_at }: College['linkBookings'][number]): Use {
  const endsAt = addMinutes(ends_at, margin)
  return { link: join_link, runId: run_id, title, startsAt: starts_at, endsAt, said: null }
}

interface Meeting {
  own: Use & { said: NonNullable<Use['said']> }
  other: Use
}

/** Of two lines the later in time is warned; beside what the college has, the line. */
function meetingsOf(uses: Use[]): Meeting[] {
  return overlaps(uses).flatMap(({ earlier, later }) => {
    if (earlier.runId === later.runId) return []
    const [own, other] = later.said === null ? [earlier, later] : [later, earlier]
    return own.said === null ? [] : [{ own: { ...own, said: own.said }, other }]
  })
}

function warningOf([first, ...more]: Meeting[]): Problem[] {
  if (first === undefined) return []
  const { own, other } = first
  const line = other.said?.place.line ?? null
  const who = line === null ? `"${other.title}"` : `"${other.title}" (line ${line})`
  const when = `on ${longDate(own.said.date)}${more.length === 0 ? '' : ` and ${counted(more.length, 'more date')}`}`
  const message = `The joining link is also that of ${who} at about that time, ${when}: the people of both would meet in one room. If that is not meant, give one of them a link of its own.`
  return [warningAt(own.said.place, 'join_link', message)]
}
