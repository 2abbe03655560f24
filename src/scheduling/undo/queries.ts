import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import { type PastChange, type Undoable, undoable } from './rules.ts'

/** A trainer with whom an import planned the run: they go with it. */
const cameWithRun = sql`(event.action = 'run.trainer-added' and exists (select from audit_event planned
  where planned.action = 'run.planned' and planned.subject_kind = 'run' and planned.subject_id = event.subject_id
    and planned.at = event.at and planned.actor_id is not distinct from event.actor_id))`

/**
 * What these lines of the trail did. The lines are found first: of runs that were planned a moment ago PostgreSQL has no
 * statistics yet, and for a single line it put every run beside every date.
 */
function changes(db: Db, which: RawBuilder<boolean>) {
  return db
    .with(
      (cte) => cte('event').materialized(),
      (one) =>
        one
          .selectFrom('audit_event as event')
          .where('event.action', 'in', undoable)
          .where(which)
          // A draft that came from copying a term goes with its copy; dates changed together are put back together.
          // Asked by `?`: of `->> is null` PostgreSQL expects it of one line in hundreds, and reads every person for each.
          .where(sql<boolean>`not event.detail ? 'copy' and not event.detail ? 'bulkChangeId'`)
          .where(sql<boolean>`not ${cameWithRun}`)
          .select(['event.id as number', 'event.at', 'event.actor_id as actorId', 'event.detail'])
          .select([
            sql<Undoable>`event.action`.as('action'),
            sql<string | null>`case event.subject_kind when 'session' then event.subject_id end`.as('dateId'),
            sql<string>`case event.subject_kind when 'run' then event.subject_id
                else (select run_id from session where session.id = event.subject_id) end`.as('ofRun'),
            sql<boolean>`exists (select from audit_event undoing
                where undoing.action = 'change.undone' and undoing.detail ->> 'undoes' = event.id::text)`.as(
              'undone',
            ),
          ]),
    )
    .selectFrom('event')
    .innerJoin('run', 'run.id', 'event.ofRun')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('session', 'session.id', 'event.dateId')
    .leftJoin('person as actor', 'actor.id', 'event.actorId')
    .select(['event.number', 'event.at', 'event.actorId', 'event.detail', 'event.action', 'event.undone'])
    .select(['run.id as runId', 'run.status as runStatus', 'course.title', 'run.code', 'actor.name'])
    .select(['session.id as sessionId', 'session.starts_at as startsAt'])
}

/** What was changed since then and is still there, newest first; `before`: only what is older than that change. */
export async function listChangesSince(
  db: Db,
  since: Date,
  { before, most }: { before?: number | undefined; most: number },
): Promise<PastChange[]> {
  const older = before === undefined ? sql`true` : sql`event.id < ${before}`
  return changes(db, sql<boolean>`event.at > ${since} and ${older}`)
    .orderBy('event.number', 'desc')
    .limit(most)
    .execute()
}

/** What was done to many runs with one press. */
export interface Act {
  id: string
  at: Date
  action: 'run.published' | 'run.changed'
  /** Who did it; null when their record is gone. */
  name: string | null
  /** How many of its changes nobody has undone. */
  runs: number
}

/** Since then, newest first; without what was undone by itself. */
export async function listActsSince(db: Db, since: Date): Promise<Act[]> {
  const { rows } = await sql<Act>`
    select event.detail ->> 'together' as id, min(event.at) as at, event.action, actor.name, count(*)::int as runs
    from audit_event event
    join run on run.id = event.subject_id
    left join person actor on actor.id = event.actor_id
    where event.at > ${since} and event.subject_kind = 'run' and event.detail ? 'together'
      and not exists (select from audit_event undoing where undoing.action = 'change.undone'
        and undoing.detail ->> 'undoes' = event.id::text)
    group by 1, event.action, actor.name
    having count(*) > 1
    order by 2 desc`.execute(db)
  return rows
}

/** What one press did to many runs since then, by run, as they are held. */
export async function listOfAct(db: Db, actId: string, since: Date): Promise<PastChange[]> {
  return changes(db, sql<boolean>`event.at > ${since} and event.detail ->> 'together' = ${actId}`)
    .orderBy('run.id')
    .execute()
}

export async function findChange(db: Db, number: number): Promise<PastChange | undefined> {
  return changes(db, sql<boolean>`event.id = ${number}`).executeTakeFirst()
}

