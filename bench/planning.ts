import { configFrom } from '../src/config/config.ts'
import { readEnvironment } from '../src/config/environment.ts'
import type { Db } from '../src/database/schema.ts'
import { onTheClock } from '../src/lib/time.ts'
import { paths } from '../src/paths.ts'
import { fillRegionalCollege, type RegionalCollege } from './regional-college.ts'
import { type Site, withServer } from './site.ts'
import { type Figure, percentile } from './table.ts'
import { signInAll, type Visitor } from './visitor.ts'

/** Milliseconds within which the office is answered, at the 95th percentile. */
const ceiling = 300
const times = 40

interface Page {
  what: string
  address: string
  /** Of a form that shows something and changes nothing. */
  fields?: Record<string, string>
}

/**
 * Every page a term is planned with, at a regional college, one after the other, as one browser sees it: the server's time
 * and the loopback's. The ratio is to the ceiling of 300 ms.
 */
export async function benchPlanning({ db, databaseUrl }: Site): Promise<Figure[]> {
  const { timeZone } = configFrom(readEnvironment({ LOG_LEVEL: 'silent', DEMO: 'no' }))
  const today = onTheClock(new Date(), timeZone).toPlainDate()
  const monday = today.add({ days: 8 - today.dayOfWeek })
  const [first, last] = [monday, monday.add({ days: 7 * 12 - 3 })].map((day) => day.toString()) as [
    string,
    string,
  ]
  const college = await fillRegionalCollege(db, first, last)
  return withServer({ DATABASE_URL: databaseUrl }, async (origin) => {
    const [office] = await signInAll(origin, [college.office])
    const figures: Figure[] = []
    for (const page of pagesOf(college)) figures.push(await measure(office as Visitor, page))
    await takeBack(db, college)
    for (const page of pagesOfDrafts(college)) figures.push(await measure(office as Visitor, page))
    return figures
  })
}

/** Every run of the term a draft, as a copy or a file makes them. */
async function takeBack(db: Db, { termId }: RegionalCollege): Promise<void> {
  await db
    .updateTable('run')
    .set({ status: 'draft', co_delivery_override: null })
    .where('term_id', '=', termId)
    .execute()
}

function pagesOfDrafts({ termId: id }: RegionalCollege): Page[] {
  return [
    { what: 'publish 800 drafts: which are ready', address: paths.adminTermPublication({ id }) },
    { what: 'when people can enrol on 800 drafts', address: paths.adminTermBooking({ id }) },
  ]
}

/** How long a page takes, asked for one time after the other. */
export async function measure(office: Visitor, { what, address, fields }: Page): Promise<Figure> {
  const ask = () => (fields === undefined ? office.get(address) : office.post(address, fields))
  await ask()
  const samples: number[] = []
  for (let time = 0; time < times; time++) {
    const { status, milliseconds } = await ask()
    if (status !== 200) throw new Error(`${what}: ${address} answered ${status}`)
    samples.push(milliseconds)
  }
  const [median, late] = [percentile(samples, 0.5), percentile(samples, 0.95)]
  return { what, figure: `${Math.round(median)} / ${Math.round(late)} ms`, ratio: late / ceiling }
}

function pagesOf(college: RegionalCollege): Page[] {
  const { termId: term, runId, sessionId, courseId, venueId: venue, firstDay, lastDay } = college
  const planner = paths.adminPlanner()
  const oneSite = { scope: 'venue', venue, from_day: firstDay, until_day: lastDay }
  const later = { change: 'move', amount: '1', unit: 'weeks', direction: 'later', reason: '' }
  const run = { course: courseId, term, place: venue, join_link: '', first_day: firstDay, from: '10:00' }
  const pattern = {
    until: '12:00',
    sessions: '6',
    rhythm: 'week',
    peer: '',
    professional: '',
    capacity: '12',
  }
  const copy = { into: college.nextTermId, copy: crypto.randomUUID(), with_trainers: 'yes', step: 'look' }
  return [
    { what: 'the office page', address: paths.admin() },
    { what: 'the planner, four weeks', address: planner },
    { what: 'the planner, a term by week', address: `${planner}?term=${term}` },
    { what: 'the planner, a term by room', address: `${planner}?by=room&term=${term}` },
    { what: 'the planner, a term by trainer', address: `${planner}?by=trainer&term=${term}` },
    { what: 'the planner, a term at one site', address: `${planner}?term=${term}&venue=${venue}` },
    { what: 'find a run', address: `${paths.adminRuns()}?q=site` },
    { what: 'undo', address: paths.adminUndo() },
    { what: 'plan a run', address: paths.adminRunNew() },
    {
      what: 'its dates, worked out',
      address: paths.adminRunNew(),
      fields: { ...run, ...pattern, audience: '', code: '' },
    },
    { what: 'a run', address: paths.adminRun({ id: runId }) },
    { what: 'who may enrol on it', address: paths.adminRunDetails({ id: runId }) },
    { what: 'its trainers, and who is free', address: paths.adminRunTrainers({ id: runId }) },
    { what: 'a date', address: paths.adminSession({ id: sessionId }) },
    { what: 'the terms', address: paths.adminTerms() },
    { what: 'copy the term: choose', address: paths.adminTermCopyNew({ id: term }) },
    {
      what: 'copy the term: what 800 runs come to',
      address: paths.adminTermCopyNew({ id: term }),
      fields: copy,
    },
    { what: 'many dates: choose', address: paths.adminBulkChangeNew() },
    {
      what: 'many dates: one site, before it happens',
      address: paths.adminBulkChangePreview(),
      fields: { ...oneSite, ...later },
    },
    {
      what: 'many dates: a term of 1,600, before it happens',
      address: paths.adminBulkChangePreview(),
      fields: { scope: 'term', term, ...later },
    },
    { what: 'the trainers', address: paths.adminTrainers() },
    { what: 'a trainer', address: paths.adminTrainer({ id: college.trainerId }) },
    { what: 'days away', address: paths.adminTrainerAbsences({ id: college.trainerId }) },
    { what: 'somebody else gives a date', address: paths.adminReplacement({ id: sessionId }) },
    { what: 'before a run is published', address: paths.adminPublication({ id: runId }) },
    { what: 'days we are closed', address: paths.adminClosures() },
    { what: 'a file of 800 runs, checked', address: paths.adminImport({ id: college.importId }) },
    {
      what: 'that file, what would happen',
      address: paths.adminImportConfirmation({ id: college.importId }),
    },
    { what: 'the courses', address: paths.adminCourses() },
    { what: 'the venues', address: paths.adminVenues() },
    { what: 'the prospectus, for the office', address: paths.adminProspectus() },
    { what: 'take the prospectus out', address: paths.adminExport() },
  ]
}
