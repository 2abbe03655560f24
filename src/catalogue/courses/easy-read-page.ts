import { type Editing, editingData, historyRows, type Labels } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { pictureLabels, pictureShown } from '../pictures/picture-field.ts'

export const easyReadLabels: Labels = { easy_read: 'Easy read', ...pictureLabels }

export function easyReadPage(
  { id, title }: { id: string; title: string },
  { editing, history }: { editing: Editing; history: HistoryRow[] },
  at: Pick<Moment, 'timeZone'>,
) {
  const ours = history.filter(({ action }) => action === 'course.easy-read-changed')
  return {
    title: `${title} in easy read`,
    back: { href: paths.adminCourse({ id }), text: title },
    action: paths.adminCourseEasyRead({ id }),
    ...pictureShown(editing.form.typed),
    ...editingData(editing, easyReadLabels),
    history: historyRows(ours, easyReadLabels, at),
  }
}
