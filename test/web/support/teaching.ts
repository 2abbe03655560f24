// One of everything that is kept of a trainer.
import type { Db } from '../../../src/database/schema.ts'
import { today } from '../../support/college.ts'

export interface Teaching {
  trainerId: string
  trainingId: string
  absenceId: string
  /** Another, which they take out themselves. */
  ownAbsenceId: string
}

/** What the office knows of this trainer: a training, and days on which nothing is planned. */
export async function addTeaching(db: Db, trainerId: string): Promise<Teaching> {
  const training = {
    person_id: trainerId,
    name: 'Train the trainer',
    done_on: '2026-03-02',
    due_again_on: null,
  }
  const days = { person_id: trainerId, noted_at: today }
  const absences = db
    .insertInto('trainer_absence')
    .values([
      { ...days, starts_on: '2027-05-03', ends_on: '2027-05-07' },
      { ...days, starts_on: '2027-06-07', ends_on: '2027-06-07' },
    ])
    .returning('id')
  const trainings = db.insertInto('trainer_training').values(training).returning('id')
  const [absence, ownAbsence] = (await absences.execute()) as [{ id: string }, { id: string }]
  return {
    trainerId,
    trainingId: (await trainings.executeTakeFirstOrThrow()).id,
    absenceId: absence.id,
    ownAbsenceId: ownAbsence.id,
  }
}
