import { type RawBuilder, sql } from 'kysely'
import type { Db, Expertise, Tx } from '../../../database/schema.ts'
import { listTrainers } from '../../queries.ts'
import { isAway } from '../absences/queries.ts'

export interface Down {
  session_id: string
  person_id: string
  name: string
  expertise: Expertise
  /** Stands in, and is not of the team. */
  stands_in: boolean
}

/** Who is down for the dates of a run. */
export async function listDown(db: Db, runId: string): Promise<Down[]> {
  return db
    .selectFrom('session_trainer')
    .innerJoin('run_trainer', (join) =>
      join
        .onRef('run_trainer.run_id', '=', 'session_trainer.run_id')
        .onRef('run_trainer.person_id', '=', 'session_trainer.person_id'),
    )
    .innerJoin('person', 'person.id', 'session_trainer.person_id')
    .where('session_trainer.run_id', '=', runId)
    .orderBy('person.name')
    .select(['session_trainer.session_id', 'session_trainer.person_id', 'person.name'])
    .select(['run_trainer.expertise', sql<boolean>`run_trainer.left_at is not null`.as('stands_in')])
    .execute()
}

/** Who is down for a date of a run; for one that is not there yet (null), its team. */
export async function listGiving(
  db: Db,
  runId: string,
  sessionId: string | null,
): Promise<Pick<Down, 'person_id' | 'name' | 'expertise'>[]> {
  if (sessionId === null) return listTrainers(db, [runId])
  return (await listDown(db, runId)).filter(({ session_id }) => session_id === sessionId)
}

export interface Cover {
  session_id: string
  away_id: string
  away: string
  cover: string | null
}

/** Dates of a run that somebody of its team does not come to. */
export async function listCovers(db: Db, runId: string): Promise<Cover[]> {
  return db
    .selectFrom('session_cover')
    .innerJoin('person as away', 'away.id', 'session_cover.away_id')
    .leftJoin('person as cover', 'cover.id', 'session_cover.cover_id')
    .where('session_cover.run_id', '=', runId)
    .orderBy('away.name')
    .select(['session_id', 'away_id', 'away.name as away', 'cover.name as cover'])
    .execute()
}

export interface LackingDate {
  session_id: string
  run_id: string
  course_id: string
  title: string
  starts_at: Date
  ends_at: Date
  venue: string
  person_id: string
  name: string
  expertise: Expertise
  /** They have noted that they cannot come, or are no trainer. */
  is_away: boolean
  /** Nobody else of this expertise is there then. */
  breaks_pair: boolean
  published: boolean
  /** Everybody who is down for it, themselves too. */
  down: string[]
}

