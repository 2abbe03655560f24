// The registers of classes that are over, marked as trainers mark them, and what follows: who completed what.
import type { Config } from '../config/config.ts'
import type { Mark, Tx } from '../database/schema.ts'
import type { Context } from '../enrolment/context.ts'
import { endRun } from '../enrolment/end-run.ts'
import { insertEnrolment } from '../enrolment/queries.ts'
import { addMinutes, earlier } from '../lib/time.ts'
import { settleCompletion } from '../registers/completion/settle.ts'
import { markRegister } from '../registers/marking/mark-register.ts'
import { studentEmail } from './people.ts'
import type { Beginning } from './progress.ts'
import { findRun, findStudent, listPastClasses, type PastClass } from './queries.ts'

/** The course that the student who is shown to newcomers has completed. */
const completedRun = 'SEL-1'

/** Its register waits to be finished: only the student who is shown to newcomers is marked. */
const unfinishedRun = completedRun

/** Most come; some tell us that they cannot, and a few do not. */
const usualMarks: Mark[] = [
  'present',
  'present',
  'late',
  'present',
  'told-us',
  'present',
  'present',
  'no-word',
  'present',
  'left-early',
]

export async function addRegisters(tx: Tx, config: Config, { now }: Beginning): Promise<void> {
  const studentId = await findStudent(tx, studentEmail)
  await addCompletedPlace(tx, studentId)
  const classes = await listPastClasses(tx, now)
  for (const [index, one] of classes.entries()) await mark(tx, one, index, { studentId, now, config })
  const context: Context = { config, clock: () => now }
  for (const runId of new Set(classes.map((one) => one.run_id))) {
    await endRun(tx, runId, context)
    await settleCompletion(tx, runId, context)
  }
}

/** As a row: enrolling would send an invitation to the past into the mailbox that newcomers look at. */
async function addCompletedPlace(tx: Tx, personId: string): Promise<void> {
  const run = await findRun(tx, completedRun)
  const joinedAt = addMinutes(run.startsAt, -9 * 24 * 60)
  const place = { runId: run.id, personId, status: 'confirmed', joinedAt } as const
  await insertEnrolment(tx, { ...place, actor: 'student', actorId: personId })
}

async function mark(
  tx: Tx,
  one: PastClass,
  index: number,
  { studentId, now, config }: { studentId: string; now: Date; config: Config },
): Promise<void> {
  const said = new Map<string, { was: null; chosen: Mark }>()
  for (const [place, { enrolment_id: id, person_id: personId }] of one.people.entries()) {
    if (one.code === unfinishedRun && personId !== studentId) continue
    const usual = usualMarks[(index * 3 + place) % usualMarks.length] ?? 'present'
    said.set(id, { was: null, chosen: personId === studentId ? 'present' : usual })
  }
  const at = earlier(now, addMinutes(one.ends_at, 10))
  const marking = { now: at, timeZone: config.timeZone, actorId: one.trainer_id, means: 'page' as const }
  const marked = await markRegister(tx, one, { said, everyoneCame: false }, marking)
  if (!marked.ok) throw new Error(`A register of the demo college cannot be marked: ${marked.reason}`)
}
