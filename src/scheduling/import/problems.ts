/** Where in a file something is said. No line: the file as a whole. */
export interface Place {
  file: string
  line: number | null
}

/** Something a person must know about a file, in their own words. An error means that the row cannot be taken. */
export interface Problem extends Place {
  level: 'error' | 'warning'
  column: string | null
  message: string
}

export function errorAt({ file, line }: Place, column: string | null, message: string): Problem {
  return { level: 'error', file, line, column, message }
}

export function warningAt({ file, line }: Place, column: string | null, message: string): Problem {
  return { level: 'warning', file, line, column, message }
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.level === 'error')
}

/** By file in the order given, then by line; what is said twice about one cell is kept once. */
export function inOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  const rank = (problem: Problem) => files.indexOf(problem.file)
  return [...once.values()].sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0))
}