/** What else was done to the team of the run in the same moment, by the same press: somebody left, somebody came. */
export async function listOfOnePress(tx: Tx, { runId, at, actorId }: PastChange): Promise<PastChange[]> {
  const pressed = sql<boolean>`event.subject_id = ${runId} and event.at = ${at}
    and event.actor_id is not distinct from ${actorId} and event.action in ('run.trainer-left', 'run.trainer-added')`
  const done = await changes(tx, pressed).orderBy('event.number').execute()
  return done.filter(({ undone }) => !undone)
}

/** The same of many changes; each list has the change itself in it. */
export async function listPresses(db: Db, shown: PastChange[]): Promise<Map<number, PastChange[]>> {
  const turns = shown.filter(({ action }) => action.startsWith('run.trainer-'))
  if (turns.length === 0) return new Map()
  const runIds = turns.map(({ runId }) => runId)
  const moments = turns.map(({ at }) => at)
  const pressed = sql<boolean>`event.subject_kind = 'run' and event.subject_id = any (${runIds}::uuid[])
    and event.at = any (${moments}::timestamptz[]) and event.action in ('run.trainer-left', 'run.trainer-added')`
  const done = (await changes(db, pressed).orderBy('event.number').execute()).filter(({ undone }) => !undone)
  const isOf = (one: PastChange, other: PastChange) =>
    one.runId === other.runId && one.actorId === other.actorId && one.at.getTime() === other.at.getTime()
  return new Map(turns.map((turn) => [turn.number, done.filter((one) => isOf(one, turn))]))
}

/** Whether anything was done to this date after that. */
export async function isDateTouchedSince(tx: Tx, { number, sessionId }: PastChange): Promise<boolean> {
  const later = await tx
    .selectFrom('audit_event')
    .where('id', '>', number)
    .where('subject_kind', '=', 'session')
    .where('subject_id', '=', sessionId ?? '')
    .select('id')
    .executeTakeFirst()
  return later !== undefined
}

/** Whether this date was called off or put back on after that, by itself or with many. */
export async function isDateTurnedSince(tx: Tx, { number, sessionId }: PastChange): Promise<boolean> {
  const later = await tx
    .selectFrom('audit_event')
    .where('id', '>', number)
    .where('subject_kind', '=', 'session')
    .where('subject_id', '=', sessionId)
    .where('action', 'in', ['session.cancelled', 'session.reinstated'])
    .select('id')
    .executeTakeFirst()
  return later !== undefined
}

/** Whether any of these people came to the team of the run or left it after that. */
export async function isTeamTouchedSince(
  tx: Tx,
  { number, runId }: { number: number; runId: string },
  personIds: string[],
): Promise<boolean> {
  const later = await tx
    .selectFrom('audit_event')
    .where('id', '>', number)
    .where('subject_kind', '=', 'run')
    .where('subject_id', '=', runId)
    .where('action', 'in', ['run.trainer-added', 'run.trainer-left'])
    .where(sql<string>`detail ->> 'personId'`, 'in', personIds)
    .select('id')
    .executeTakeFirst()
  return later !== undefined
}

/** Whether anything was done to the run, or to one of its dates, after that, and not undone. */
export async function isRunTouchedSince(tx: Tx, { number, runId }: PastChange): Promise<boolean> {
  const { rows } = await sql<{ touched: boolean }>`
    select exists (select from audit_event event
      where event.id > ${number} and event.action <> 'change.undone' and not ${cameWithRun}
        and (event.subject_kind = 'run' and event.subject_id = ${runId}
          or event.subject_kind = 'session' and event.subject_id in (select id from session where run_id = ${runId}))
        and not exists (select from audit_event undoing where undoing.action = 'change.undone'
          and undoing.detail ->> 'undoes' = event.id::text)) as touched`.execute(tx)
  return rows[0]?.touched === true
}

/** Whether a register of the run says of anybody without a place that they came. */
export async function havePeopleCome(tx: Tx, runId: string): Promise<boolean> {
  const { rows } = await sql<{ came: boolean }>`
    select exists (select from session where run_id = ${runId}
      and (exists (select from head_count where session_id = session.id)
        or exists (select from walk_in where session_id = session.id and removed_at is null))) as came`.execute(
    tx,
  )
  return rows[0]?.came === true
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('session').where('id', '=', id).execute()
}

/** Holds these runs, in one order for all who hold several. */
export async function lockRuns(tx: Tx, runIds: string[]): Promise<void> {
  await sql`select from run where id = any (${runIds}::uuid[]) order by id for no key update`.execute(tx)
}
