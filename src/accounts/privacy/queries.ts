import { sql } from 'kysely'
import type { Db, ReadingReason, ReadingRole, SensitiveKind, Tx } from '../../database/schema.ts'
import { unchecked } from '../about-me/queries.ts'

export async function findName(db: Db, personId: string): Promise<{ id: string; name: string } | undefined> {
  return db
    .selectFrom('person')
    .where('id', '=', personId)
    .where('erased_at', 'is', null)
    .where('merged_into', 'is', null)
    .select(['id', 'name'])
    .executeTakeFirst()
}

/** The dates of a run that this trainer gives: as one of its team, or as who stands in. */
export async function listGivenDates(db: Db, trainerId: string, runId: string) {
  return db
    .selectFrom('session_trainer')
    .where('person_id', '=', trainerId)
    .where('run_id', '=', runId)
    .where('status', '=', 'planned')
    .orderBy('starts_at')
    .select(['starts_at', 'ends_at'])
    .execute()
}

/** When the last class of a run is over: of those that take place, or if none does, of those that were planned. */
export async function findLastEnd(db: Db, runId: string): Promise<Date | null> {
  const { ends_at: endsAt } = await db
    .selectFrom('session')
    .where('run_id', '=', runId)
    .select(
      sql<Date | null>`coalesce(max(ends_at) filter (where status = 'planned'), max(ends_at))`.as('ends_at'),
    )
    .executeTakeFirstOrThrow()
  return endsAt
}

/** A place on a run that this trainer gives or gave dates of, whatever became of it. */
export async function findTaughtPlace(db: Db, trainerId: string, enrolmentId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('run_trainer', 'run_trainer.run_id', 'enrolment.run_id')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.id', '=', enrolmentId)
    .where('run_trainer.person_id', '=', trainerId)
    .select([
      'enrolment.id',
      'enrolment.run_id',
      'enrolment.person_id',
      'enrolment.status',
      'enrolment.confirmed_at',
      'enrolment.ended_at',
      'run_trainer.left_at',
      'person.name',
      'course.title',
    ])
    .executeTakeFirst()
}

export type TaughtPlace = NonNullable<Awaited<ReturnType<typeof findTaughtPlace>>>

/** Which kinds there is something of: nothing of what it says. */
export async function findWhatExists(db: Db, personId: string): Promise<SensitiveKind[]> {
  const row = await db
    .selectFrom('person')
    .where('person.id', '=', personId)
    .select((from) => [
      sql<boolean>`person.what_helps <> ''`.as('what-helps'),
      from
        .exists(from.selectFrom('emergency_contact').select('person_id').where('person_id', '=', personId))
        .$castTo<boolean>()
        .as('emergency-contact'),
      from
        .exists(from.selectFrom('access_need').select('id').where('person_id', '=', personId))
        .$castTo<boolean>()
        .as('access-needs'),
      sql<boolean>`person.student_kind is not null`.as('student-kind'),
    ])
    .executeTakeFirst()
  const kinds = ['what-helps', 'emergency-contact', 'access-needs', 'student-kind'] as const
  return kinds.filter((kind) => row?.[kind])
}

/** Inside the transaction that records the reading, and nowhere else. */
export async function getSensitive(tx: Tx, personId: string) {
  const person = await tx
    .selectFrom('person')
    .where('id', '=', personId)
    .select(['what_helps', 'student_kind'])
    .executeTakeFirstOrThrow()
  const contact = await tx
    .selectFrom('emergency_contact')
    .where('person_id', '=', personId)
    .select(['name', 'phone', 'relationship', 'updated_at', unchecked])
    .executeTakeFirst()
  const needs = await tx
    .selectFrom('access_need')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('recorded_at')
    .select(['need', 'detail'])
    .execute()
  return { ...person, contact, needs }
}

export type Sensitive = Awaited<ReturnType<typeof getSensitive>>

export async function insertReading(
  tx: Tx,
  reading: {
    at: Date
    person_id: string
    reader_id: string
    role: ReadingRole
    kinds: SensitiveKind[]
    reason: ReadingReason
    words: string | null
    run_id: string | null
  },
): Promise<void> {
  await tx.insertInto('sensitive_reading').values(reading).execute()
}

function readingsOf(db: Db, personId: string) {
  return db.selectFrom('sensitive_reading').where('sensitive_reading.person_id', 'in', (from) =>
    // What was read while there were two records of this person is theirs to know as well.
    from
      .selectFrom('person')
      .where((one) => one.or([one('person.id', '=', personId), one('person.merged_into', '=', personId)]))
      .select('person.id'),
  )
}

/** Who read what is sensitive about this person, newest first; `before`: only what was before that. Not by name: see `who-looked`. */
export async function listReadings(
  db: Db,
  personId: string,
  { before, most }: { before: number | undefined; most: number },
) {
  return readingsOf(db, personId)
    .leftJoin('run', 'run.id', 'sensitive_reading.run_id')
    .leftJoin('course', 'course.id', 'run.course_id')
    .$if(before !== undefined, (query) => query.where('sensitive_reading.id', '<', before ?? 0))
    .orderBy('sensitive_reading.id', 'desc')
    .limit(most)
    .select([
      'sensitive_reading.id',
      'sensitive_reading.at',
      'sensitive_reading.role',
      'sensitive_reading.kinds',
      'sensitive_reading.reason',
      'sensitive_reading.words',
      'course.title',
    ])
    .execute()
}

export async function countReadings(db: Db, personId: string): Promise<number> {
  const { count } = await readingsOf(db, personId)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
