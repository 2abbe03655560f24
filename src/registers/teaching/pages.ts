import { hoursOf, placeOf, shortWhenOf, whereOf } from '../../enrolment/dates.ts'
import { type Moment, onTheClock } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { roleOf } from '../class-list/pages.ts'
import type { RunChanges } from './changes.ts'
import type { TaughtRun, ToMark } from './queries.ts'

/** How many sessions after this week the page lists before it is a timetable. */
const mostLater = 8

interface Rows {
  runs: TaughtRun[]
  /** Of these runs, and of those that something changed in. */
  sessions: SessionDetails[]
  toMark: ToMark[]
  changes: RunChanges[]
}

/** Today first: a trainer at the door holds a phone. Then what is left to do, what is new, and what comes. */
export function teachingPage({ runs, sessions, toMark, changes }: Rows, viewerId: string, at: Moment) {
  const own = new Set(runs.flatMap(({ own_dates: dates }) => dates))
  const given = sessions.filter(({ id, status }) => own.has(id) && status === 'planned')
  const standsIn = new Set(runs.filter(({ stands_in: only }) => only).map(({ id }) => id))
  const theirs = sessions.filter(({ id, run_id: run }) => own.has(id) || !standsIn.has(run))
  const groups = groupsOf(given, runs, at)
  const coming = given.filter(({ ends_at: ends }) => ends > at.now)
  return {
    title: 'My teaching',
    teachingStyles: true,
    /** How registers keep what this person marks, on the phone they mark it with, and where each of them is. */
    keptAs: `register ${viewerId}`,
    registerPattern: paths.sessionRegister.pattern.replace(':id', '{session}'),
    availabilityHref: paths.ownAvailability(),
    nothing: runs.length === 0,
    today: groups.filter(({ heading }) => heading === 'Today'),
    noneToday: runs.length > 0 && !groups.some(({ heading }) => heading === 'Today'),
    groups: groups.filter(({ heading }) => heading !== 'Today'),
    toMark: toMark.map((session) => toMarkRow(session, at)),
    changes: changes.map(({ runId, title, gone, lines }) => ({
      title,
      href: gone ? undefined : paths.classList({ id: runId }),
      which: whichRun(runId, theirs, at, gone),
      lines,
    })),
    seen: { action: paths.teachingSeen(), until: at.now.toISOString() },
    runs: runs.filter(({ over }) => !over).map((run) => runRow(run, { coming, sessions }, at)),
    over: runs
      .filter(({ over }) => over)
      .map((run) => ({
        title: run.title,
        href: paths.classList({ id: run.id }),
        detail: whichRun(run.id, sessions, at),
        aside: run.drop_in ? '' : `${counted(run.with_place, 'person', 'people')} had a place`,
      })),
  }
}

/**
 * Runs of one title are told apart by when and where they are next: `Next: Tuesday 8 September, 10am to midday, Library.`
 * Of what they do not give any more, or what is called off, nothing is next.
 */
function whichRun(runId: string, sessions: SessionDetails[], at: Moment, gone = false): string | undefined {
  const own = sessions.filter(({ run_id: id }) => id === runId)
  const ahead = own.filter(({ ends_at: ends }) => ends > at.now)
  const next = ahead.find(({ status }) => status === 'planned') ?? ahead[0]
  const shown = next ?? own.at(-1)
  const said = gone ? '' : next ? 'Next: ' : 'Last: '
  return shown && `${said}${shortWhenOf(shown, at)}, ${placeOf(shown)}.`
}

function runRow(
  run: TaughtRun,
  { coming, sessions }: { coming: SessionDetails[]; sessions: SessionDetails[] },
  at: Moment,
) {
  const own = coming.filter(({ run_id: id }) => id === run.id)
  const dates = own.length
  return {
    title: run.title,
    href: paths.classList({ id: run.id }),
    detail: `${whichRun(run.id, dates > 0 ? own : sessions, at) ?? ''} ${roleInWords(run)} ${counted(dates, 'session')} to come.`,
    aside: run.drop_in ? 'No booking' : `${run.with_place} of ${counted(run.capacity, 'place')} taken`,
    tags: run.waiting > 0 ? [{ kind: 'waiting', text: `${run.waiting} waiting` }] : [],
  }
}

function roleInWords({ expertise, stands_in }: TaughtRun): string {
  const role = roleOf(expertise).toLowerCase()
  return stands_in ? `You stand in as the ${role}.` : `You are the ${role}.`
}

function toMarkRow(session: ToMark, at: Moment) {
  return {
    when: shortWhenOf(session, at),
    title: session.title,
    href: paths.sessionRegister({ id: session.id }),
    aside: session.drop_in ? 'Not counted yet' : `${session.unmarked} of ${session.people} not marked`,
  }
}

type Group = 'Today' | 'Tomorrow' | 'This week' | 'Coming up'

function groupsOf(given: SessionDetails[], runs: TaughtRun[], at: Moment) {
  const groups = new Map<Group, ReturnType<typeof sessionRow>[]>()
  for (const session of given) {
    const heading = groupOf(session.starts_at, at)
    if (heading === undefined) continue
    const rows = groups.get(heading) ?? []
    const run = runs.find(({ id }) => id === session.run_id)
    if (heading !== 'Coming up' || rows.length < mostLater)
      groups.set(heading, [...rows, sessionRow(session, run, heading, at)])
  }
  return [...groups].map(([heading, rows]) => ({ heading, rows }))
}

/** A class of this morning stays on the page all day. */
function groupOf(startsAt: Date, { now, timeZone }: Moment): Group | undefined {
  const today = onTheClock(now, timeZone).toPlainDate()
  const days = today.until(onTheClock(startsAt, timeZone).toPlainDate()).days
  if (days < 0) return undefined
  if (days === 0) return 'Today'
  if (days === 1) return 'Tomorrow'
  return today.dayOfWeek + days <= 7 ? 'This week' : 'Coming up'
}

function sessionRow(session: SessionDetails, run: TaughtRun | undefined, heading: Group, at: Moment) {
  const oneDay = heading === 'Today' || heading === 'Tomorrow'
  const over = session.ends_at <= at.now
  return {
    when: oneDay ? hoursOf(session, at.timeZone) : shortWhenOf(session, at),
    title: run?.title,
    where: whereOf(session),
    coming: run?.drop_in === true ? 'A drop-in' : comingWords(run?.coming[session.id] ?? 0, over),
    over,
    registerHref: paths.sessionRegister({ id: session.id }),
    listHref: paths.classList({ id: session.run_id }),
  }
}

/** Who came to a class that is over stands on its register: nobody is coming to it any more. */
function comingWords(people: number, over: boolean): string | undefined {
  return over ? undefined : `${counted(people, 'person', 'people')} coming`
}
