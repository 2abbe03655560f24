export interface Figure {
  what: string
  figure: string
  /** Beside the ceiling of the same run: 0.4 is four tenths of it. */
  ratio?: number
}

export function printTable(heading: string, figures: Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length))
  console.log(heading)
  for (const { what, figure, ratio } of figures) {
    const beside = ratio === undefined ? '' : `${ratio.toFixed(2)} of the ceiling`
    console.log(`  ${what.padEnd(width)}  ${figure.padStart(16)}  ${beside}`)
  }
  console.log('')
}

export function perSecond(count: number): string {
  return `${Math.round(count).toLocaleString('en-GB')} a second`
}

/** By nearest rank: the smallest of the samples that at least this part of them does not exceed. */
export function percentile(samples: number[], part: number): number {
  const sorted = [...samples].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
}
