import { listSharedNeeds } from '../../accounts/about-me/need-queries.ts'
import { listSupporters } from '../../accounts/about-me/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { countComing } from '../../enrolment/coming-queries.ts'
import { getPlaces } from '../../enrolment/queries.ts'
import { listSessions, listTrainers, type Run } from '../../scheduling/queries.ts'
import type { ClassRows } from './people.ts'
import { countWaiting, listClass, listMarked } from './queries.ts'

/** What a class list says of the run itself. */
export async function readRun(db: Db, run: Run, now: Date) {
  const [sessions, trainers, marked, coming, places, waiting] = await Promise.all([
    listSessions(db, [run.id]),
    listTrainers(db, [run.id]),
    listMarked(db, run.id),
    countComing(db, run.id),
    getPlaces(db, run.id, now),
    countWaiting(db, run.id),
  ])
  return { run, sessions, trainers, marked, coming, places, waiting }
}

/** Who is on it, with what helps them. */
export async function readClass(on: Db, runId: string): Promise<ClassRows> {
  const people = await listClass(on, runId)
  const ids = people.map(({ person_id: personId }) => personId)
  return {
    people,
    needs: await listSharedNeeds(on, ids),
    supporters: await listSupporters(on, ids),
  }
}

/** A copy of names leaves the product: who took it, of which run, and how many names. */
export async function noteDownload(
  tx: Tx,
  { runId, people, actorId }: { runId: string; people: number; actorId: string },
  now: Date,
): Promise<void> {
  await recordInAuditTrail(tx, {
    at: now,
    actorId,
    action: 'class-list.exported',
    subject: { kind: 'class-list', id: runId },
    detail: { people },
  })
}
