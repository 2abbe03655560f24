import { type Doing, recordInAuditTrail } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { type Edits, type Saved, saveEdits } from '../../../editing/save-edits.ts'
import { lockTrainer } from '../queries.ts'
import { type OwnTimes, ownWords, type TrainerDetails } from './details.ts'
import type { Training } from './forms.ts'
import {
  deleteTraining,
  insertTraining,
  lockTrainerProfile,
  replaceCourses,
  replaceUsualTimes,
  type Trainer,
  upsertTrainer,
} from './queries.ts'

export function trainerDetails(trainer: Trainer): TrainerDetails {
  const { lived, professional, about_them, active_from, active_until, courses, usual } = trainer
  return { lived, professional, about_them, active_from, active_until, courses, usual }
}

/** Throws for a course that is gone: `trainer_course_course_id_fkey`. */
export async function changeTrainer(
  tx: Tx,
  id: string,
  edits: Edits<TrainerDetails>,
  doing: Doing,
): Promise<Saved<TrainerDetails>> {
  const trainer = await lockTrainerProfile(tx, id)
  if (trainer === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'trainer' as const, id }
  const current = trainerDetails(trainer)
  const thing = { subject, action: 'trainer.changed' as const, current, unsaid: ownWords }
  const update = async (merged: TrainerDetails) => {
    await upsertTrainer(tx, id, merged)
    await replaceCourses(tx, id, merged.courses)
    await replaceUsualTimes(tx, id, merged.usual)
  }
  return saveEdits(tx, thing, edits, update, doing)
}

/** A trainer says when they can usually come; the office may have said it meanwhile. */
export async function changeOwnTimes(
  tx: Tx,
  id: string,
  edits: Edits<OwnTimes>,
  doing: Doing,
): Promise<Saved<OwnTimes>> {
  const trainer = await lockTrainerProfile(tx, id)
  if (trainer === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'trainer' as const, id }
  const thing = { subject, action: 'trainer.times-changed' as const, current: { usual: trainer.usual } }
  return saveEdits(tx, thing, edits, ({ usual }) => replaceUsualTimes(tx, id, usual), doing)
}

/** False for somebody who is no trainer. */
export async function noteTraining(tx: Tx, id: string, training: Training, doing: Doing): Promise<boolean> {
  if (!(await lockTrainer(tx, id))) return false
  await insertTraining(tx, id, training)
  await record(tx, 'trainer.training-noted', id, training.name, doing)
  return true
}

/** Whose it was; undefined where there is none. */
export async function removeTraining(tx: Tx, trainingId: string, doing: Doing): Promise<string | undefined> {
  const gone = await deleteTraining(tx, trainingId)
  if (gone === undefined) return undefined
  await record(tx, 'trainer.training-removed', gone.person_id, gone.name, doing)
  return gone.person_id
}

async function record(
  tx: Tx,
  action: 'trainer.training-noted' | 'trainer.training-removed',
  id: string,
  name: string,
  { now, actorId }: Doing,
): Promise<void> {
  const [before, after] = action === 'trainer.training-noted' ? [null, name] : [name, null]
  const detail = { changes: [{ field: 'training', before, after }] }
  await recordInAuditTrail(tx, { at: now, actorId, action, subject: { kind: 'trainer', id }, detail })
}
