import { randomUUID } from 'node:crypto'
import type { Config } from '../../config/config.ts'
import { type Doing, recordAllInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { publishCourses, publishRuns } from '../import/write-queries.ts'
import { askToTellOfMissingIn } from '../trainers/alerts/ask-to-tell.ts'
import { lookAtDrafts, type Where } from './look-at-drafts.ts'
import { isAsShown, type News, newsOf, type Shown } from './news.ts'
import { listStatuses, lockDraftsAnd } from './queries.ts'

export interface PublishWanted {
  chosen: ReadonlySet<string>
  shown: Shown
}

export type PublishedTogether =
  | { ok: true; runs: number; courses: number }
  /** Each of them is published: somebody was quicker, or the button was pressed twice. */
  | { ok: false; reason: 'done-before'; runs: number }
  /** Something is no longer as it was shown. Nothing was published. */
  | { ok: false; reason: 'otherwise'; news: News }

/**
 * Publishes the drafts that somebody chose, all of them or none: those that are still as they were shown. None of them
 * lacks a trainer: that needs a reason, and each its own.
 */
export async function publishTogether(
  tx: Tx,
  where: Where,
  { chosen, shown }: PublishWanted,
  college: Pick<Config, 'timeZone' | 'country'>,
  { now, actorId }: Doing,
): Promise<PublishedTogether> {
  const runIds = [...chosen]
  await lockDraftsAnd(tx, runIds, where.term?.id ?? null)
  const looked = await lookAtDrafts(tx, where, { now, ...college })
  const drafts = new Map(looked.map((draft) => [draft.run.id, draft]))
  const others = await listStatuses(
    tx,
    runIds.filter((id) => !drafts.has(id)),
  )
  if (others.length === chosen.size && others.every(({ status }) => status === 'published'))
    return { ok: false, reason: 'done-before', runs: others.length }
  const news = newsOf(shown, chosen, { looked, others })
  if (!isAsShown(news)) return { ok: false, reason: 'otherwise', news }
  await publishRuns(tx, runIds, null, now)
  const courseIds = runIds.flatMap((id) => drafts.get(id)?.run.courseId ?? [])
  const courses = await publishCourses(tx, courseIds, now)
  await note(
    tx,
    { runIds: looked.map(({ run }) => run.id).filter((id) => chosen.has(id)), courses },
    { now, actorId },
  )
  await askToTellOfMissingIn(tx, runIds)
  return { ok: true, runs: runIds.length, courses: courses.length }
}

/** Of each run as if it had been published by itself; `together` says which were so with one press. */
async function note(
  tx: Tx,
  { runIds, courses }: { runIds: string[]; courses: string[] },
  { now: at, actorId }: Doing,
): Promise<void> {
  const together = randomUUID()
  await recordAllInAuditTrail(tx, [
    ...runIds.map((id) => ({
      ...{ at, actorId, action: 'run.published' as const },
      ...{ subject: { kind: 'run' as const, id }, detail: { together } },
    })),
    ...courses.map((id) => ({
      ...{ at, actorId, action: 'course.published' as const },
      subject: { kind: 'course' as const, id },
    })),
  ])
}
