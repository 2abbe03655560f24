import { shortWhenOf } from '../../enrolment/dates.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { came } from '../marks.ts'
import type { PersonsClass } from './queries.ts'
import { soFar, standingOf } from './standing.ts'
import { leftWords, soFarWords, standingWords } from './words.ts'

/** Whether somebody has been coming: course by course, what goes on first, then the newest. */
export function personAttendancePage(
  person: { id: string; name: string },
  classes: PersonsClass[],
  at: Moment,
) {
  const runs = runsOf(classes)
  const goesOn = (run: PersonsClass[]) => isGoingOn(run, at.now)
  const newestFirst = runs.sort((one, other) => lastOf(other) - lastOf(one))
  const ordered = [...newestFirst.filter(goesOn), ...newestFirst.filter((run) => !goesOn(run))]
  return {
    title: `Classes: ${person.name}`,
    name: person.name,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    inAll: runs.length > 1 ? soFarWords({ ...soFar(classes, at.now), noWordLast: 0 }, false) : undefined,
    lastSeen: lastSeenWords(classes, at),
    courses: ordered.flatMap((run, index) => courseOf(run, index, goesOn(run), at)),
  }
}

function runsOf(classes: PersonsClass[]): PersonsClass[][] {
  const runs = new Map<string, PersonsClass[]>()
  for (const one of classes) runs.set(one.run_id, [...(runs.get(one.run_id) ?? []), one])
  return [...runs.values()]
}

function isGoingOn(run: PersonsClass[], now: Date): boolean {
  return run.some(
    ({ has_place: hasPlace, status, ends_at: endsAt }) => hasPlace && status === 'planned' && endsAt > now,
  )
}

function lastOf(run: PersonsClass[]): number {
  return run.at(-1)?.starts_at.getTime() ?? 0
}

function lastSeenWords(classes: PersonsClass[], { timeZone }: Moment): string | undefined {
  const seen = classes.findLast(
    ({ status, mark, walked_in: walkedIn }) => status === 'planned' && (came(mark) || walkedIn),
  )
  return seen && `Last seen in a class on ${dayInWords(seen.starts_at, timeZone)}.`
}

function courseOf(run: PersonsClass[], index: number, goesOn: boolean, at: Moment) {
  const [first] = run
  if (first === undefined) return []
  return [
    {
      headingId: `course-${index}`,
      title: first.title,
      href: paths.adminRun({ id: first.run_id }),
      left: leftWords(first, at.timeZone),
      soFar: soFarWords(soFar(run, at.now), goesOn),
      goesOn,
      summary: `Each class of ${first.title}`,
      rows: run.map((one) => classRow(one, at)),
    },
  ]
}

function classRow(one: PersonsClass, at: Moment) {
  const both = one.walked_in && one.expected
  return {
    title: shortWhenOf(one, at),
    // A draft has no registers.
    href: one.run_status === 'draft' ? undefined : paths.adminRegister({ id: one.id }),
    detail: both ? 'Also written down as somebody who came without a place' : undefined,
    aside: standingWords[standingOf(one, at.now)],
  }
}
