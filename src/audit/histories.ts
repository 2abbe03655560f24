import { sql } from 'kysely'
import type { ActorKind, Db, EnrolmentStatus } from '../database/schema.ts'
import { type Action, actions, isLive, moves } from '../enrolment/states.ts'
import type { Invariant } from './invariant.ts'

interface Line {
  at: Date
  action: string
  from: EnrolmentStatus | null
  to: EnrolmentStatus
  actor: ActorKind
}

interface Life {
  id: string
  status: EnrolmentStatus
  joined_at: Date
  confirmed_at: Date | null
  ended_at: Date | null
  passed_at_vacancy: number | null
  history: Line[]
}

/** Every enrolment with its history, first line first. */
async function listLives(db: Db): Promise<Life[]> {
  const rows = await db
    .selectFrom('enrolment')
    .leftJoin('enrolment_event as event', 'event.enrolment_id', 'enrolment.id')
    .groupBy('enrolment.id')
    .orderBy('enrolment.queue_number')
    .select([
      'enrolment.id',
      'enrolment.status',
      'enrolment.joined_at',
      'enrolment.confirmed_at',
      'enrolment.ended_at',
      'enrolment.passed_at_vacancy',
      sql<(Omit<Line, 'at'> & { at: number })[]>`coalesce(json_agg(json_build_object(
        'at', extract(epoch from event.at) * 1000, 'action', event.action, 'from', event.from_status,
        'to', event.to_status, 'actor', event.actor) order by event.id) filter (where event.id is not null), '[]')`.as(
        'history',
      ),
    ])
    .execute()
  return rows.map((row) => ({
    ...row,
    history: row.history.map((line) => ({ ...line, at: new Date(Math.round(line.at)) })),
  }))
}

function checked(rule: (life: Life) => string[]): Invariant['findFaults'] {
  return async ({ db }) => {
    const lives = await listLives(db)
    return lives.flatMap((life) => rule(life).map((fault) => `enrolment ${life.id}: ${fault}`))
  }
}

export const historyLeadsToStatus: Invariant = {
  holds: 'Every enrolment stands where the last line of its history left it',
  findFaults: checked(({ status, history }) => {
    const last = history.at(-1)
    if (last === undefined) return ['it has no history']
    return last.to === status ? [] : [`its status is "${status}", but its history ends with "${last.to}"`]
  }),
}

export const datesAgreeWithHistory: Invariant = {
  holds: 'The dates of every enrolment agree with its history',
  findFaults: checked(({ history, ...life }) => {
    const [first] = history
    const last = history.at(-1)
    if (first === undefined || last === undefined) return []
    const confirmed = history.findLast(({ to, action }) => to === 'confirmed' && action !== 'restore-place')
    const ended = isLive(last.to) ? undefined : last
    return [
      ...dateFault('joined', life.joined_at, first.at),
      ...dateFault('had a place from', life.confirmed_at, confirmed?.at),
      ...dateFault('ended', life.ended_at, ended?.at),
      ...((life.passed_at_vacancy !== null) === (last.action === 'pass')
        ? []
        : ['whether it is skipped for this vacancy does not agree with its history']),
    ]
  }),
}

function dateFault(what: string, noted: Date | null, happened: Date | undefined): string[] {
  if (noted?.getTime() === happened?.getTime()) return []
  return [`it ${what} ${inWords(noted)}, but by its history ${inWords(happened)}`]
}

function inWords(moment: Date | null | undefined): string {
  return moment?.toISOString() ?? 'never'
}

export const historyIsPossible: Invariant = {
  holds: 'Every history is a path that the table of states allows',
  findFaults: checked(({ history }) => history.flatMap((line, index) => stepFault(line, history[index - 1]))),
}

const begun: readonly EnrolmentStatus[] = ['requested', 'waiting', 'confirmed']

function stepFault({ action, from, to, actor }: Line, before: Line | undefined): string[] {
  if (before === undefined) {
    const ok = action === 'enrol' && from === null && begun.includes(to)
    return ok ? [] : [`it began with "${action}" from "${from ?? 'nothing'}" to "${to}"`]
  }
  if (from !== before.to) return [`it went to "${before.to}", and on from "${from ?? 'nothing'}"`]
  const move = isAction(action) ? moves[from][action] : undefined
  if (move?.to !== to) return [`it went from "${from}" to "${to}" by "${action}"`]
  return move.who.includes(actor) ? [] : [`"${action}" was done by ${actor} when "${from}"`]
}

function isAction(name: string): name is Action {
  return (actions as readonly string[]).includes(name)
}
