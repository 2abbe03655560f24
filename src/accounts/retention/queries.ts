// What has been kept long enough, and erasing it. Each kind says once what is due: what is counted is what goes.
import { type RawBuilder, sql } from 'kysely'
import type { ClosingReason, Db, Tx } from '../../database/schema.ts'
import { addMinutes } from '../../lib/time.ts'
import { type AnnouncedKind, closingSoon, noticeDays, noticeLapsesDays, type RetentionKind } from './rules.ts'

type PeopleKind = Exclude<ClosingReason, 'asked'>
type ThingKind = Exclude<RetentionKind, PeopleKind>

/** SQL for the ids of what is due: over since before this moment. */
const due: Record<RetentionKind, (before: Date, now: Date) => RawBuilder<unknown>> = {
  'sent-mails': (before) =>
    sql`select id from mail where status = 'sent' and erased_at is null and sent_at < ${before}`,
  'failed-mails': (before) => sql`select id from mail where status = 'failed' and created_at < ${before}`,
  'sent-texts': (before) =>
    sql`select id from text_message where status = 'sent' and erased_at is null and sent_at < ${before}`,
  'failed-texts': (before) =>
    sql`select id from text_message where status in ('failed', 'too-late') and created_at < ${before}`,
  calls: (before) => sql`select id from call where coalesce(done_at, overtaken_at) < ${before}`,
  proofs: (before) => sql`select id from email_proof where expires_at < ${before}`,
  'email-changes': (before) => sql`select person_id as id from email_change where asked_at < ${before}`,
  'failed-work': (before) => sql`select id from graphile_worker._private_jobs
    where attempts >= max_attempts and locked_at is null and updated_at < ${before}`,
  places: (before) => sql`select id from enrolment where ended_at < ${before}
    and (status_reason is not null or priority_reason is not null or rules_waived_reason is not null or exists (
      select from enrolment_event where enrolment_id = enrolment.id and reason is not null)
      or exists (select from completion_decision where enrolment_id = enrolment.id and reason is not null))`,
  readings: (before) => sql`select id from sensitive_reading where at < ${before} and words is not null`,
  'follow-up-words': (before) => sql`select id from follow_up_call where at < ${before} and words <> ''`,
  'ended-needs': (before) => sql`select id from access_need where ended_at < ${before}`,
  absences: (before) => sql`select id from trainer_absence where ends_on < ${before}::date`,
  'walk-ins': (before) => sql`select id from walk_in where added_at < ${before} and erased_at is null`,
  'import-drafts': (before) => sql`select id from import_draft where changed_at < ${before}`,
  'never-confirmed': (before) => sql`${unseenSince(before)} and ${neverConfirmed}`,
  'never-took-part': (before, now) => sql`${unseen['never-took-part'](before)} and ${wasTold(now)}`,
  'long-ago': (before, now) => sql`${unseen['long-ago'](before)} and ${wasTold(now)}`,
}

const unseen: Record<AnnouncedKind, (before: Date) => RawBuilder<unknown>> = {
  'never-took-part': (before) => sql`${unseenSince(before)} and not ${hadAPlace} and not ${neverConfirmed}`,
  'long-ago': (before) => sql`${unseenSince(before)} and ${hadAPlace}`,
}

const daysBefore = (now: Date, days: number) => addMinutes(now, -days * 24 * 60)
const hasAnAddress = sql`(email is not null and email_confirmed_at is not null)`

const canBeCalled = sql`(phone is not null or btrim(postal_address) <> '')`
const waitsForTheOffice = sql`exists (select from call where person_id = person.id and template = ${closingSoon}
  and done_at is null and overtaken_at is null)`

/** They were told a month ago, by mail or by somebody of the office; or there is no way to reach them. */
function wasTold(now: Date): RawBuilder<unknown> {
  return sql`((not ${hasAnAddress} and not ${canBeCalled})
    or (closing_announced_at <= ${daysBefore(now, noticeDays)}
      and closing_announced_at > ${daysBefore(now, noticeLapsesDays)} and not ${waitsForTheOffice}))`
}

const neverConfirmed = sql`(email_confirmed_at is null and (email is not null or claimed_email is not null)
  and not exists (select from enrolment where person_id = person.id))`
const hadAPlace = sql`exists (select from enrolment where person_id = person.id and confirmed_at is not null)`

/**
 * People of whom nothing has been seen since: no visit, no place, no word to the office. Never somebody who works here, or
 * has something on a run still.
 */
function unseenSince(before: Date): RawBuilder<unknown> {
  return sql`select id from person
    where erased_at is null and merged_into is null and created_at < ${before} and coalesce(last_seen_at, created_at) < ${before}
      and not exists (select from account_closing where person_id = person.id)
      and not exists (select from role_grant where person_id = person.id and role <> 'student')
      and not exists (select from enrolment where person_id = person.id
        and (ended_at is null or ended_at >= ${before}))
      and not exists (select from web_session where person_id = person.id and last_seen_at >= ${before})
      and not exists (select from agreement_acceptance where person_id = person.id and accepted_at >= ${before})
      and not exists (select from audit_event where subject_kind = 'person' and subject_id = person.id
        and actor_id is not null and detail ->> 'template' is distinct from ${closingSoon} and at >= ${before})`
}

