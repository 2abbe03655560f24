import type { Change } from '../../editing/merge-edits.ts'
import type { Expertise } from '../../database/schema.ts'
import { ruleProblems } from './booking-fields.ts'
import type { College } from './college.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import { matchRuns } from './match-runs.ts'
import { planSessions, type SessionValues } from './plan-sessions.ts'
import type { PlacePlan } from './plan-places.ts'
import { type Problem, warningAt } from './problems.ts'
import { changedFields, fieldChanges, type RunValues, saidOf } from './run-fields.ts'
import type { FileRun } from './schedule.ts'

export type RunOutcome = 'created' | 'updated' | 'unchanged' | 'left'

export interface PlannedRun {
  file: FileRun
  outcome: RunOutcome
  /** The run as it will be: for `unchanged` and `left`, as it is. */
  run: RunValues
  /** The run as the line says it. */
  said: RunValues
  sessions: SessionValues[]
  trainers: { person_id: string; expertise: Expertise }[]
  /** What the file says otherwise than the college, in words: places, room, dates. */
  changes: string[]
  /** The same for the history of the run, value by value. */
  edits: Change[]
  /** Trainers whom the run does not have yet. */
  newTrainers: { person_id: string; expertise: Expertise }[]
  hasEnrolments: boolean
  /** Its dates here are others than those of the file, and stay. */
  datesKept: boolean
}

export interface RunContext {
  college: College
  places: Pick<PlacePlan, 'venueIdOf' | 'roomIdOf' | 'nameOf'>
  timeZone: string
  courseIdOf: (run: FileRun) => string
  termIdOf: (run: FileRun) => string | null
  defaultCapacity: number
  now: Date
  newId: () => string
}

/** What happens to each run of the file: an empty cell says nothing, so it leaves what is there. */
export function planRuns(
  runs: readonly FileRun[],
  context: RunContext,
): { runs: PlannedRun[]; problems: Problem[] } {
  const { college, timeZone } = context
  const matched = matchRuns(runs, college, timeZone)
  const sessions = grouped(college.sessions, ({ run_id }) => run_id)
  const trainers = grouped(college.trainers, ({ run_id }) => run_id)
  const people = new Map(college.people.map((person) => [person.email, person]))
  const problems = [...matched.problems, ...runs.flatMap((run) => unknownTrainers(run, people))]
  const planned = runs.map((file): PlannedRun => {
    const named = namedTrainers(file, people)
    const old = matched.runOf(file)
    if (old === undefined) return newRun(file, named, context)
    const its = { run: old, sessions: sessions.get(old.id) ?? [], trainers: trainers.get(old.id) ?? [] }
    return foundRun(file, its, named, context)
  })
  return { runs: planned, problems: [...problems, ...planned.flatMap(contradictions)] }
}

/** Of what the line would make of it, also where the run is left as it is: the line is wrong all the same. */
function contradictions(planned: PlannedRun): Problem[] {
  return ruleProblems(planned.file, planned.said, datesWritten(planned))
}

/** Those the import brings. What moved in the planner since is said there; and of dates that are not all given, nothing is. */
function datesWritten({ file, outcome, sessions }: PlannedRun) {
  if (file.datesFrom === 'incomplete' || outcome === 'left' || outcome === 'unchanged') return []
  return sessions
    .filter(({ status }) => status === 'planned')
    .map(({ starts_at, ends_at }) => ({ startsAt: starts_at, endsAt: ends_at }))
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}

type People = ReadonlyMap<string, College['people'][number]>
type Trainers = PlannedRun['trainers']

/** Where its line says nothing. */
const noRules = {
  enrolment_opens_at: null,
  enrolment_closes_at: null,
  drop_in: false,
  priority_opens_at: null,
  priority_for: [],
  audience_confirmed: false,
  first_session_needed: false,
  sessions_needed: null,
}

function newRun(file: FileRun, trainers: Trainers, context: RunContext): PlannedRun {
  const { now } = context
  const blank: RunValues = {
    id: context.newId(),
    course_id: context.courseIdOf(file),
    term_id: null,
    code: null,
    mode: file.row.mode,
    status: 'draft',
    capacity: context.defaultCapacity,
    places_held: 0,
    audience: '',
    waiting_list_mode: 'offer',
    needs_approval: false,
    ...noRules,
    vacancies_opened: 0,
    co_delivery_override: null,
    pair_broken_at: null,
    over_full_reason: null,
    cancelled_reason: null,
    completion_percent: null,
    dates_told_at: null,
    import_key: file.key,
    import_extra: {},
    created_at: now,
    updated_at: now,
  }
  const run = { ...blank, ...saidOf(file, blank, context.termIdOf(file)) }
  const { sessions } = planSessions(file, run.id, [], context)
  const nothingBefore = {
    changes: [],
    edits: [],
    newTrainers: trainers,
    hasEnrolments: false,
    datesKept: false,
  }
  return { file, outcome: 'created', run, said: run, sessions, trainers, ...nothingBefore }
}

interface Found {
  run: College['runs'][number]
  sessions: College['sessions']
  trainers: College['trainers']
}

function foundRun(file: FileRun, found: Found, named: Trainers, context: RunContext): PlannedRun {
  const { timeZone } = context
  const { has_enrolments: hasEnrolments, ...old } = found.run
  const said = { ...old, ...saidOf(file, old, context.termIdOf(file)) }
  const planned = planSessions(file, old.id, found.sessions, context)
  const trainers = [...new Map([...found.trainers, ...named].map((one) => [one.person_id, one])).values()]
  const newTrainers = trainers.filter(
    (one) =>
      !found.trainers.some((had) => had.person_id === one.person_id && had.expertise === one.expertise),
  )
  const trainerWords = newTrainers.length === 0 ? [] : ['trainers']
  const fields = changedFields(old, said)
  const asItIs = {
    file,
    ...{ run: old, said },
    sessions: found.sessions,
    trainers: found.trainers,
    changes: [...fields, ...planned.changes, ...trainerWords],
    edits: [...(fields.length === 0 ? [] : fieldChanges(old, said, timeZone)), ...planned.edits],
    newTrainers,
    hasEnrolments,
    datesKept: planned.datesKept,
  }
  if (asItIs.changes.length === 0) return { ...asItIs, outcome: 'unchanged' }
  if (old.status !== 'draft' || hasEnrolments) return { ...asItIs, outcome: 'left' }
  const run = { ...said, updated_at: context.now }
  return { ...asItIs, outcome: 'updated', run, sessions: planned.sessions, trainers }
}

function namedTrainers({ row }: FileRun, people: People): Trainers {
  const trainers = row.trainers.flatMap(({ email, expertise }) => {
    const person = people.get(email)
    return person === undefined ? [] : [{ person_id: person.id, expertise }]
  })
  return [...new Map(trainers.map((trainer) => [trainer.person_id, trainer])).values()]
}

function unknownTrainers(run: FileRun, people: People): Problem[] {
  return run.row.trainers.flatMap(({ email, column }) => {
    const person = people.get(folded(email))
    if (person === undefined) {
      return [warningAt(run, column, `Nobody with the email ${email} is known: the trainer is not assigned.`)]
    }
    const message = `${email} is assigned, but does not have the role of trainer yet.`
    return person.is_trainer ? [] : [warningAt(run, column, message)]
  })
}
