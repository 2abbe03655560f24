// The college as an import finds it, looked up in one go and then only in memory.
import type { Db } from '../../database/schema.ts'
import * as queries from './queries.ts'
import type { FileRun } from './schedule.ts'

type Rows<Query extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<Query>>

export interface College {
  courses: Rows<typeof queries.listCourses>
  courseCategories: Rows<typeof queries.listCourseCategories>
  categories: Rows<typeof queries.listCategories>
  terms: Rows<typeof queries.listTerms>
  venues: Rows<typeof queries.listVenues>
  rooms: Rows<typeof queries.listRooms>
  closures: Rows<typeof queries.listClosures>
  people: Rows<typeof queries.listPeople>
  runs: Rows<typeof queries.listKnownRuns>
  firstMeetings: Rows<typeof queries.listFirstMeetings>
  sessions: Rows<typeof queries.listSessionRows>
  trainers: Rows<typeof queries.listRunTrainers>
  runCodes: Rows<typeof queries.listRunsByCode>
  roomBookings: Rows<typeof queries.listRoomBookings>
  trainerBookings: Rows<typeof queries.listTrainerBookings>
  linkBookings: Rows<typeof queries.listLinkBookings>
}

export async function readCollege(db: Db, fileRuns: readonly FileRun[]): Promise<College> {
  const runs = await queries.listKnownRuns(db, knownBy(fileRuns))
  const runIds = runs.map(({ id }) => id)
  const codes = fileRuns.flatMap(({ row }) => row.code ?? [])
  const emails = fileRuns.flatMap(({ row }) => row.trainers.map(({ email }) => email))
  return {
    ...(await readNames(db)),
    ...(await readCalendar(db, fileRuns)),
    runs,
    firstMeetings: await queries.listFirstMeetings(db, runIds),
    sessions: await queries.listSessionRows(db, runIds),
    trainers: await queries.listRunTrainers(db, runIds),
    runCodes: await queries.listRunsByCode(db, codes),
    people: await queries.listPeople(db, [...new Set(emails)]),
  }
}

/** What the runs of the file are looked up by. */
export function knownBy(fileRuns: readonly FileRun[]): queries.Known {
  return {
    keys: fileRuns.map(({ key }) => key),
    starts: fileRuns.flatMap(({ sessions }) => sessions[0]?.startsAt ?? []),
  }
}

async function readNames(db: Db) {
  return {
    courses: await queries.listCourses(db),
    courseCategories: await queries.listCourseCategories(db),
    categories: await queries.listCategories(db),
    terms: await queries.listTerms(db),
    venues: await queries.listVenues(db),
    rooms: await queries.listRooms(db),
  }
}

async function readCalendar(db: Db, fileRuns: readonly FileRun[]) {
  const sessions = fileRuns.flatMap((run) => run.sessions)
  const [first, ...others] = sessions
  if (first === undefined) return { closures: [], roomBookings: [], trainerBookings: [], linkBookings: [] }
  const window = { from: first.startsAt, until: first.endsAt }
  const days = { from: first.date, until: first.date }
  for (const { startsAt, endsAt, date } of others) {
    if (startsAt < window.from) window.from = startsAt
    if (endsAt > window.until) window.until = endsAt
    if (date < days.from) days.from = date
    if (date > days.until) days.until = date
  }
  const links = [...new Set(sessions.flatMap(({ joinLink }) => joinLink ?? []))]
  return {
    closures: await queries.listClosures(db, days.from, days.until),
    roomBookings: await queries.listRoomBookings(db, window),
    trainerBookings: await queries.listTrainerBookings(db, window),
    linkBookings: await queries.listLinkBookings(db, links, window),
  }
}
