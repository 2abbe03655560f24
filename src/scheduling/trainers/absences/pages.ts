import type { Moment } from '../../../lib/time.ts'
import { counted } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import { type Editing, editingData } from '../../../editing/pages.ts'
import { nothingTyped, type Typed, withErrors } from '../../../web/form-page.ts'
import type { Lacking } from '../covers/find-lacking.ts'
import { dateToSeeTo, laterInWords } from '../covers/pages.ts'
import { usualLabel } from '../profiles/details.ts'
import { timesGrid } from '../profiles/times-grid.ts'
import { daysInWords } from '../suitability/words.ts'
import type { Absence } from './queries.ts'

/** When a trainer cannot come, and every date that lacks them by it. */
export function absencesPage(
  { id, name }: { id: string; name: string },
  { absences, lacking }: { absences: Absence[]; lacking: Lacking },
  { timeZone }: Moment,
  form: Typed = nothingTyped,
) {
  const { all, shown } = lacking
  const runs = new Set(all.map(({ run_id }) => run_id)).size
  return {
    title: `When ${name} cannot come`,
    back: { href: paths.adminTrainer({ id }), text: name },
    action: paths.adminTrainerAbsences({ id }),
    absences: absences.map((absence) => ({
      ...absenceRow(absence),
      removal: paths.adminAbsenceRemoval({ id: absence.id }),
    })),
    dates: shown.map((one) => dateToSeeTo(one, { timeZone, back: 'trainer' })),
    count:
      all.length === 0 ? undefined : `${counted(all.length, 'date')} of ${counted(runs, 'run')} to see to`,
    later: laterInWords(lacking),
    ...withErrors(form),
  }
}

function absenceRow({ starts_on, ends_on, note }: Absence) {
  const days = daysInWords({ from: starts_on, until: ends_on })
  return { days: `${days[0]?.toUpperCase() ?? ''}${days.slice(1)}`, note }
}

/** What trainers say of themselves: when they usually can, and when they cannot. */
export function ownAvailabilityPage(
  { absences, editing, lacking }: { absences: Absence[]; editing: Editing; lacking: number },
  form: Typed = nothingTyped,
) {
  const times = editingData(editing, { usual: usualLabel })
  const away = withErrors(form)
  return {
    title: 'When I can come',
    back: { href: paths.trainer(), text: 'My teaching' },
    action: paths.ownAvailability(),
    ...times,
    errors: [...times.errors, ...away.errors],
    days: timesGrid(editing.form.typed.usual),
    absenceAction: paths.ownAbsences(),
    away: away.value,
    awayError: away.error,
    lacking: lacking === 0 ? undefined : counted(lacking, 'date'),
    absences: absences.map((absence) => ({
      ...absenceRow(absence),
      removal: paths.ownAbsenceRemoval({ id: absence.id }),
    })),
  }
}
