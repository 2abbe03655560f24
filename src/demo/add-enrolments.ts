// Fills the demo college through the same functions as any: people enrol, wait, ask and withdraw, and are written to.
import type { Config } from '../config/config.ts'
import type { Tx } from '../database/schema.ts'
import type { Actor, Context } from '../enrolment/context.ts'
import { enrol } from '../enrolment/enrol.ts'
import { withdraw } from '../enrolment/withdraw.ts'
import { addMinutes, earlier } from '../lib/time.ts'
import { fillPlaces } from '../waiting-list/fill-places.ts'
import { secondStudentEmail, studentEmail } from './people.ts'
import { planFor, type RunPlan } from './places.ts'
import type { Beginning } from './progress.ts'
import { type DemoRun, listRuns, listStudents, type Student } from './queries.ts'

interface College extends Beginning {
  config: Config
  students: Student[]
  /** How many courses each has already, by person. */
  courses: Map<string, number>
}

export async function addEnrolments(tx: Tx, config: Config, beginning: Beginning): Promise<void> {
  const college: College = { ...beginning, config, students: await listStudents(tx), courses: new Map() }
  for (const [index, run] of (await listRuns(tx)).entries()) {
    const plan = planFor(run.code, index)
    const enrolled = await enrolAll(tx, college, { run, plan, index })
    if (plan.oneWithdraws === true) await withdrawOne(tx, college, run, enrolled)
  }
}

interface Filling {
  run: DemoRun
  plan: RunPlan
  index: number
}

/** Who enrolled, in order. Somebody who has another course at that time does not; the next one does. */
async function enrolAll(tx: Tx, college: College, filling: Filling): Promise<Enrolled[]> {
  const { run, plan } = filling
  const line = lineFor(filling, college)
  const enrolled: Enrolled[] = []
  while (enrolled.length < plan.enrolling) {
    const person = takeNext(line, plan, enrolled.length === run.capacity)
    if (person === undefined) throw new Error(`Too few people can enrol on ${run.code}`)
    const by = actor(person, college)
    const at = joiningTime(filling, college.now, enrolled.length)
    const enrolling = { runId: run.id, personId: person.id, overlapAccepted: false }
    const result = await enrol(tx, enrolling, by, context(college, at))
    if (result.ok) {
      enrolled.push({ id: result.enrolmentId, by })
      college.courses.set(person.id, (college.courses.get(person.id) ?? 0) + 1)
    } else if (result.reason !== 'overlap') throw new Error(`${run.code} refuses: ${result.reason}`)
  }
  return enrolled
}

interface Enrolled {
  id: string
  by: Actor
}

/**
 * The people in the order in which they come: who has fewest courses first, from another letter on each run. Courses
 * that have begun have only people without email, because nobody should find an invitation to the past in the mailbox.
 */
function lineFor({ run, plan, index }: Filling, { students, now, courses }: College): Student[] {
  const named = [...(plan.first ?? []), plan.firstToWait]
  const newcomers = new Set<string | null>([studentEmail, secondStudentEmail])
  const others = students.filter(({ email }) => !newcomers.has(email))
  const from = (index * 7) % others.length
  const turned = [...others.slice(from), ...others.slice(0, from)]
  const coming = run.startsAt > now ? turned : turned.filter(({ email }) => email === null)
  const count = ({ id }: Student) => courses.get(id) ?? 0
  return [
    ...named.flatMap((email) => students.filter((one) => one.email === email)),
    ...coming.sort((one, other) => count(one) - count(other)),
  ]
}

function takeNext(line: Student[], plan: RunPlan, isFull: boolean): Student | undefined {
  const suits = ({ email }: Student) => {
    if (!isFull) return plan.firstToWait === undefined || email !== plan.firstToWait
    if (plan.firstToWaitHasNoEmail === true) return email === null
    return plan.firstToWait === undefined || email === plan.firstToWait
  }
  const position = line.findIndex(suits)
  return position === -1 ? undefined : line.splice(position, 1)[0]
}

/** People with email enrol themselves; for the others the office does. */
function actor({ id, email }: Student, { administratorId }: College): Actor {
  return email === null ? { kind: 'staff', id: administratorId } : { kind: 'student', id }
}

/** Twenty minutes apart, in the days before `now`, and at least ten days before the first session. */
function joiningTime({ run, index }: Filling, now: Date, place: number): Date {
  const latest = earlier(addMinutes(now, -60), addMinutes(run.startsAt, -10 * 24 * 60))
  const hoursBefore = (index * 11) % 48
  return addMinutes(latest, (place - 12) * 20 - hoursBefore * 60)
}

async function withdrawOne(tx: Tx, college: College, run: DemoRun, enrolled: Enrolled[]): Promise<void> {
  const [, leaving] = enrolled
  if (leaving === undefined) throw new Error(`Nobody can withdraw from ${run.code}`)
  const halfAnHourAgo = context(college, addMinutes(college.now, -30))
  const withdrawn = await withdraw(tx, leaving.id, leaving.by, halfAnHourAgo)
  if (!withdrawn.ok) throw new Error(`${run.code} refuses: ${withdrawn.reason}`)
  await fillPlaces(tx, run.id, halfAnHourAgo)
}

function context({ config }: College, at: Date): Context {
  return { config, clock: () => at }
}
