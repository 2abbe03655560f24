import { sql } from 'kysely'
import { isTheirLine } from '../enrolment/line-queries.ts'
import { addMinutes } from '../lib/time.ts'
import { listCompletion } from '../registers/completion/queries.ts'
import { outcomeOf } from '../registers/completion/settle.ts'
import type { Invariant } from './invariant.ts'
import { listPending } from './jobs.ts'

interface Row {
  session_id: string
  enrolment_id: string
}

export const everybodyIsExpected: Invariant = {
  holds: 'Everyone with a place is in the register of each class of it',
  async findFaults({ db }) {
    const { rows } = await sql<Row>`
      select session.id as session_id, enrolment.id as enrolment_id
      from enrolment join session on session.run_id = enrolment.run_id
      where enrolment.status in ('confirmed', 'completed', 'not-completed') and session.status = 'planned'
        and session.ends_at > enrolment.confirmed_at
        and not exists (select from attendance
          where session_id = session.id and enrolment_id = enrolment.id)
      order by 1, 2`.execute(db)
    return rows.map(({ session_id, enrolment_id }) => `session ${session_id} lacks enrolment ${enrolment_id}`)
  },
}

/** Where somebody has one row only, it is compared with nothing, and stands. */
export const oneLineEach: Invariant = {
  holds: 'Whoever has several rows in one register has one line in it',
  async findFaults({ db }) {
    const { rows } = await sql<{ session_id: string; person_id: string; lines: number; rows: number }>`
      select attendance.session_id, several.person_id, count(*)::int as rows,
        (count(*) filter (where ${isTheirLine('attendance')}))::int as lines
      from (select run_id, person_id from enrolment group by run_id, person_id having count(*) > 1) as several
      join enrolment on enrolment.run_id = several.run_id and enrolment.person_id = several.person_id
      join attendance on attendance.enrolment_id = enrolment.id
      group by attendance.session_id, several.person_id
      having count(*) filter (where ${isTheirLine('attendance')}) <> 1
      order by 1, 2`.execute(db)
    return rows.map(
      ({ session_id, person_id, lines, rows: of }) =>
        `session ${session_id}, person ${person_id}: ${lines} lines stand for them, of ${of} rows`,
    )
  },
}

export const marksAreTheLastWord: Invariant = {
  holds: 'Each mark is what was last said',
  async findFaults({ db }) {
    const { rows } = await sql<Row & { mark: string | null; said: string | null }>`
      select attendance.session_id, attendance.enrolment_id, attendance.mark, last.to_mark as said
      from attendance left join lateral (
        select to_mark from attendance_event
        where session_id = attendance.session_id and enrolment_id = attendance.enrolment_id
        order by id desc limit 1
      ) last on true
      where attendance.mark is distinct from last.to_mark
      order by 1, 2`.execute(db)
    return rows.map(
      ({ session_id, enrolment_id, mark, said }) =>
        `session ${session_id}, enrolment ${enrolment_id}: marked "${mark ?? ''}", and last said was "${said ?? ''}"`,
    )
  },
}

/** A sweep looks each night: what only time has made due may wait for it, and for one that was missed. */
const nights = 2

export const completionIsWhatMarksSay: Invariant = {
  holds: 'Whoever completed a course that is over did so by its registers, or somebody decided it',
  async findFaults({ db, now, config }) {
    const settling = await listPending(db, 'registers.settle', 'runId')
    return (await listCompletion(db)).flatMap((row) => {
      if (settling.has(row.run_id)) return []
      const outcome = outcomeOf(row, config, addMinutes(now, -nights * 24 * 60))
      if (!outcome.settled || outcome.to === row.status) return []
      return [
        `run ${row.run_id}, enrolment ${row.enrolment_id} is "${row.status}", and came to ${row.came} of ${row.counts}: "${outcome.to}"`,
      ]
    })
  },
}

export const certificatesAreEarned: Invariant = {
  holds: 'Whoever completed a course has a certificate, and nobody who never did',
  async findFaults({ db }) {
    const { rows } = await sql<{ id: string; has: boolean }>`
      select enrolment.id, certificate.enrolment_id is not null as has
      from enrolment left join certificate on certificate.enrolment_id = enrolment.id
      where (certificate.enrolment_id is null) = (enrolment.status = 'completed') and (
        enrolment.status = 'completed' or not exists (select from enrolment_event
          where enrolment_event.enrolment_id = enrolment.id and to_status = 'completed'))
      order by 1`.execute(db)
    return rows.map(({ id, has }) =>
      has
        ? `enrolment ${id} has a certificate and was never completed`
        : `enrolment ${id} is completed, without a certificate`,
    )
  },
}
