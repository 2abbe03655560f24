import type { Temporal } from 'temporal-polyfill'
import { onTheClock } from '../lib/time.ts'
import { counted, monthInWords, shortDay, timeInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { listRunsForOffice } from './page-queries.ts'
import type { Moment } from '../lib/time.ts'
import type { Linkless } from '../scheduling/sessions/queries.ts'
import type { LackingDates } from '../scheduling/trainers/covers/queries.ts'
import type { RegisterNeeds } from './register-queries.ts'

type OfficeRun = Awaited<ReturnType<typeof listRunsForOffice>>[number]

export interface OfficeRows {
  runs: OfficeRun[]
  /** People on the call list. */
  calls: number
  /** People who missed a class without a word, and are to be called; and those of them who ask for the office. */
  followUps?: { people: number; forOffice: number }
  /**
   * Registers that nobody finished within a day, people who came without a place whom nobody has looked up, and people of
   * whom no register says whether they completed a course that is over.
   */
  registers?: RegisterNeeds
  /** Of text messages too. */
  failedMails: number
  /** Pieces of background work that were tried as often as they may be. */
  deadJobs?: number
  /** Trainers who are away on dates they are down for. */
  away?: LackingDates[]
  /** Dates online within a week to which nobody could come: they have no link to join. */
  linkless?: Linkless | undefined
}

/** What needs somebody first, then every run still to come: by week, and then by month, folded. */
export function officePage({ runs, away = [], linkless, ...waiting }: OfficeRows, at: Moment) {
  const groups = groupsOf(runs, at)
  const coming = runs.filter(({ next_starts_at }) => next_starts_at !== null)
  return {
    title: 'Office',
    peopleHref: paths.adminPeople(),
    callListHref: paths.adminCallList(),
    mailHref: paths.adminMail(),
    followUpsHref: paths.followUps(),
    reEngagementHref: paths.adminReEngagement(),
    needs: [
      ...officeNeeds(waiting),
      ...away.map(awayNeed),
      ...linkNeeds(linkless, at),
      ...runs.flatMap((run) => runNeeds(run, at)),
    ],
    count: `${counted(coming.length, 'run')} still to come`,
    groups,
    nothing: runs.length === 0,
  }
}

function officeNeeds({
  calls,
  followUps: { people, forOffice } = { people: 0, forOffice: 0 },
  registers = { unmarked: 0, walkIns: 0, undecided: 0 },
  failedMails,
  deadJobs = 0,
}: Omit<OfficeRows, 'runs' | 'away' | 'linkless'>) {
  const [callList, mail] = [paths.adminCallList(), paths.adminMail()]
  return [
    { number: calls, text: `${counted(calls, 'person', 'people')} to call or write to`, href: callList },
    {
      number: people,
      text: `${counted(people, 'person', 'people')} missed a class: a kind call`,
      href: paths.followUps(),
    },
    {
      number: forOffice,
      text: `${counted(forOffice, 'person', 'people')} would like to hear from you after a missed class`,
      href: paths.followUps(),
    },
    ...registerNeeds(registers),
    { number: failedMails, text: `${counted(failedMails, 'message')} could not be delivered`, href: mail },
    {
      number: deadJobs,
      text: `${counted(deadJobs, 'piece', 'pieces')} of work could not be done`,
      href: mail,
    },
  ].flatMap(({ number, ...need }) => (number > 0 ? [need] : []))
}

function registerNeeds({ walkIns, unmarked, undecided }: RegisterNeeds) {
  const href = paths.adminRegisters()
  return [
    {
      number: walkIns,
      text: `${counted(walkIns, 'person', 'people')} came without a place: do we know them?`,
      href,
    },
    {
      number: unmarked,
      text: `${counted(unmarked, 'register is', 'registers are')} not marked yet`,
      href,
    },
    {
      number: undecided,
      text: `Did ${counted(undecided, 'person', 'people')} complete their course? No register says it`,
      href: paths.adminGraduation(),
    },
  ]
}

function awayNeed({ id, name, dates, isTrainer }: LackingDates) {
  // Their own page is where the role is given.
  if (!isTrainer)
    return {
      text: `${name} is down for ${counted(dates, 'date')} and has not the role of trainer`,
      href: paths.adminPerson({ id }),
    }
  const text = `${counted(dates, 'date')} of ${name} ${dates === 1 ? 'lacks' : 'lack'} a trainer`
  return { text, href: paths.adminTrainerAbsences({ id }) }
}

/** One after the other: the page of the first date is where its link is given, and then the next is the first. */
function linkNeeds(linkless: Linkless, { timeZone }: Moment) {
  if (linkless === undefined) return []
  const { id, title, dates, starts_at } = linkless
  const text = `${counted(dates, 'date')} online within a week ${dates === 1 ? 'has' : 'have'} no link to join`
  return [{ text, about: `${title}, ${shortDay(starts_at, timeZone)}`, href: paths.adminSession({ id }) }]
}

function runNeeds(run: OfficeRun, { timeZone }: Moment) {
  const href = paths.adminRun({ id: run.id })
  if (run.next_starts_at === null) {
    const text = 'Every date is cancelled: call the run off, or plan new dates'
    return [{ text, about: `${run.title}, ${counted(run.live, 'person', 'people')}`, href }]
  }
  const about = `${run.title}, ${shortDay(run.next_starts_at, timeZone)}`
  const free = run.capacity - run.taken
  const mayGive = run.waiting_list_mode === 'staff' && run.waiting > 0 && free > 0
  const trainers = paths.adminRunTrainers({ id: run.id })
  return [
    ...(run.pair_broken_at === null ? [] : [{ text: 'A trainer is needed', about, href: trainers }]),
    ...(run.requested > 0 ? [{ text: `${counted(run.requested, 'request')} to answer`, about, href }] : []),
    ...(mayGive ? [{ text: `${counted(free, 'free place')} to give`, about, href }] : []),
  ]
}

function groupsOf(runs: OfficeRun[], at: Moment) {
  const groups = new Map<string, ReturnType<typeof runRow>[]>()
  for (const run of runs) {
    if (run.next_starts_at === null) continue
    const heading = headingFor(run.next_starts_at, at)
    const rows = groups.get(heading) ?? []
    rows.push(runRow(run, run.next_starts_at, at))
    groups.set(heading, rows)
  }
  return [...groups].map(([heading, rows], index) => ({
    heading,
    rows,
    count: counted(rows.length, 'run'),
    open: index === 0 || near.includes(heading),
  }))
}

const near = ['This week', 'Next week']

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
    detail: run.venue,
    aside: run.drop_in ? 'No booking' : `${run.taken} of ${counted(run.capacity, 'place')}`,
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
