import type { RetentionSettings } from '../../config/retention.ts'
import { paths } from '../../paths.ts'
import { timeKept } from './report.ts'
import { type RetentionKind, retentionKinds, retentionRules } from './rules.ts'

export function retentionPage(counts: Record<RetentionKind, number>, settings: RetentionSettings) {
  return {
    title: 'How long things are kept',
    back: { href: paths.adminOverview(), text: 'The college in numbers' },
    rows: retentionKinds.map((kind) => {
      const { what, since, then, why } = retentionRules[kind]
      return { what, kept: `${timeKept(kind, settings)} since ${since}`, then, why, count: counts[kind] }
    }),
  }
}
