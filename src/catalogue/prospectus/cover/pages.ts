import { type Editing, editingData, historyRows, type Labels } from '../../../editing/pages.ts'
import type { HistoryRow } from '../../../editing/queries.ts'
import type { Moment } from '../../../lib/time.ts'
import { paths } from '../../../paths.ts'
import { pictureLabels, pictureShown } from '../../pictures/picture-field.ts'

const labels: Labels = {
  title: 'Title',
  words: 'Words on the cover',
  about_us: 'About us',
  how_to_enrol: 'How to enrol',
  colour: 'Colour',
  accent: 'Second colour',
  ...pictureLabels,
}

export function coverPage(
  { editing, history }: { editing: Editing; history: HistoryRow[] },
  at: Pick<Moment, 'timeZone'>,
) {
  return {
    title: 'Cover, words and colours',
    back: { href: paths.adminProspectus(), text: 'Prospectus' },
    action: paths.adminProspectusCover(),
    ...pictureShown(editing.form.typed),
    ...editingData(editing, labels),
    history: historyRows(history, labels, at),
  }
}
