import { counted } from '../../lib/words.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import { errorAt, type Problem } from './problems.ts'
import type { NamedLine } from './rows.ts'
import type { SessionRow } from './session-rows.ts'

export interface Matched {
  /** Dated sessions by the line of their run. */
  byLine: Map<number, SessionRow[]>
  problems: Problem[]
}

/** Finds the run each dated session belongs to: by line number, else by title and run code. */
export function matchSessions(runs: readonly NamedLine[], sessions: readonly SessionRow[]): Matched {
  const find = finder(runs)
  const found = sessions.map((session) => ({ session, run: find(session) }))
  const problems = found.flatMap(({ session, run }) =>
    run.ok ? [] : [errorAt(session, run.column, run.reason)],
  )
  const byLine = new Map<number, SessionRow[]>()
  for (const [line, group] of grouped(found, ({ run }) => (run.ok ? run.line : null))) {
    if (line !== null)
      byLine.set(
        line,
        group.map(({ session }) => session),
      )
  }
  return { byLine, problems }
}

type Found = { ok: true; line: number } | { ok: false; column: string; reason: string }

function finder(runs: readonly NamedLine[]): (session: SessionRow) => Found {
  const byLine = new Map(runs.map((run) => [run.line, run]))
  const byTitle = grouped(runs, (run) => folded(run.title ?? ''))
  return (session) => {
    if (session.runLine !== null) return byLineNumber(session, session.runLine, byLine.get(session.runLine))
    const title = session.title ?? ''
    const named = byTitle.get(folded(title)) ?? []
    return byName(
      named.filter((run) => session.code === null || sameText(run.code, session.code)),
      session,
    )
  }
}

function byLineNumber(session: SessionRow, line: number, run: NamedLine | undefined): Found {
  if (run === undefined) {
    return { ok: false, column: 'line', reason: `The prospectus has no run on line ${line}.` }
  }
  if (session.title !== null && run.title !== null && !sameText(session.title, run.title)) {
    const reason = `Line ${line} of the prospectus is "${run.title}", but this session says "${session.title}".`
    return { ok: false, column: 'course_title', reason }
  }
  if (session.code !== null && run.code !== null && !sameText(session.code, run.code)) {
    const reason = `Line ${line} of the prospectus has the code ${run.code}, but this session says ${session.code}.`
    return { ok: false, column: 'run_code', reason }
  }
  return { ok: true, line }
}

function byName(runs: readonly NamedLine[], { title, code }: SessionRow): Found {
  const [run, ...others] = runs
  const name = code === null ? `"${title ?? ''}"` : `"${title ?? ''}" with the code ${code}`
  if (run === undefined) {
    return { ok: false, column: 'course_title', reason: `The prospectus has no run called ${name}.` }
  }
  if (others.length === 0) return { ok: true, line: run.line }
  const reason = `The prospectus has ${counted(runs.length, 'run')} called ${name}: say which by its line number or run code.`
  return { ok: false, column: 'course_title', reason }
}

function sameText(one: string | null, other: string): boolean {
  return one !== null && (one === other || folded(one) === folded(other))
}