/** All dates still to come on which somebody is down who is away then, of one trainer or of these runs. */
export async function listLacking(
  db: Db,
  of: { personId: string } | { runIds: string[] },
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<LackingDate[]> {
  const whose =
    'personId' in of
      ? sql`own.person_id = ${of.personId}::uuid`
      : sql`own.run_id = any (${of.runIds}::uuid[])`
  const lacking = sql`${whose} and own.status = 'planned' and own.ends_at > ${now} and ${isAway('own', timeZone)}`
  const { rows } = await sql<LackingDate>`${dates(lacking, timeZone)}
    where run.status in ('draft', 'published')
    order by own.starts_at, own.session_id, person.name`.execute(db)
  return rows
}

/** Everybody who is down for one date, whether or not they come to it. */
export async function listDownForDate(db: Db, sessionId: string, timeZone: string): Promise<LackingDate[]> {
  const { rows } = await sql<LackingDate>`${dates(sql`own.session_id = ${sessionId}`, timeZone)}
    order by person.name`.execute(db)
  return rows
}

/**
 * What is to be known of who is down (`which`). Those are found first, and few: a term that was written a moment ago has
 * no statistics yet, and PostgreSQL joined everybody's dates with everybody's teams, which took minutes.
 */
const dates = (which: RawBuilder<unknown>, timeZone: string) => sql`
  with own as materialized (select own.* from session_trainer own where ${which})
  select own.session_id, own.run_id, run.course_id, course.title, own.starts_at, own.ends_at,
    venue.name as venue, own.person_id, person.name, team.expertise,
    run.status = 'published' as published,
    array(select person_id::text from session_trainer where session_id = own.session_id) as down, ${isAway('own', timeZone)} as is_away, not exists (
      select from session_trainer other
      join run_trainer theirs on theirs.run_id = other.run_id and theirs.person_id = other.person_id
      where other.session_id = own.session_id and other.person_id <> own.person_id
        and theirs.expertise = team.expertise and not ${isAway('other', timeZone)}) as breaks_pair
  from own
  join run_trainer team on team.run_id = own.run_id and team.person_id = own.person_id
  join run on run.id = own.run_id join course on course.id = run.course_id
  join session on session.id = own.session_id join venue on venue.id = session.venue_id
  join person on person.id = own.person_id`

export interface LackingDates {
  id: string
  name: string
  dates: number
  /** False of somebody who is down for dates and has not the role. */
  isTrainer: boolean
}

/** How many such dates each trainer has. */
export async function countLacking(
  db: Db,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<LackingDates[]> {
  const { rows } = await sql<LackingDates>`
    select person.id, person.name, count(*)::int as dates,
      exists (select from role_grant where person_id = person.id and role = 'trainer') as "isTrainer"
    from session_trainer own join run on run.id = own.run_id join person on person.id = own.person_id
    where own.status = 'planned' and own.ends_at > ${now}
      and run.status in ('draft', 'published') and ${isAway('own', timeZone)}
    group by person.id, person.name order by min(own.starts_at), person.name`.execute(db)
  return rows
}

/** Down for one date, beside the team. Throws on a clash: `one_trainer_in_one_place_at_once`. */
export async function insertStandIn(
  tx: Tx,
  row: { session_id: string; run_id: string; person_id: string; expertise: Expertise },
  now: Date,
): Promise<void> {
  const { session_id, run_id, person_id, expertise } = row
  await tx
    .insertInto('run_trainer')
    .values({ run_id, person_id, expertise, left_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await insertDown(tx, session_id, person_id)
}

export async function insertDown(tx: Tx, sessionId: string, personId: string): Promise<void> {
  await sql`insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select id, run_id, ${personId}::uuid, starts_at, ends_at, status from session where id = ${sessionId}`.execute(
    tx,
  )
}

/** Notes who does not come and who does. Whoever stood in and cannot either gives way to the next. */
export async function upsertCover(
  tx: Tx,
  cover: { session_id: string; run_id: string; away_id: string; cover_id: string | null; decided_at: Date },
): Promise<void> {
  const { session_id, away_id, cover_id, decided_at } = cover
  const stoodIn = await tx
    .updateTable('session_cover')
    .set({ cover_id, decided_at })
    .where('session_id', '=', session_id)
    .where('cover_id', '=', away_id)
    .returning('session_id')
    .executeTakeFirst()
  if (stoodIn === undefined) await tx.insertInto('session_cover').values(cover).execute()
}

/** Off one date. Who stood in and has no date left is of the run no more. */
export async function deleteDown(tx: Tx, sessionId: string, personId: string): Promise<void> {
  const gone = await tx
    .deleteFrom('session_trainer')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .returning('run_id')
    .executeTakeFirst()
  if (gone !== undefined) await deleteIfWithoutDates(tx, gone.run_id)
}

/** Lets whoever stood in off one date, unless they joined the team since: then it is theirs. */
export async function deleteStandIn(tx: Tx, sessionId: string, personId: string): Promise<void> {
  const ofTeam = await tx
    .selectFrom('run_trainer')
    .innerJoin('session', 'session.run_id', 'run_trainer.run_id')
    .where('session.id', '=', sessionId)
    .where('run_trainer.person_id', '=', personId)
    .where('run_trainer.left_at', 'is', null)
    .select('run_trainer.person_id')
    .executeTakeFirst()
  if (ofTeam === undefined) await deleteDown(tx, sessionId, personId)
}

async function deleteIfWithoutDates(tx: Tx, runId: string): Promise<void> {
  await sql`delete from run_trainer one where run_id = ${runId} and left_at is not null
    and not exists (select from session_trainer where run_id = one.run_id and person_id = one.person_id)`.execute(
    tx,
  )
}

/** Takes back who stands in for somebody on a date; who it was. Undefined where nothing is noted. */
export async function deleteCover(
  tx: Tx,
  sessionId: string,
  awayId: string,
): Promise<{ cover_id: string | null } | undefined> {
  return tx
    .deleteFrom('session_cover')
    .where('session_id', '=', sessionId)
    .where('away_id', '=', awayId)
    .returning('cover_id')
    .executeTakeFirst()
}

/**
 * Somebody leaves the team, so that nobody stands in for them any more. When somebody else takes over for good, whoever
 * stood in on dates to come is let off them.
 */
export async function deleteCoversOf(
  tx: Tx,
  { runId, personId, takenOver }: { runId: string; personId: string; takenOver: boolean },
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ session_id: string; cover_id: string | null }>`
    delete from session_cover using session
    where session.id = session_cover.session_id and session_cover.run_id = ${runId}
      and away_id = ${personId} and session.ends_at > ${now}
    returning session_id, cover_id`.execute(tx)
  if (!takenOver) return
  for (const { session_id, cover_id } of rows)
    if (cover_id !== null) await deleteStandIn(tx, session_id, cover_id)
}
