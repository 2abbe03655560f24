import { type Editing, editingData, historyRows } from '../../../editing/pages.ts'
import type { HistoryRow } from '../../../editing/queries.ts'
import type { Moment } from '../../../lib/time.ts'
import { counted, listed, shortDay } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../../web/form-page.ts'
import { longDate } from '../../import/dates.ts'
import type { Absence } from '../absences/queries.ts'
import { daysInWords } from '../suitability/words.ts'
import { labelsFor } from './details.ts'
import type { listRunsToCome, Trainer, TrainingRow } from './queries.ts'
import { timesGrid } from './times-grid.ts'

export interface TrainerShown {
  courses: { id: string; title: string }[]
  trainings: TrainingRow[]
  absences: Absence[]
  /** How many dates they are down for and away then. */
  lacking: number
  runs: Awaited<ReturnType<typeof listRunsToCome>>
  history: HistoryRow[]
  editing: Editing
  training?: Typed | undefined
}

/** One trainer: what they bring and give, when they can and cannot, what they have learned, and what they give next. */
export function trainerPage(trainer: Trainer, shown: TrainerShown, at: Moment) {
  const { id, name } = trainer
  const { typed } = shown.editing.form
  const labels = labelsFor(shown.courses)
  const editing = editingData(shown.editing, labels)
  const training = withErrors(shown.training ?? nothingTyped)
  return {
    title: name,
    back: { href: paths.adminTrainers(), text: 'Trainers' },
    personHref: paths.adminPerson({ id }),
    action: paths.adminTrainer({ id }),
    absencesHref: paths.adminTrainerAbsences({ id }),
    away: shown.absences.map(
      ({ starts_on, ends_on }) => `Away ${daysInWords({ from: starts_on, until: ends_on })}`,
    ),
    lacking:
      shown.lacking === 0 ? undefined : `${counted(shown.lacking, 'date lacks', 'dates lack')} a trainer`,
    gave: downForInWords(trainer),
    ...editing,
    errors: [...editing.errors, ...training.errors],
    days: timesGrid(typed.usual),
    courses: courseBoxes(shown.courses, typed.courses),
    ...trainingSection(id, shown.trainings, training),
    runs: shown.runs.map((run) => ({
      href: paths.adminRunTrainers({ id: run.id }),
      title: run.title,
      detail: `Next on ${shortDay(run.next, at.timeZone)}`,
      tags: run.status === 'draft' ? [{ kind: 'draft', text: 'Draft' }] : [],
    })),
    history: historyRows(shown.history, labels, at),
  }
}

function downForInWords({ downForLived, downForProfessional }: Trainer): string {
  const gave = [
    ...(downForLived > 0 ? [`${counted(downForLived, 'run')} as a peer trainer`] : []),
    ...(downForProfessional > 0 ? [`${counted(downForProfessional, 'run')} as a professional trainer`] : []),
  ]
  return gave.length === 0 ? 'No run is known of yet.' : `Down for ${listed(gave)}, now or before.`
}

function courseBoxes(courses: TrainerShown['courses'], ticked = '') {
  const ids = ticked.split('\n')
  return courses.map(({ id, title }) => ({ value: id, text: title, checked: ids.includes(id) }))
}

function trainingSection(id: string, trainings: TrainingRow[], form: ReturnType<typeof withErrors>) {
  return {
    trainingAction: paths.adminTrainerTrainings({ id }),
    training: form.value,
    trainingError: form.error,
    trainings: trainings.map((one) => ({
      title: one.name,
      detail: `Done on ${longDate(one.done_on)}`,
      due: one.due_again_on === null ? undefined : `Due again on ${longDate(one.due_again_on)}`,
      removal: paths.adminTrainingRemoval({ id: one.id }),
    })),
  }
}
