import { sql } from 'kysely'
import { neededFirst } from '../../catalogue/queries.ts'
import type { Db, EnrolmentStatus, Tx } from '../../database/schema.ts'
import { liveStatuses } from '../states.ts'
import type { CourseNamed, PersonFacts } from './rules.ts'

/** What counts towards the limit of a term: hoped for, had, and over. What was given back does not. */
export const counted: readonly EnrolmentStatus[] = [...liveStatuses, 'completed', 'not-completed']

interface About {
  runId: string
  personId: string
}

/**
 * What the rules of a run ask about a person. Read after the person is held: the limit of a term goes over several runs,
 * so holding one of them is not enough.
 */
export async function getPersonFacts(db: Db, about: About): Promise<PersonFacts> {
  const { kind, hadPlace } = await db
    .selectFrom('person')
    .where('id', '=', about.personId)
    .select('student_kind as kind')
    .select(
      sql<boolean>`exists (select from enrolment where person_id = person.id and confirmed_at is not null)`.as(
        'hadPlace',
      ),
    )
    .executeTakeFirstOrThrow()
  return { kind, hadPlace, notDone: await listNotDone(db, about), term: await findLimit(db, about) }
}

/** What everybody should know of a run before they enrol, and stands beside it. */
export async function findRulesOfRun(db: Db, runId: string) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('term', 'term.id', 'run.term_id')
    .where('run.id', '=', runId)
    .select([neededFirst.as('needs'), 'term.name as term_name', 'term.most_courses'])
    .executeTakeFirstOrThrow()
}

/**
 * What the course of the run needs first, is in the prospectus, and was not completed or noted. Of a run that is over,
 * whoever had a place has done it, unless it was said that they have not.
 */
async function listNotDone(db: Db, { runId, personId }: About): Promise<CourseNamed[]> {
  const done = sql<boolean>`(exists (select from enrolment join run on run.id = enrolment.run_id
      where run.course_id = course.id and enrolment.person_id = ${personId}
        and (enrolment.status = 'completed' or (enrolment.status = 'confirmed' and run.status = 'ended')))
    or exists (select from prerequisite_met where person_id = ${personId} and course_id = course.id))`
  return db
    .selectFrom('run as wanted')
    .innerJoin('course_prerequisite', 'course_prerequisite.course_id', 'wanted.course_id')
    .innerJoin('course', 'course.id', 'course_prerequisite.needs_course_id')
    .where('wanted.id', '=', runId)
    .where('course.status', '=', 'published')
    .where((eb) => eb.not(done))
    .orderBy('course.title')
    .select(['course.id', 'course.slug', 'course.title'])
    .execute()
}

/** The limit of the run's term, with what this person has in it already, the run itself left out. */
export async function findLimit(db: Db, { runId, personId }: About): Promise<PersonFacts['term']> {
  const term = await db
    .selectFrom('run')
    .innerJoin('term', 'term.id', 'run.term_id')
    .where('run.id', '=', runId)
    .where('run.drop_in', '=', false)
    .where('term.most_courses', 'is not', null)
    .select(['term.id', 'term.name', 'term.most_courses as most'])
    .$narrowType<{ most: number }>()
    .executeTakeFirst()
  if (term === undefined) return null
  const has = await db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.term_id', '=', term.id)
    .where('run.id', '<>', runId)
    .where('run.drop_in', '=', false)
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', counted)
    .orderBy('enrolment.queue_number')
    .select(['run.id as runId', 'course.title'])
    .execute()
  return { name: term.name, most: term.most, has }
}

export async function insertPrerequisiteMet(
  tx: Tx,
  noted: { person_id: string; course_id: string; noted_by: string; noted_at: Date },
): Promise<void> {
  await tx
    .insertInto('prerequisite_met')
    .values(noted)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What they did before or elsewhere, as the office was told. */
export async function listPrerequisitesMet(db: Db, personId: string) {
  return db
    .selectFrom('prerequisite_met')
    .innerJoin('course', 'course.id', 'prerequisite_met.course_id')
    .innerJoin('person as noted', 'noted.id', 'prerequisite_met.noted_by')
    .where('prerequisite_met.person_id', '=', personId)
    .orderBy('course.title')
    .select(['course.id', 'course.title', 'prerequisite_met.noted_at', 'noted.name as noted_by'])
    .execute()
}

/** Whether there was such a note. */
export async function deletePrerequisiteMet(
  tx: Tx,
  { personId, courseId }: { personId: string; courseId: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('prerequisite_met')
    .where('person_id', '=', personId)
    .where('course_id', '=', courseId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
