import type { Db } from '../../database/schema.ts'
import { typedFrom } from '../../editing/pages.ts'
import { dayOf, type Moment } from '../../lib/time.ts'
import { type FieldError, readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { daysOutside, outsideWords } from '../terms/words.ts'
import { type Choices, placeIn, wrongChoices } from './choices.ts'
import { clashErrors } from './clash-words.ts'
import { closedDaysInWords, closedInWords } from './closed-days.ts'
import { type DateRow, dateRows, type PlannedTime, readDates } from './dates.ts'
import { type Plan, planForm } from './forms.ts'
import { type Place, trainersOf } from './plan-run.ts'
import { type ClashRow, listClashes } from './queries.ts'
import { daysOf, type Skipped } from './rules.ts'
import { type DateWarning, findWarnings } from './trainer-warnings.ts'

/** Of a trainer somebody can be asked; of the college's days nobody. */
export interface PlanWarning extends DateWarning {
  label: 'Ask first' | 'Worth a look'
}

/** What the page goes on with. */
export interface PlanShown {
  form: Typed
  rows: DateRow[]
  skipped: Skipped[]
  /** Beside which date something speaks against it, which stops nobody. */
  warnings?: PlanWarning[]
  /** When others have the room at one of these times: which other rooms could be had at all of them. */
  insteadOf?: { place: Place; times: PlannedTime[] } | undefined
}

export interface ReadyPlan {
  plan: Plan
  place: Place
  times: PlannedTime[]
  rows: DateRow[]
  warnings: DateWarning[]
  /** Dates on days on which the college is closed, as somebody typed them. */
  closed: DateWarning[]
  /** Dates that are no days of its term; or that it has none, and its dates are days of one. */
  inTerm: DateWarning[]
  /** Both once, of all the dates together. */
  once: string[]
}

export type Looked = { ready: true; found: ReadyPlan } | { ready: false; status: 200 | 422; shown: PlanShown }

interface Around {
  choices: Choices
  closedOn: (day: string) => string | undefined
  moment: Moment
}

/**
 * What a posted plan comes to. Asked for its dates (`step` is not `save`), they are worked out from the pattern and shown
 * with their clashes; to be saved, what counts is the list of dates as the person left it.
 */
export async function lookAtPlan(db: Db, body: unknown, around: Around): Promise<Looked> {
  const rows = dateRows(body)
  const form = readForm(planForm, body)
  if (!form.ok) return { ready: false, status: 422, shown: { form, rows, skipped: [] } }
  const plan = form.values
  const wrong = wrongChoices(plan, around.choices)
  const place = placeIn(plan.place, around.choices)
  if (wrong.length > 0 || place === undefined)
    return { ready: false, status: 422, shown: { form: withMistakes(plan, wrong), rows, skipped: [] } }
  const { step } = (body ?? {}) as { step?: unknown }
  if (step !== 'save') return workedOut(db, plan, place, around)
  const { times, errors } = readDates(rows, around.moment)
  const warnings = await findWarnings(db, trainerIdsOf(plan), times, around.moment.timeZone)
  const closed = closedAmong(times, around)
  const inTerm = termWarnings(plan, times, around)
  if (errors.length === 0)
    return {
      ready: true,
      found: { plan, place, times, rows, warnings, closed, inTerm, once: saidOnce(plan, times, around) },
    }
  return {
    ready: false,
    status: 422,
    shown: {
      form: withMistakes(plan, errors),
      rows,
      skipped: [],
      warnings: labelled({ warnings, closed, inTerm }),
    },
  }
}

function labelled({
  warnings,
  closed,
  inTerm,
}: Pick<ReadyPlan, 'warnings' | 'closed' | 'inTerm'>): PlanWarning[] {
  return [
    ...[...closed, ...inTerm].map((one) => ({ ...one, label: 'Worth a look' as const })),
    ...warnings.map((one) => ({ ...one, label: 'Ask first' as const })),
  ]
}

/** A pattern leaves such days out; whoever types one may mean it. */
function closedAmong(times: PlannedTime[], { closedOn, moment }: Around): DateWarning[] {
  return times.flatMap(({ row, startsAt }) => {
    const text = closedInWords(startsAt, closedOn, moment.timeZone)
    return text === undefined ? [] : [{ row, text }]
  })
}

/** Beside each date that is no day of the chosen term; or beside the first, that all of them are days of one. */
function termWarnings(plan: Plan, times: PlannedTime[], { choices, moment }: Around): DateWarning[] {
  const dated = times.map(({ row, startsAt }) => ({ row, day: dayOf(startsAt, moment.timeZone) }))
  const term = choices.terms.find(({ id }) => id === plan.term)
  if (term !== undefined)
    return dated.flatMap(({ row, day }) => {
      const text = outsideWords([day], term)
      return text === undefined ? [] : [{ row, text }]
    })
  const [first] = dated
  const days = dated.map(({ day }) => day)
  const text = termInstead(days, choices)
  return first === undefined || text === undefined ? [] : [{ row: first.row, text }]
}

function termInstead(days: string[], { terms }: Choices): string | undefined {
  const [only, ...others] = terms.filter((one) => daysOutside(days, one).length === 0)
  if (only === undefined || others.length > 0 || days.length === 0) return undefined
  return `It belongs to no term yet, and its dates lie in ${only.name}`
}

/** A sentence for each of sixty dates would be read by nobody: many are counted. */
function saidOnce(plan: Plan, times: PlannedTime[], { choices, closedOn, moment }: Around): string[] {
  const days = times.map(({ startsAt }) => dayOf(startsAt, moment.timeZone))
  const term = choices.terms.find(({ id }) => id === plan.term)
  const inTerm = term === undefined ? termInstead(days, choices) : outsideWords(days, term)
  return [closedDaysInWords(days, closedOn), inTerm].flatMap((words) => words ?? [])
}

async function workedOut(db: Db, plan: Plan, place: Place, around: Around): Promise<Looked> {
  const { closedOn, moment } = around
  const pattern = { firstDay: plan.first_day, sessions: plan.sessions, rhythm: plan.rhythm }
  const { days, skipped } = daysOf(pattern, closedOn)
  const rows = days.map((day) => ({ day, from: plan.from, until: plan.until }))
  const { times, errors } = readDates(rows, moment)
  const trainerIds = trainerIdsOf(plan)
  const clashes = await listClashes(db, times, { roomId: place.roomId, trainerIds })
  const mistakes = [...errors, ...clashErrors(clashes, times, moment.timeZone)]
  const own = await findWarnings(db, trainerIds, times, moment.timeZone)
  const warnings = labelled({ warnings: own, closed: [], inTerm: termWarnings(plan, times, around) })
  const shown = { form: withMistakes(plan, mistakes), rows, skipped, warnings }
  return { ready: false, status: 200, shown: { ...shown, insteadOf: takenRoom(clashes, place, times) } }
}

/** The page again, because others use a room or need a trainer at one of these times. */
export function shownWithClashes(
  { plan, place, times, rows, warnings, closed, inTerm }: ReadyPlan,
  clashes: ClashRow[],
  timeZone: string,
): PlanShown {
  const shown = {
    form: withMistakes(plan, clashErrors(clashes, times, timeZone)),
    rows,
    skipped: [],
    warnings: labelled({ warnings, closed, inTerm }),
  }
  return { ...shown, insteadOf: takenRoom(clashes, place, times) }
}

function takenRoom(clashes: ClashRow[], place: Place, times: PlannedTime[]): PlanShown['insteadOf'] {
  return clashes.some(({ kind }) => kind === 'room') ? { place, times } : undefined
}

export function withMistakes(plan: Plan, errors: FieldError[]): Typed {
  return { ...typedFrom(plan), errors }
}

function trainerIdsOf(plan: Plan): string[] {
  return trainersOf(plan).map(({ person_id }) => person_id)
}
