// What an import leaves in the audit trail: the same that doing it by hand, page by page, would.
import type { Insertable } from 'kysely'
import type { AuditAction } from '../../database/audit-actions.ts'
import type { Doing, SubjectKind } from '../../database/audit-trail.ts'
import type { Database } from '../../database/schema.ts'
import { type Change, changesOf, type Details } from '../../editing/merge-edits.ts'
import { grouped } from './grouped.ts'
import type { Plan } from './plan.ts'
import type { PlannedRun } from './plan-runs.ts'
import { fieldsOf } from './run-fields.ts'

type Entry = Insertable<Database['audit_event']>
type Say = (action: AuditAction, kind: SubjectKind, id: string, detail: Record<string, unknown>) => Entry

export function historyOf(plan: Plan, { now, actorId, timeZone }: Doing & { timeZone: string }): Entry[] {
  const say: Say = (action, kind, id, detail) => ({
    at: now,
    actor_id: actorId,
    action,
    subject_kind: kind,
    subject_id: id,
    detail: JSON.stringify(detail),
  })
  return [...historyOfNames(plan, say), ...plan.runs.flatMap((run) => historyOfRun(run, say, timeZone))]
}

function historyOfNames({ courses, newTerms, places }: Plan, say: Say): Entry[] {
  return [
    ...courses.newCategories.map(({ id, name }) => say('category.added', 'category', id, added({ name }))),
    ...historyOfCourses(courses, say),
    ...newTerms.map(({ id, name, starts_on, ends_on }) =>
      say('term.added', 'term', id, added({ name, starts_on, ends_on })),
    ),
    ...places.newVenues.map(({ id, name, online, address, how_to_get_there, access }) =>
      say('venue.added', 'venue', id, added({ name, online, address, how_to_get_there, access })),
    ),
    ...places.changedVenues.map(({ venue, changes }) => say('venue.changed', 'venue', venue.id, { changes })),
    ...places.newRooms.map(({ id, name }) => say('room.added', 'room', id, added({ name }))),
  ]
}

function historyOfCourses(courses: Plan['courses'], say: Say): Entry[] {
  const newIds = new Set(courses.newCourses.map(({ id }) => id))
  const categoriesOf = grouped(courses.newCourseCategories, ({ course_id }) => course_id)
  const categories = (id: string): Change[] => {
    const had = courses.hadCategories.get(id) ?? []
    const has = [...had, ...(categoriesOf.get(id) ?? []).map(({ category_id }) => category_id)]
    const [before, after] = [had, has].map((ids) => [...ids].sort().join('\n')) as [string, string]
    return before === after ? [] : [{ field: 'categories', before, after }]
  }
  const changed = new Map(courses.changedCourses.map(({ course, changes }) => [course.id, changes]))
  const ids = new Set([...changed.keys(), ...[...categoriesOf.keys()].filter((id) => !newIds.has(id))])
  return [
    ...courses.newCourses.map(({ id, title, summary, what_to_expect, who_it_is_for }) => {
      const { changes } = added({ title, summary, what_to_expect, who_it_is_for })
      return say('course.added', 'course', id, { changes: [...changes, ...categories(id)] })
    }),
    ...[...ids].map((id) =>
      say('course.changed', 'course', id, { changes: [...(changed.get(id) ?? []), ...categories(id)] }),
    ),
  ]
}

function historyOfRun(
  { run, outcome, sessions, edits, newTrainers }: PlannedRun,
  say: Say,
  timeZone: string,
): Entry[] {
  if (outcome !== 'created' && outcome !== 'updated') return []
  const from = sessions[0]?.starts_at
  const itself =
    outcome === 'created'
      ? [
          say('run.planned', 'run', run.id, {
            sessions: sessions.length,
            from,
            ...added(fieldsOf(run, timeZone)),
          }),
        ]
      : edits.length === 0
        ? []
        : [say('run.changed-by-import', 'run', run.id, { changes: edits })]
  const trainers = newTrainers.map(({ person_id: personId, expertise }) =>
    say('run.trainer-added', 'run', run.id, { personId, expertise }),
  )
  return [...itself, ...trainers]
}

function added(details: Details): { changes: Change[] } {
  return { changes: changesOf({}, details).filter(({ after }) => after !== '' && after !== false) }
}
