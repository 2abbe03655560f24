import type { Expertise } from '../../database/schema.ts'
import { sessionLines, shortWhenOf, whereOf } from '../../enrolment/dates.ts'
import type { Places } from '../../catalogue/places.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords, listed, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Run, SessionDetails, Trainer } from '../../scheduling/queries.ts'
import { type ClassRows, onTheList } from './people.ts'
import type { listMarked } from './queries.ts'

interface Rows extends ClassRows {
  run: Run
  places: Places
  waiting: number
  sessions: SessionDetails[]
  trainers: Trainer[]
  marked: Awaited<ReturnType<typeof listMarked>>
  /** How many come, by session. */
  coming: ReadonlyMap<string, number>
}

/** From where a class list is read: by who gives the run, or in the office. */
interface Side {
  back: { href: string; text: string }
  registerOf: (parameters: { id: string }) => string
  /** The sessions whose registers are theirs: who stands in has one of them. */
  toMark: string[]
  /** Whether whoever looks gives a date of it today: then they may ask whom to call. */
  ofTheDay?: boolean
  /** The file, for those to whom people told what helps them. */
  fileHref?: string
  /** For the office: how to ask for what people told, and whether it was asked for. */
  reading?: { action: string; fileAction: string; told: boolean }
}

export function roleOf(expertise: Expertise): string {
  return expertise === 'lived' ? 'Peer trainer' : 'Professional trainer'
}

/** The class list as a trainer holds it: names to use and what helps, with a column to tick for each session. */
export function classListPage(rows: Rows, side: Side, at: Moment) {
  const { run, sessions, trainers } = rows
  const planned = sessions.filter(({ status }) => status === 'planned')
  const { ofTheDay = false, reading } = side
  const { coming, left } = onTheList(rows, at.timeZone)
  return {
    title: `${run.drop_in ? 'Registers' : 'Class list'}: ${run.title}`,
    dropIn: run.drop_in,
    forPaper: true,
    teachingStyles: true,
    back: side.back,
    dates: sessionLines(planned, at),
    datesLabel: 'Dates',
    where: listed([...new Set(planned.map(whereOf))]),
    trainers: trainers.map(({ name, expertise }) => ({ name, role: roleOf(expertise) })),
    ...howMany(rows, coming.length),
    people: coming.map((person) => ({
      ...person,
      emergencyHref: ofTheDay ? paths.emergencyContact({ id: person.id }) : undefined,
    })),
    columns: {
      arrival: coming.some(({ arrival }) => arrival.length > 0),
      helps: reading?.told ?? true,
      emergency: ofTheDay,
    },
    left: left.map(({ name, how }) => ({ title: name, aside: how })),
    ticks: planned.map((session) => ({ text: shortDay(session.starts_at, at.timeZone) })),
    registers: planned
      .filter(({ id }) => side.toMark.includes(id))
      .map((session) => registerRow(session, rows, side, at)),
    fileHref: side.fileHref,
    reading,
    // A sheet on its side has room for the boxes of a long course.
    manyTicks: planned.length > 5,
    printedOn: dayInWords(at.now, at.timeZone),
  }
}

/** When it is over, nobody takes a place any more, and none is free. */
function howMany(rows: Rows, people: number) {
  const over = rows.run.status === 'ended'
  if (over) return { over, caption: `${counted(people, 'person', 'people')} had a place` }
  const caption = `${counted(people, 'person is', 'people are')} coming`
  return { over, caption, places: rows.run.drop_in ? undefined : placesInWords(rows) }
}

function placesInWords({ places, waiting }: Rows): string {
  const free = Math.max(0, places.capacity - places.taken)
  const taken = `${places.taken} of ${counted(places.capacity, 'place')} taken, ${free === 0 ? 'none' : free} free.`
  return waiting === 0 ? taken : `${taken} ${counted(waiting, 'person is', 'people are')} waiting.`
}

function registerRow(
  session: SessionDetails,
  { run, marked, coming }: Rows,
  { registerOf }: Side,
  at: Moment,
) {
  const count = marked.find(({ session_id: id }) => id === session.id)
  const soFar = count === undefined ? '' : `${count.marked} of ${count.people} marked`
  return {
    title: shortWhenOf(session, at),
    href: registerOf({ id: session.id }),
    aside: session.starts_at > at.now && !run.drop_in ? `${coming.get(session.id) ?? 0} coming` : soFar,
  }
}
