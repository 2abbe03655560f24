import type { Tx } from '../database/schema.ts'
import type { Actor, Context } from './context.ts'
import { type Moved, transition } from './transition.ts'
import { withEnrolment } from './with-enrolment.ts'

export type Withdrawn = Moved | { ok: false; reason: 'not-found' }

/** Gives up a place, a place in line, an offer or a request. Always possible while there is something to give up. */
export async function withdraw(tx: Tx, enrolmentId: string, by: Actor, context: Context): Promise<Withdrawn> {
  return withEnrolment(tx, enrolmentId, (held) =>
    transition(tx, held, { action: 'withdraw', by, now: context.clock() }, context),
  )
}

/** Staff take a confirmed place back, and say why. */
export async function cancelPlace(
  tx: Tx,
  enrolmentId: string,
  reason: string,
  by: Actor,
  context: Context,
): Promise<Withdrawn> {
  return withEnrolment(tx, enrolmentId, (held) =>
    transition(tx, held, { action: 'cancel', by, now: context.clock(), reason }, context),
  )
}
