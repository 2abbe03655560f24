import type { LiveStatus, Tx } from '../../database/schema.ts'
import { promiseCall } from '../../mail/enqueue.ts'
import { listSessions } from '../../scheduling/queries.ts'
import type { Context } from '../context.ts'
import { letterFor } from '../mails.ts'
import { lockPerson } from '../queries.ts'
import { mustBeCalled } from '../rules.ts'
import { isLive, type MailName } from '../states.ts'
import { withEnrolment } from '../with-enrolment.ts'
import { hasOpenCall } from './queries.ts'

/** What the person would be told of where they stand. An offer is on the call list by itself. */
const news: Record<Exclude<LiveStatus, 'offered'>, MailName> = {
  confirmed: 'place-confirmed',
  waiting: 'on-waiting-list',
  requested: 'place-requested',
}

export type PutOnList =
  { ok: true } | { ok: false; reason: 'not-found' | 'nothing-to-tell' | 'on-it-already' }

/** For whoever wrote or left a message, and does not read mails: somebody of the office tells them later. */
export async function putOnCallList(
  tx: Tx,
  enrolmentId: string,
  { clock, config }: Context,
): Promise<PutOnList> {
  return withEnrolment(tx, enrolmentId, async ({ run, enrolment }): Promise<PutOnList> => {
    const person = await lockPerson(tx, enrolment.person_id)
    const { status } = enrolment
    if (person === undefined) return { ok: false, reason: 'not-found' }
    if (!isLive(status) || status === 'offered' || !mustBeCalled(person))
      return { ok: false, reason: 'nothing-to-tell' }
    if (await hasOpenCall(tx, { personId: person.id, runId: run.id }))
      return { ok: false, reason: 'on-it-already' }
    const now = clock()
    const sessions = await listSessions(tx, [run.id])
    const letter = letterFor(news[status], { run, sessions, hasInvites: false, now }, config)
    await promiseCall(tx, person, run.id, letter, { now })
    return { ok: true }
  })
}
