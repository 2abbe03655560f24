import { sql } from 'kysely'
import type { Db, Expertise } from '../../../database/schema.ts'
import type { Moment } from '../../../lib/time.ts'
import type { Named } from '../namesakes.ts'
import type { Candidate, OwnTime, WantedDate } from './rules.ts'
import type { Times } from './dates.ts'

export interface Wanted {
  courseId: string
  /** Its own team is left out, and what is taught in it is in nobody's way. Null for a run to be. */
  runId: string | null
  times: Times[]
  dates: Pick<WantedDate, 'day'>[]
  at: Moment
}

type CandidateRow = Candidate & Named & { inTeam: boolean }

const usualTimes = sql`coalesce((select json_agg(json_build_object('weekday', weekday, 'part', part))
  from trainer_availability where person_id = person.id), '[]')`

/** Of these people, those about whose time something is known. */
export async function listOwnTimes(db: Db, personIds: string[]): Promise<OwnTime[]> {
  const { rows } = await sql<OwnTime>`
    select person.id, person.name, trainer.active_from as "activeFrom", trainer.active_until as "activeUntil",
      ${usualTimes} as usual,
      coalesce((select json_agg(json_build_object('from', starts_on, 'until', ends_on) order by starts_on)
        from trainer_absence where person_id = person.id), '[]') as absences
    from person left join trainer on trainer.person_id = person.id
    where person.id = any (${personIds}::uuid[]) and (trainer.active_from is not null
      or trainer.active_until is not null
      or exists (select from trainer_availability where person_id = person.id)
      or exists (select from trainer_absence where person_id = person.id))
    order by person.name, person.id`.execute(db)
  return rows
}

/** All trainers, with what is known of them for these dates, and whether they are in the team already. */
export async function listCandidates(db: Db, wanted: Wanted): Promise<CandidateRow[]> {
  const { courseId, runId } = wanted
  const { rows } = await sql<CandidateRow>`
    select person.id, person.name, person.email, person.phone, trainer.lived, trainer.professional,
      exists (select from run_trainer
        where run_id = ${runId}::uuid and person_id = person.id and left_at is null) as "inTeam",
      trainer.active_from as "activeFrom", trainer.active_until as "activeUntil",
      ${downFor('lived')} as "downForLived", ${downFor('professional')} as "downForProfessional",
      ${gave('lived', wanted.at)} as "gaveLived", ${gave('professional', wanted.at)} as "gaveProfessional",
      exists (select from trainer_course
        where person_id = person.id and course_id = ${courseId}::uuid) as "canGive",
      exists (select from ${given(wanted.at)} and run.course_id = ${courseId}::uuid) as "gaveCourse",
      ${leftOf(runId)} as "leftRun",
      ${usualTimes} as usual,
      ${absencesIn(wanted.dates)} as absences, ${busyAt(wanted)} as busy
    from person join role_grant on role_grant.person_id = person.id and role_grant.role = 'trainer'
    left join trainer on trainer.person_id = person.id
    where person.erased_at is null and person.merged_into is null
      and not exists (select from account_closing where person_id = person.id)
    order by person.name, person.id`.execute(db)
  return rows
}

/** From the trail: of whoever gave no date of it nothing else is left. Who came by a slip that was undone never left. */
function leftOf(runId: string | null) {
  return sql<string | null>`(select to_json(max(event.at)) #>> '{}' from audit_event event
    where event.subject_kind = 'run' and event.subject_id = ${runId}::uuid
      and event.action = 'run.trainer-left' and event.detail ->> 'personId' = person.id::text
      and not exists (select from audit_event undoing where undoing.subject_kind = 'run'
        and undoing.subject_id = event.subject_id and undoing.action = 'change.undone' and undoing.at = event.at))`
}

const downFor = (expertise: Expertise) => sql<number>`(select count(*) from run_trainer
  where person_id = person.id and expertise = ${expertise})`

/** Runs of which they gave a date. */
const gave = (expertise: Expertise, at: Moment) =>
  sql<number>`(select count(distinct own.run_id) from ${given(at)} and team.expertise = ${expertise})`

/**
 * The dates that were really theirs, standing in or not: of no draft, not called off, over, and not on a day they were
 * away. Whoever left keeps those they gave, and no others.
 */
function given({ now, timeZone }: Moment) {
  return sql`session_trainer own join run on run.id = own.run_id
    join run_trainer team on team.run_id = own.run_id and team.person_id = own.person_id
    where own.person_id = person.id and own.status = 'planned' and own.ends_at <= ${now}
      and run.status <> 'draft' and not exists (select from trainer_absence away where away.person_id = own.person_id
        and (own.starts_at at time zone ${timeZone}::text)::date between away.starts_on and away.ends_on)`
}

function absencesIn(dates: Wanted['dates']) {
  const days = dates.map(({ day }) => day)
  return sql`coalesce((select json_agg(json_build_object('from', starts_on, 'until', ends_on) order by starts_on)
    from trainer_absence where person_id = person.id
      and exists (select from unnest(${days}::date[]) as day where day between starts_on and ends_on)), '[]')`
}

function busyAt({ times, runId }: Wanted) {
  const [starts, ends] = [times.map(({ startsAt }) => startsAt), times.map(({ endsAt }) => endsAt)]
  return sql`coalesce((select json_agg(json_build_object(
      'index', wanted.number - 1, 'title', course.title, 'startsAt', other.starts_at) order by other.starts_at)
    from unnest(${starts}::timestamptz[], ${ends}::timestamptz[])
      with ordinality as wanted (starts_at, ends_at, number)
    join session_trainer other on other.person_id = person.id and other.status = 'planned'
      and other.run_id is distinct from ${runId}::uuid
      and other.starts_at < wanted.ends_at and other.ends_at > wanted.starts_at
    join run on run.id = other.run_id join course on course.id = run.course_id), '[]')`
}
