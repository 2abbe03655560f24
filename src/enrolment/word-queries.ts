import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'

export interface MovedWord {
  enrolment_id: string
  /** When the class was to be of which they told us that they could not come, and when it is now. */
  said_of: Date | null
  starts_at: Date
  /** The class is back on the day of which they said it. */
  counts: boolean
}

/** Who had told us that they cannot come to a class of this run that has moved since everybody was last told. */
export async function listMovedWords(tx: Tx, runId: string, since: Date | null): Promise<MovedWord[]> {
  const { rows } = await sql<MovedWord>`
    select one.enrolment_id, session.starts_at, one.mark is not null as counts,
      (select class_at from attendance_event told
        where told.session_id = one.session_id and told.enrolment_id = one.enrolment_id
          and to_mark = 'told-us' and means <> 'moved' order by told.id desc limit 1) as said_of
    from attendance one join session on session.id = one.session_id and session.status = 'planned'
    where one.run_id = ${runId} and one.means = 'moved'
      and (${since}::timestamptz is null or one.marked_at > ${since}::timestamptz)
    order by session.starts_at`.execute(tx)
  return rows
}
