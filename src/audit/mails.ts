import { sql } from 'kysely'
import { counted } from '../lib/words.ts'
import { clockDifference, type Invariant } from './invariant.ts'
import { isPending } from './jobs.ts'

export const placesAreConfirmedByMail: Invariant = {
  holds: 'Everyone with a place and an email address has a confirmation in the outbox',
  async findFaults({ db }) {
    // A mail does not name its run, but it is promised at the moment from which the person has the place.
    const { rows } = await sql<{ person_id: string; ids: string[]; mails: number }>`
      select person_id, ids, mails from (
        select enrolment.person_id, array_agg(enrolment.id::text) as ids,
          (select count(*) from mail where mail.person_id = enrolment.person_id
            and mail.template = 'enrolment/place-confirmed' and mail.created_at = enrolment.confirmed_at) as mails
        from enrolment join person on person.id = enrolment.person_id
        where enrolment.status = 'confirmed' and person.email is not null
          -- Carried from one record of the person to another, or the address was: whoever was told may have had none.
          and not exists (select from person_merge_row carried where carried.table_name = 'enrolment'
            and carried.row_key ->> 'id' = enrolment.id::text)
          and not exists (select from person_merge_row carried join person_merge on person_merge.id = carried.merge_id
            where carried.table_name = 'person' and carried.column_name = 'email' and carried.was = 'null'
              and carried.row_key ->> 'id' = person.id::text and merged_at >= enrolment.confirmed_at)
        group by enrolment.person_id, enrolment.confirmed_at
      ) as places where mails < cardinality(ids)`.execute(db)
    return rows.map(
      ({ person_id, ids, mails }) =>
        `person ${person_id}: enrolment ${ids.join(' and ')} has a place, and ${counted(mails, 'confirmation is', 'confirmations are')} promised`,
    )
  },
}

export const noMailOvertakes: Invariant = {
  holds: 'No mail has overtaken another about the same calendar entry',
  async findFaults({ db }) {
    const { rows } = await sql<{ order_key: string; earlier: string; later: string }>`
      select earlier.order_key, earlier.id as earlier, later.id as later
      from mail earlier join mail later on later.order_key = earlier.order_key and later.number > earlier.number
      where later.status = 'sent' and (earlier.status <> 'sent'
        or earlier.sent_at > later.sent_at + ${clockDifference} * interval '1 millisecond')`.execute(db)
    return rows.map(
      ({ order_key, earlier, later }) =>
        `invitation ${order_key}: mail ${later} went out before mail ${earlier}`,
    )
  },
}

export const queuedMailIsOnItsWay: Invariant = {
  holds: 'Every mail that is still to be sent has a job that will send it, or waits for one before it',
  async findFaults({ db }) {
    const { rows } = await sql<{ id: string }>`
      select mail.id from mail
      where mail.status = 'queued'
        and not exists (select from mail earlier where earlier.order_key = mail.order_key
          and earlier.number < mail.number and earlier.status <> 'sent')
        and not exists (select from graphile_worker._private_jobs job
          where job.payload ->> 'mailId' = mail.id::text and ${isPending})
      order by mail.number`.execute(db)
    return rows.map(({ id }) => `mail ${id}: it is queued, and no job will send it`)
  },
}
