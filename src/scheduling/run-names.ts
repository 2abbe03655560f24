// How a few of many runs are named in one sentence.
import { listed } from '../lib/words.ts'
import { grouped } from './import/grouped.ts'

export interface NamedRun {
  title: string
  code: string | null
}

/** More are counted. */
const mostNamed = 5

export const nameOf = ({ title, code }: NamedRun) => (code === null ? title : `${title} (${code})`)

/** `Crochet (CR-2), Music (2 runs) and Walking`; above five, the rest is a number. */
export function someOf(runs: NamedRun[]): string {
  const all = [...grouped(runs, nameOf)]
  const named = all.slice(0, mostNamed)
  const words = named.map(([name, { length }]) => (length === 1 ? name : `${name} (${length} runs)`))
  const rest = all.slice(mostNamed).reduce((sum, [, { length }]) => sum + length, 0)
  return listed(rest === 0 ? words : [...words, `${rest} more`])
}
