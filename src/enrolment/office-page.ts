import type { Temporal } from 'temporal-polyfill'
import { onTheClock } from '../lib/time.ts'
import { counted, monthInWords, shortDay, timeInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { listRunsForOffice } from './page-queries.ts'
import type { Moment } from './pages.ts'

type OfficeRun = Awaited<ReturnType<typeof listRunsForOffice>>[number]

export interface OfficeRows {
  runs: OfficeRun[]
  /** People to telephone about a place. */
  calls: number
  failedMails: number
}

/** What needs somebody first, then every run still to come, by week and later by month. */
export function officePage({ runs, calls, failedMails }: OfficeRows, at: Moment) {
  const groups = groupsOf(runs, at)
  return {
    title: 'Office',
    callListHref: paths.adminCallList(),
    mailHref: paths.adminMail(),
    needs: [...officeNeeds(calls, failedMails), ...runs.flatMap((run) => runNeeds(run, at))],
    count: `${counted(runs.length, 'run')} still to come`,
    groups,
    jumps: groups.length > 2 ? groups.map(({ id, heading }) => ({ href: `#${id}`, text: heading })) : [],
    nothing: runs.length === 0,
  }
}

function officeNeeds(calls: number, failedMails: number) {
  return [
    ...(calls > 0
      ? [{ text: `${counted(calls, 'person', 'people')} to call about a place`, href: paths.adminCallList() }]
      : []),
    ...(failedMails > 0
      ? [
          {
            text: `${counted(failedMails, 'message', 'messages')} could not be delivered`,
            href: paths.adminMail(),
          },
        ]
      : []),
  ]
}

function runNeeds(run: OfficeRun, { timeZone }: Moment) {
  const href = paths.adminRun({ id: run.id })
  const about =
    run.next_starts_at === null ? run.title : `${run.title}, ${shortDay(run.next_starts_at, timeZone)}`
  const free = run.capacity - run.taken
  const mayGive = run.waiting_list_mode === 'staff' && run.waiting > 0 && free > 0
  return [
    ...(run.requested > 0 ? [{ text: `${counted(run.requested, 'request')} to answer`, about, href }] : []),
    ...(mayGive ? [{ text: `${counted(free, 'free place')} to give`, about, href }] : []),
  ]
}

function groupsOf(runs: OfficeRun[], at: Moment) {
  const groups = new Map<string, { id: string; heading: string; rows: ReturnType<typeof runRow>[] }>()
  for (const run of runs) {
    if (run.next_starts_at === null) continue
    const heading = headingFor(run.next_starts_at, at)
    const group = groups.get(heading) ?? { id: `runs-${groups.size + 1}`, heading, rows: [] }
    group.rows.push(runRow(run, run.next_starts_at, at))
    groups.set(heading, group)
  }
  return [...groups.values()]
}

/** `This week`, `Next week`, then `Later in March 2026` and `April 2026`. Weeks begin on Monday. */
function headingFor(startsAt: Date, { now, timeZone }: Moment): string {
  const [today, day] = [now, startsAt].map((instant) => onTheClock(instant, timeZone).toPlainDate()) as [
    Temporal.PlainDate,
    Temporal.PlainDate,
  ]
  const weeks = mondayOf(today).until(mondayOf(day)).days / 7
  if (weeks <= 0) return 'This week'
  if (weeks === 1) return 'Next week'
  const soon = mondayOf(today).add({ days: 13 })
  const begun = soon.year === day.year && soon.month === day.month
  return `${begun ? 'Later in ' : ''}${monthInWords(startsAt, timeZone)}`
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 })
}

function runRow(run: OfficeRun, startsAt: Date, { timeZone }: Moment) {
  return {
    when: `${shortDay(startsAt, timeZone)}, ${timeInWords(startsAt, timeZone)}`,
    title: run.title,
    href: paths.adminRun({ id: run.id }),
    aside: `${run.taken} of ${counted(run.capacity, 'place')}`,
    tags: tagsOf(run),
  }
}

function tagsOf(run: OfficeRun) {
  return [
    ...(run.status === 'draft' ? [{ kind: 'draft', text: 'Draft' }] : []),
    ...(run.requested > 0 ? [{ kind: 'waiting', text: counted(run.requested, 'request') }] : []),
    ...(run.offered > 0 ? [{ kind: 'offered', text: counted(run.offered, 'offer') }] : []),
    ...(run.waiting > 0 ? [{ kind: 'waiting', text: `${run.waiting} waiting` }] : []),
  ]
}
