import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import { isUnfinished } from '../../enrolment/register-queries.ts'

/** For so long after a class its register can wait, and so long is it asked for. */
const waits = sql`interval '24 hours'`
const asked = sql`interval '14 days'`

/** SQL for trainers and dates they were to give that are over and whose registers are not finished, not asked for yet. */
const unfinished = (now: Date) => sql`
  from session
  join run on run.id = session.run_id and run.status in ('published', 'ended')
  join course on course.id = run.course_id
  join session_trainer on session_trainer.session_id = session.id
  join person on person.id = session_trainer.person_id and person.email is not null
  where session.status = 'planned' and session.ends_at < ${now}::timestamptz - ${waits}
    and session.ends_at > ${now}::timestamptz - ${asked}
    and ${isUnfinished}
    and not exists (select from register_chase
      where register_chase.session_id = session.id and register_chase.person_id = person.id)`

export interface ToAsk {
  id: string
  name: string
  email: string
}

export async function listToAsk(db: Db, now: Date): Promise<ToAsk[]> {
  const { rows } = await sql<ToAsk>`
    select distinct person.id, person.name, person.email ${unfinished(now)} order by person.id`.execute(db)
  return rows
}

export interface Unfinished {
  session_id: string
  title: string
  starts_at: Date
  drop_in: boolean
}

/** Notes that this trainer is asked for their unfinished registers, and says which nobody else has asked them for. */
export async function claimUnfinished(tx: Tx, personId: string, now: Date): Promise<Unfinished[]> {
  const { rows } = await sql<Unfinished>`
    with asked as (
      insert into register_chase (session_id, person_id, at)
      select session.id, person.id, ${now}::timestamptz ${unfinished(now)} and person.id = ${personId}::uuid
      on conflict do nothing returning session_id)
    select asked.session_id, course.title, session.starts_at, run.drop_in
    from asked join session on session.id = asked.session_id
    join run on run.id = session.run_id join course on course.id = run.course_id
    order by session.starts_at`.execute(tx)
  return rows
}
