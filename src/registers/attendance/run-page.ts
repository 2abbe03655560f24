import { shortWhenOf } from '../../enrolment/dates.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, listed, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { came } from '../marks.ts'
import type { Line, listHeadCounts, listWalkInsOfRun, PersonOfRun } from './queries.ts'
import { type ClassOfTheirs, soFar, standingOf } from './standing.ts'
import { leftWords, soFarWords, standingWords } from './words.ts'

interface Rows {
  run: Run
  sessions: SessionDetails[]
  people: PersonOfRun[]
  lines: Line[]
  walkIns: Awaited<ReturnType<typeof listWalkInsOfRun>>
  headCounts: Awaited<ReturnType<typeof listHeadCounts>>
}

/** How a run goes, or went: class by class, and person by person. */
export function runAttendancePage(rows: Rows, at: Moment) {
  const { run, sessions } = rows
  const begun = sessions.filter(({ status, starts_at }) => status === 'planned' && starts_at <= at.now)
  const said = saidOf(rows)
  return {
    title: `${run.drop_in ? 'How many came' : 'Who came'}: ${run.title}`,
    back: { href: paths.adminRun({ id: run.id }), text: 'The run' },
    dropIn: run.drop_in,
    count: countWords(rows, begun.length),
    classes: sessions.map((session) => classRow(session, rows, at)),
    sum: run.status === 'published' ? 'So far' : 'In all',
    columns: begun.map((session) => shortDay(session.starts_at, at.timeZone)),
    people: begun.length === 0 ? [] : rows.people.map((one) => personRow(one, rows, said, at)),
    nobody: nobodyWords(rows, begun.length),
  }
}

function nobodyWords({ run, people }: Rows, begun: number): string | undefined {
  // That a run was called off, or that nobody had a place until it was over, stands above the classes.
  if (run.drop_in || run.status !== 'published') return undefined
  if (begun === 0) return 'Who came stands here from the first class on.'
  return people.length === 0 ? 'Nobody has had a place so far.' : undefined
}

function countWords({ run, people, sessions }: Rows, begun: number): string {
  if (run.status === 'cancelled') return 'This run was called off.'
  const planned = sessions.filter(({ status }) => status === 'planned').length
  const classes = `${begun} of ${counted(planned, 'class has', 'classes have')} begun.`
  if (run.drop_in) return classes
  if (run.status === 'ended' && people.length === 0) return 'Nobody had a place.'
  const having = people.filter(({ has_place: hasPlace }) => hasPlace).length
  return run.status === 'ended'
    ? `${counted(having, 'person', 'people')} had a place, in ${counted(planned, 'class', 'classes')}.`
    : `${counted(having, 'person has', 'people have')} a place. ${classes}`
}

function classRow(session: SessionDetails, rows: Rows, at: Moment) {
  return {
    title: shortWhenOf(session, at),
    href: paths.adminRegister({ id: session.id }),
    aside: classWords(session, rows, at),
  }
}

/** `3 of 4 came, 1 told us` */
function classWords(
  { id, status, starts_at: startsAt }: SessionDetails,
  rows: Rows,
  { now }: Moment,
): string {
  const toCome = startsAt > now
  if (status === 'cancelled' || isOffWithRun(id, rows, toCome)) return standingWords['called-off']
  const walkedIn = rows.walkIns.filter(({ session_id: session }) => session === id).length
  if (rows.run.drop_in) return headWords(id, rows, toCome)
  const own = rows.lines.filter(({ session_id: session }) => session === id)
  const marked = (mark: Line['mark']) => own.filter((line) => line.mark === mark).length
  const there = own.filter(({ mark }) => came(mark)).length
  const nobodyMarked = own.length > 0 && marked(null) === own.length
  const some = (number: number, words: string) => (number === 0 ? [] : [`${number} ${words}`])
  return [
    // That nobody came is another thing than that nobody said.
    nobodyMarked && !toCome ? `${own.length} not marked yet` : cameOf(own.length, there, toCome),
    ...some(marked('told-us'), 'told us'),
    ...some(marked('no-word'), 'no word'),
    ...(toCome || nobodyMarked ? [] : some(marked(null), 'not marked yet')),
    ...some(walkedIn, 'without a place'),
  ].join(', ')
}

function cameOf(expected: number, there: number, toCome: boolean): string {
  if (toCome && there === 0) return `${expected} expected`
  return expected === 0 ? 'Nobody was expected' : `${there} of ${expected} came`
}

/** Of a run that was called off, a class that was held before keeps what its register says. */
function isOffWithRun(id: string, { run, lines, walkIns, headCounts }: Rows, toCome: boolean): boolean {
  const registers = [lines, walkIns, headCounts]
  const saysSomething = registers.some((all) => all.some(({ session_id: session }) => session === id))
  return run.status === 'cancelled' && (toCome || !saysSomething)
}

function headWords(id: string, { headCounts }: Rows, toCome: boolean): string {
  const count = headCounts.find(({ session_id: session }) => session === id)
  if (count !== undefined) return `${counted(count.people, 'person', 'people')} came`
  return toCome ? standingWords['to-come'] : 'Not counted yet'
}

function personRow({ id, name, ...place }: PersonOfRun, { run, sessions }: Rows, said: Said, at: Moment) {
  const classes = sessions.map((session) => classOf(session, id, said))
  const begun = classes.filter(({ status, starts_at }) => status === 'planned' && starts_at <= at.now)
  return {
    name,
    href: paths.adminPersonAttendance({ id }),
    left: leftWords(place, at.timeZone),
    soFar: soFarWords(soFar(classes, at.now), place.has_place && run.status === 'published'),
    told: toldWords(classes, at),
    cells: begun.map((one) => ({
      label: shortDay(one.starts_at, at.timeZone),
      text: standingWords[standingOf(one, at.now)],
    })),
  }
}

/** What the registers of the run hold, by class and person. */
interface Said {
  marks: ReadonlyMap<string, Line['mark']>
  walkedIn: ReadonlySet<string>
}

const keyOf = (row: { session_id: string; person_id: string | null }) =>
  `${row.session_id} ${row.person_id ?? ''}`

function saidOf({ lines, walkIns }: Rows): Said {
  return {
    marks: new Map(lines.map((line) => [keyOf(line), line.mark])),
    walkedIn: new Set(walkIns.map(keyOf)),
  }
}

function classOf(session: SessionDetails, personId: string, { marks, walkedIn }: Said): ClassOfTheirs {
  const key = keyOf({ session_id: session.id, person_id: personId })
  return {
    starts_at: session.starts_at,
    status: session.status,
    expected: marks.has(key),
    mark: marks.get(key) ?? null,
    walked_in: walkedIn.has(key),
  }
}

/** Of classes still to come, which stand in no column yet. */
function toldWords(classes: ClassOfTheirs[], { now, timeZone }: Moment): string | undefined {
  const days = classes
    .filter((one) => one.starts_at > now && standingOf(one, now) === 'told-us')
    .map(({ starts_at: startsAt }) => shortDay(startsAt, timeZone))
  return days.length === 0 ? undefined : `Told us that they cannot come on ${listed(days)}.`
}
