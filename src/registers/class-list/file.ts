import { csvRow } from '../../lib/csv.ts'
import type { Run } from '../../scheduling/queries.ts'
import { type ClassRows, onTheList } from './people.ts'

/** What the file says of people: what the page does, and never whom to call. */
const columns = ['Name', 'Coming', 'First time with us', 'On arrival', 'What helps', 'Supporter']

/** A class list for a spreadsheet. */
export function classListFile(rows: ClassRows, run: Pick<Run, 'status'>, timeZone: string): string {
  const { coming, left } = onTheList(rows, timeZone)
  return [
    columns,
    ...coming.map(({ name, firstTime, arrival, flags, helps, supporter }) => [
      name,
      run.status === 'ended' ? 'Had a place' : 'Coming',
      firstTime ? 'Yes' : '',
      flagWords(arrival),
      [flagWords(flags), helps].filter((words) => words !== '').join('\n'),
      supporter,
    ]),
    ...left.map(({ name, how }) => [name, how, '', '', '', '']),
  ]
    .map(csvRow)
    .join('')
}

function flagWords(flags: { flag: string; detail: string }[]): string {
  return flags.map(({ flag, detail }) => (detail === '' ? flag : `${flag}: ${detail}`)).join('\n')
}