export interface ToAnnounce {
  id: string
  name: string
  email: string | null
  by: 'mail' | 'call'
}

/** Holds people who are to be told that their account closes, and have not been of late. */
export async function lockToAnnounce(
  tx: Tx,
  kind: AnnouncedKind,
  { before, now, most }: { before: Date; now: Date; most: number },
): Promise<ToAnnounce[]> {
  const { rows } = await sql<ToAnnounce>`
    select id, name, email, case when ${hasAnAddress} then 'mail' else 'call' end as by
    from person where id in (${unseen[kind](before)}) and (${hasAnAddress} or ${canBeCalled})
      and (closing_announced_at is null or closing_announced_at <= ${daysBefore(now, noticeLapsesDays)})
    order by id limit ${most} for no key update`.execute(tx)
  return rows
}

export async function updateAnnounced(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length > 0)
    await tx.updateTable('person').set({ closing_announced_at: now }).where('id', 'in', ids).execute()
}

export async function countDue(db: Db, kind: RetentionKind, before: Date, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${due[kind](before, now)}) as due`.execute(db)
  return rows[0]?.count ?? 0
}

type Id = string | number

export interface Due {
  before: Date
  now: Date
  most: number
}

/** At most so many of them. */
export async function listDue(tx: Tx, kind: RetentionKind, { before, now, most }: Due): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`${due[kind](before, now)} limit ${most}`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * The same for people, who are held, and looked at again once they are: somebody may have come back while this waited for
 * them, and whoever comes back now waits until it is known that their account closes.
 */
export async function lockDuePeople(tx: Tx, kind: PeopleKind, asked: Due): Promise<Id[]> {
  const ids = await listDue(tx, kind, asked)
  await sql`select from person where id = ${uuids(ids)} order by id for no key update`.execute(tx)
  const { rows } = await sql<{ id: Id }>`
    select id from (${due[kind](asked.before, asked.now)}) as due where id = ${uuids(ids)}`.execute(tx)
  return rows.map(({ id }) => id)
}

const uuids = (ids: Id[]) => sql`any (${ids}::uuid[])`
const numbers = (ids: Id[]) => sql`any (${ids}::bigint[])`

const erasing: Record<ThingKind, (ids: Id[], now: Date) => RawBuilder<unknown>[]> = {
  'sent-mails': (ids, now) => [
    sql`update mail set to_name = '', to_address = '', view = '{}', calendar_method = null, calendar_text = null,
      last_error = null, erased_at = ${now} where id = ${uuids(ids)} and status = 'sent'`,
  ],
  'failed-mails': (ids) => [
    sql`delete from mail where id = ${uuids(ids)} and status in ('failed', 'too-late')`,
  ],
  'sent-texts': (ids, now) => [
    sql`update text_message set to_number = '', body = '', last_error = null, provider_id = null, erased_at = ${now}
      where id = ${uuids(ids)} and status = 'sent'`,
  ],
  'failed-texts': (ids) => [
    sql`delete from text_message where id = ${uuids(ids)} and status in ('failed', 'too-late')`,
  ],
  calls: (ids) => [sql`delete from call where id = ${uuids(ids)}`],
  proofs: (ids) => [sql`delete from email_proof where id = ${uuids(ids)}`],
  'email-changes': (ids) => [sql`delete from email_change where person_id = ${uuids(ids)}`],
  'failed-work': (ids) => [
    sql`delete from graphile_worker._private_jobs where id = ${numbers(ids)} and locked_at is null`,
  ],
  places: (ids) => [
    sql`update enrolment set status_reason = null, priority_reason = null, rules_waived_reason = null where id = ${uuids(ids)}`,
    sql`update completion_decision set reason = null where enrolment_id = ${uuids(ids)}`,
    sql`select erase_reasons(${ids}::uuid[])`,
  ],
  readings: (ids, now) => [
    sql`update sensitive_reading set words = null, words_erased_at = ${now} where id = ${numbers(ids)}`,
  ],
  'follow-up-words': (ids, now) => [
    sql`update follow_up_call set words = '', words_erased_at = ${now} where id = ${uuids(ids)}`,
  ],
  'ended-needs': (ids) => [sql`delete from access_need where id = ${uuids(ids)}`],
  absences: (ids) => [sql`delete from trainer_absence where id = ${uuids(ids)}`],
  'walk-ins': (ids, now) => [
    sql`update walk_in set name = null, contact = '', erased_at = ${now} where id = ${uuids(ids)}`,
  ],
  'import-drafts': (ids) => [sql`delete from import_draft where id = ${uuids(ids)}`],
}

export async function eraseDue(tx: Tx, kind: ThingKind, ids: Id[], now: Date): Promise<void> {
  for (const statement of erasing[kind](ids, now)) await statement.execute(tx)
}

/** Begins to close these accounts, but those that somebody has begun to close meanwhile. */
export async function insertClosings(tx: Tx, why: PeopleKind, ids: Id[], now: Date): Promise<string[]> {
  const rows = ids.map((id) => ({ person_id: String(id), asked_at: now, asked_by: null, why }))
  const added = await tx
    .insertInto('account_closing')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return added.map(({ person_id }) => person_id)
}
