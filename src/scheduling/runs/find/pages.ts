import type { Moment } from '../../../lib/time.ts'
import { counted, momentInWords } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import type { FoundRun } from './queries.ts'

/** What was found for what the office typed, which is `asked`; for nothing typed, the next runs. */
export function findRunPage(runs: FoundRun[], asked: string, { timeZone }: Pick<Moment, 'timeZone'>) {
  const matching = runs[0]?.matching ?? 0
  return {
    title: 'Find a run',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminRuns(),
    asked,
    count: counted(matching, 'run'),
    more:
      matching > runs.length
        ? `The first ${runs.length} of ${matching} are shown. Type one word more to see fewer.`
        : undefined,
    rows: runs.map((run) => ({
      title: run.title,
      href: paths.adminRun({ id: run.id }),
      detail: [
        run.starts_at === null ? 'No dates yet' : momentInWords(run.starts_at, timeZone),
        run.venue,
        run.code,
      ]
        .filter(Boolean)
        .join(', '),
      tags: tagsOf(run),
    })),
  }
}

function tagsOf({ status, is_coming: isComing }: FoundRun) {
  if (status === 'draft') return [{ kind: 'draft', text: 'Draft' }]
  if (status === 'cancelled') return [{ kind: 'cancelled', text: 'Called off' }]
  return isComing ? [] : [{ kind: 'ended', text: 'Over' }]
}
