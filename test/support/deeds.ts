// What people do, one transaction each, straight through the functions of the features.
import type { Db, Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { approveRequest, declineRequest } from '../../src/enrolment/answer-request.ts'
import { changeCapacity } from '../../src/enrolment/change-capacity.ts'
import type { Actor, Context } from '../../src/enrolment/context.ts'
import { enrol } from '../../src/enrolment/enrol.ts'
import { setPriority } from '../../src/enrolment/set-priority.ts'
import { cancelPlace, withdraw } from '../../src/enrolment/withdraw.ts'
import { acceptOffer, passOffer, refuseOffer } from '../../src/waiting-list/answer-offer.ts'
import { giveNextPlace } from '../../src/waiting-list/give-next-place.ts'
import { returnToList } from '../../src/waiting-list/return-to-list.ts'

export const staff: Actor = { kind: 'staff', id: null }
export const student = (id: string): Actor => ({ kind: 'student', id })

/** Each deed tells whether it was done, and if not, why. */
export function deedsIn(db: Db, context: Context) {
  const inside = <Result>(work: (tx: Tx) => Promise<Result>) => inTransaction(db, work)
  return {
    enrol: (runId: string, personId: string) =>
      inside((tx) => enrol(tx, { runId, personId, overlapAccepted: true }, student(personId), context)),
    withdraw: (enrolmentId: string, by: Actor = staff) =>
      inside((tx) => withdraw(tx, enrolmentId, by, context)),
    accept: (offerId: string, by: Actor = staff) => inside((tx) => acceptOffer(tx, offerId, by, context)),
    pass: (offerId: string, by: Actor = staff) => inside((tx) => passOffer(tx, offerId, by, context)),
    refuse: (offerId: string, by: Actor = staff) => inside((tx) => refuseOffer(tx, offerId, by, context)),
    putBack: (enrolmentId: string, by: Actor = staff) =>
      inside((tx) => returnToList(tx, enrolmentId, by, context)),
    approve: (enrolmentId: string) => inside((tx) => approveRequest(tx, enrolmentId, staff, context)),
    decline: (enrolmentId: string) =>
      inside((tx) => declineRequest(tx, enrolmentId, 'Another course suits better', staff, context)),
    cancelPlace: (enrolmentId: string) =>
      inside((tx) => cancelPlace(tx, enrolmentId, 'Asked for by telephone', staff, context)),
    prioritise: (enrolmentId: string, reason: string | null) =>
      inside((tx) => setPriority(tx, enrolmentId, reason, staff, context)),
    giveNextPlace: (runId: string) => inside((tx) => giveNextPlace(tx, runId, staff, context)),
    changeCapacity: (runId: string, capacity: number, overFullReason: string | null = null) =>
      inside((tx) => changeCapacity(tx, runId, { capacity, overFullReason }, staff, context)),
  }
}

export type Deeds = ReturnType<typeof deedsIn>

/** The open offer of an enrolment that has one. */
export async function openOfferOf(db: Db, enrolmentId: string): Promise<string> {
  const offer = await db
    .selectFrom('offer')
    .where('enrolment_id', '=', enrolmentId)
    .where('status', '=', 'open')
    .select('id')
    .executeTakeFirstOrThrow()
  return offer.id
}
