import { sql } from 'kysely'
import type { Db, PartOfDay, Tx } from '../../../database/schema.ts'
import { timesIn, type TrainerDetails } from './details.ts'
import type { Training } from './forms.ts'

const isTrainer = sql<boolean>`person.erased_at is null and person.merged_into is null
  and exists (select from role_grant where person_id = person.id and role = 'trainer')`
const downFor = (expertise: 'lived' | 'professional') => sql<number>`(select count(*)::int from run_trainer
  where person_id = person.id and expertise = ${expertise})`

export interface TrainerRow {
  id: string
  name: string
  email: string | null
  phone: string | null
  lived: boolean | null
  professional: boolean | null
  downForLived: number
  downForProfessional: number
  activeUntil: string | null
  courses: string[]
  away: { from: string; until: string } | null
  training: { name: string; due: string } | null
}

/** Everybody who is a trainer, with what the office looks for first. */
export async function listTrainers(db: Db, today: string): Promise<TrainerRow[]> {
  const { rows } = await sql<TrainerRow>`
    select person.id, person.name, person.email, person.phone, trainer.lived, trainer.professional, trainer.active_until as "activeUntil",
      ${downFor('lived')} as "downForLived", ${downFor('professional')} as "downForProfessional",
      array(select course.title from trainer_course join course on course.id = trainer_course.course_id
        where trainer_course.person_id = person.id order by lower(course.title)) as courses,
      (select json_build_object('from', starts_on, 'until', ends_on) from trainer_absence
        where person_id = person.id and ends_on >= ${today}::date order by starts_on limit 1) as away,
      (select json_build_object('name', name, 'due', due_again_on) from (
          select distinct on (lower(name)) name, due_again_on from trainer_training
          where person_id = person.id order by lower(name), done_on desc) as latest
        where due_again_on is not null order by due_again_on limit 1) as training
    from person left join trainer on trainer.person_id = person.id
    where ${isTrainer} order by lower(person.name), person.id`.execute(db)
  return rows
}

export type Trainer = TrainerDetails & {
  id: string
  name: string
  known: boolean
  downForLived: number
  downForProfessional: number
}

/** What is known of a trainer; undefined for somebody who is none. */
export async function findTrainer(db: Db, id: string): Promise<Trainer | undefined> {
  const { rows } = await sql<Trainer>`
    select person.id, person.name, trainer.person_id is not null as known,
      coalesce(trainer.lived, false) as lived, coalesce(trainer.professional, false) as professional,
      coalesce(trainer.about_them, '') as about_them, trainer.active_from, trainer.active_until,
      ${downFor('lived')} as "downForLived", ${downFor('professional')} as "downForProfessional",
      coalesce((select string_agg(course_id::text, E'\n' order by course_id::text)
        from trainer_course where person_id = person.id), '') as courses,
      coalesce((select string_agg(weekday || '-' || part, E'\n'
          order by weekday, array_position(array['morning', 'afternoon', 'evening'], part))
        from trainer_availability where person_id = person.id), '') as usual
    from person left join trainer on trainer.person_id = person.id
    where person.id = ${id} and ${isTrainer}`.execute(db)
  return rows[0]
}

/** The same, held until the transaction ends. */
export async function lockTrainerProfile(tx: Tx, id: string): Promise<Trainer | undefined> {
  await sql`select from person where id = ${id} for no key update`.execute(tx)
  return findTrainer(tx, id)
}

export async function upsertTrainer(tx: Tx, personId: string, details: TrainerDetails): Promise<void> {
  const { lived, professional, about_them, active_from, active_until } = details
  const row = { lived, professional, about_them, active_from, active_until }
  await tx
    .insertInto('trainer')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** Throws for a course that is gone: `trainer_course_course_id_fkey`. */
export async function replaceCourses(tx: Tx, personId: string, courses: string): Promise<void> {
  await tx.deleteFrom('trainer_course').where('person_id', '=', personId).execute()
  const ids = courses.split('\n').filter(Boolean)
  if (ids.length > 0)
    await tx
      .insertInto('trainer_course')
      .values(ids.map((course_id) => ({ person_id: personId, course_id })))
      .execute()
}

export async function replaceUsualTimes(tx: Tx, personId: string, usual: string): Promise<void> {
  await tx.deleteFrom('trainer_availability').where('person_id', '=', personId).execute()
  const times = timesIn(usual)
  if (times.length > 0)
    await tx
      .insertInto('trainer_availability')
      .values(
        times.map(({ weekday, part }: { weekday: number; part: PartOfDay }) => ({
          person_id: personId,
          weekday,
          part,
        })),
      )
      .execute()
}

/** Courses that can be given, and those that somebody is down for though they are retired. */
export async function listCoursesToGive(db: Db, personId: string): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('course')
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('status', '<>', 'retired'),
        exists(
          selectFrom('trainer_course')
            .select('trainer_course.course_id')
            .whereRef('trainer_course.course_id', '=', 'course.id')
            .where('trainer_course.person_id', '=', personId),
        ),
      ]),
    )
    .orderBy(sql`lower(title)`)
    .select(['id', 'title'])
    .execute()
}

export interface TrainingRow {
  id: string
  name: string
  done_on: string
  due_again_on: string | null
}

export async function listTrainings(db: Db, personId: string): Promise<TrainingRow[]> {
  return db
    .selectFrom('trainer_training')
    .where('person_id', '=', personId)
    .orderBy('done_on', 'desc')
    .orderBy('name')
    .select(['id', 'name', 'done_on', 'due_again_on'])
    .execute()
}

export async function insertTraining(tx: Tx, personId: string, training: Training): Promise<void> {
  await tx
    .insertInto('trainer_training')
    .values({ person_id: personId, ...training })
    .execute()
}

export async function deleteTraining(
  tx: Tx,
  id: string,
): Promise<{ person_id: string; name: string } | undefined> {
  return tx
    .deleteFrom('trainer_training')
    .where('id', '=', id)
    .returning(['person_id', 'name'])
    .executeTakeFirst()
}

/** Runs still to come that somebody gives. */
export async function listRunsToCome(db: Db, personId: string, now: Date) {
  const next = sql<Date>`(select min(starts_at) from session_trainer own where own.run_id = run.id
    and own.person_id = ${personId} and own.status = 'planned' and own.ends_at > ${now})`
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.status', 'in', ['draft', 'published'])
    .where(next, 'is not', null)
    .orderBy(next)
    .select(['run.id', 'course.title', 'run.status', next.as('next')])
    .execute()
}
