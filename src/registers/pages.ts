import type { AccessNeed } from '../accounts/about-me/need-queries.ts'
import { flagOf } from '../accounts/about-me/needs.ts'
import { supporterWords } from '../accounts/about-me/pages.ts'
import type { listSupporters } from '../accounts/about-me/queries.ts'
import type { Expertise } from '../database/schema.ts'
import { hoursOf, sessionLines, shortWhenOf, whereOf } from '../enrolment/dates.ts'
import { type Moment, onTheClock } from '../lib/time.ts'
import { counted, dayInWords, listed, shortDay } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails, Trainer } from '../scheduling/queries.ts'
import type { listClass, listMarked, listTaughtRuns } from './queries.ts'

type TaughtRun = Awaited<ReturnType<typeof listTaughtRuns>>[number]

/** How many sessions the page lists before it is a timetable. */
const mostSessions = 8

/** The sessions I give next, today's first, and my runs. */
export function trainerPage(runs: TaughtRun[], sessions: SessionDetails[], at: Moment) {
  const own = new Set(runs.flatMap(({ own_dates }) => own_dates))
  const coming = sessions.filter(
    ({ id, status, ends_at }) => own.has(id) && status === 'planned' && ends_at > at.now,
  )
  return {
    title: 'My teaching',
    availabilityHref: paths.ownAvailability(),
    nothing: runs.length === 0,
    days: daysOf(coming.slice(0, mostSessions), runs, at),
    runs: runs.map((run) => ({
      title: run.title,
      href: paths.classList({ id: run.id }),
      detail: `${roleInWords(run)} ${counted(
        coming.filter(({ run_id }) => run_id === run.id).length,
        'session',
      )} to come.`,
      aside: `${run.coming} of ${counted(run.capacity, 'place')} taken`,
      tags: run.waiting > 0 ? [{ kind: 'waiting', text: `${run.waiting} waiting` }] : [],
    })),
  }
}

function roleInWords({ expertise, stands_in }: TaughtRun): string {
  const role = roleOf(expertise).toLowerCase()
  return stands_in ? `You stand in as the ${role}.` : `You are the ${role}.`
}

function daysOf(sessions: SessionDetails[], runs: TaughtRun[], at: Moment) {
  const days = new Map<string, ReturnType<typeof sessionRow>[]>()
  for (const session of sessions) {
    const heading = dayHeading(session.starts_at, at)
    const run = runs.find(({ id }) => id === session.run_id)
    days.set(heading, [...(days.get(heading) ?? []), sessionRow(session, run, heading === later, at)])
  }
  return [...days].map(([heading, rows]) => ({ heading, rows }))
}

const later = 'Coming up'

function dayHeading(startsAt: Date, { now, timeZone }: Moment): string {
  const today = onTheClock(now, timeZone).toPlainDate()
  const days = today.until(onTheClock(startsAt, timeZone).toPlainDate()).days
  if (days <= 0) return 'Today'
  return days === 1 ? 'Tomorrow' : later
}

function sessionRow(session: SessionDetails, run: TaughtRun | undefined, withDay: boolean, at: Moment) {
  return {
    when: withDay ? shortWhenOf(session, at) : hoursOf(session, at.timeZone),
    title: run?.title,
    href: paths.classList({ id: session.run_id }),
    detail: whereOf(session),
    aside: `${counted(run?.coming ?? 0, 'person', 'people')} coming`,
  }
}

function roleOf(expertise: Expertise): string {
  return expertise === 'lived' ? 'Peer trainer' : 'Professional trainer'
}

interface ClassRows {
  run: Run
  sessions: SessionDetails[]
  trainers: Trainer[]
  people: Awaited<ReturnType<typeof listClass>>
  marked: Awaited<ReturnType<typeof listMarked>>
  /** Those that their owners share with trainers. */
  needs: Pick<AccessNeed, 'person_id' | 'kind' | 'need' | 'detail'>[]
  supporters: Awaited<ReturnType<typeof listSupporters>>
}

/** The class list as a trainer holds it: names to use and what helps, with a column to tick for each session. */
export function classListPage(rows: ClassRows, at: Moment) {
  const { run, sessions, trainers, people, needs, supporters } = rows
  const planned = sessions.filter(({ status }) => status === 'planned')
  return {
    title: `Class list: ${run.title}`,
    forPaper: true,
    back: { href: paths.trainer(), text: 'My teaching' },
    dates: sessionLines(planned, at),
    datesLabel: 'Dates',
    where: listed([...new Set(planned.map(whereOf))]),
    trainers: trainers.map(({ name, expertise }) => ({ name, role: roleOf(expertise) })),
    caption: `${counted(people.length, 'person is', 'people are')} coming`,
    people: people.map(({ enrolment_id: id, person_id: personId, name, what_helps: helps }) => ({
      name,
      helps,
      flags: needs
        .filter((need) => need.person_id === personId)
        .map(({ kind, need, detail }) => ({ flag: flagOf(kind, need), detail })),
      supporter: supporters.filter((one) => one.person_id === personId).map(supporterWords)[0],
      emergencyHref: paths.emergencyContact({ id }),
    })),
    ticks: planned.map((session) => ({ text: shortDay(session.starts_at, at.timeZone) })),
    registers: planned.map((session) => registerRow(session, rows.marked, at)),
    // A sheet on its side has room for the boxes of a long course.
    manyTicks: planned.length > 5,
    printedOn: dayInWords(at.now, at.timeZone),
  }
}

function registerRow(session: SessionDetails, marked: ClassRows['marked'], at: Moment) {
  const count = marked.find(({ session_id: id }) => id === session.id)
  return {
    title: shortWhenOf(session, at),
    href: paths.sessionRegister({ id: session.id }),
    aside:
      count === undefined || session.starts_at > at.now ? '' : `${count.marked} of ${count.people} marked`,
  }
}
