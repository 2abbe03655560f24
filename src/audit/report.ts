import { counted } from '../lib/words.ts'
import { type Broken, invariants } from './audit.ts'

/** More lines than this for one rule tell nobody more. */
const mostFaults = 100

/** The audit's result, line by line. */
export function reportLines(broken: Broken[]): string[] {
  const checked = counted(invariants.length, 'rule')
  if (broken.length === 0) return [`${checked} checked. All hold.`]
  return [
    `${checked} checked. ${counted(broken.length, 'rule')} broken:`,
    ...broken.flatMap(({ holds, faults }) => ['', `${holds}. Not so:`, ...faultLines(faults)]),
  ]
}

function faultLines(faults: string[]): string[] {
  const shown = faults.slice(0, mostFaults).map((fault) => `  - ${fault}`)
  const more = faults.length - shown.length
  return more > 0 ? [...shown, `  and ${more} more`] : shown
}
