import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Term } from '../terms/queries.ts'
import type { Exported } from './export-prospectus.ts'
import type { WhyNot } from './rules.ts'

export interface ExportShown {
  terms: Term[]
  /** The slug of a term, `none`, or nothing for all. */
  chosen: string
  exported: Exported
  calledOff: { runs: number; sessions: number }
}

/** What can be taken out, in which files, and what no file can carry. */
export function exportPage({ terms, chosen, exported, calledOff }: ExportShown) {
  const query = chosen === '' ? '' : `?term=${encodeURIComponent(chosen)}`
  const [runs, sessions] = [exported.runs.length - 1, exported.sessions.length - 1]
  const option = (value: string, text: string) => ({ value, text, selected: value === chosen })
  return {
    title: 'Take the prospectus out',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminExport(),
    importHref: paths.adminImports(),
    terms: [
      option('', 'All terms'),
      ...terms.map(({ slug, name }) => option(slug, name)),
      option('none', 'Runs that belong to no term'),
    ],
    count: `${counted(runs, 'run')} with ${counted(sessions, 'session')}`,
    nothing: runs === 0,
    files: [
      {
        href: paths.adminExportWorkbook() + query,
        text: 'An Excel workbook, with a sheet of runs and a sheet of sessions',
      },
      { href: paths.adminExportRuns() + query, text: 'The runs as CSV' },
      { href: paths.adminExportSessions() + query, text: 'The sessions as CSV' },
    ],
    calledOff: [
      ...(calledOff.runs === 0 ? [] : [counted(calledOff.runs, 'run that was', 'runs that were')]),
      ...(calledOff.sessions === 0 ? [] : [counted(calledOff.sessions, 'date that was', 'dates that were')]),
    ].join(' and '),
    leftBehind: exported.leftBehind.map(({ id, title, reason }) => ({
      href: paths.adminRun({ id }),
      title,
      reason: typeof reason === 'string' ? whyNot[reason] : reason.refused,
    })),
  }
}

const whyNot: Record<WhyNot, string> = {
  'no-dates': 'It has no date that takes place.',
  'hour-comes-twice': 'It begins in the hour that the clock shows twice in autumn, or not on a whole minute.',
  alike: 'Another run has the same course, venue, first date and start: a file could not tell the two apart.',
}
