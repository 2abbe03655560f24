import type { Request, Response } from 'express'
import type { Permission } from '../accounts/rules.ts'
import type { Tx } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Actor } from '../enrolment/context.ts'
import { listOverlaps } from '../enrolment/overlap-queries.ts'
import { findEnrolment, findOffer, getPerson } from '../enrolment/queries.ts'
import { nothingDone, pastTheLimit, staffNotices } from '../enrolment/staff-notices.ts'
import { backToRun, staff } from '../enrolment/staff-routes.ts'
import { paths } from '../paths.ts'
import type { Deps } from '../web/deps.ts'
import { found } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { acceptOffer, passOffer, refuseOffer } from './answer-offer.ts'
import { inOrder, pageOfPeople, type PersonToReach, placeIn } from './call-list-order.ts'
import { callListAddress, callListPage, type Shown } from './call-list-page.ts'
import { listNewsCalls, listOfferCalls, listPeopleToReach } from './call-list-queries.ts'
import { giveNextPlace } from './give-next-place.ts'
import { noteTold, noteWantsToStay } from './note-told.ts'
import { returnToList } from './return-to-list.ts'

type Answer = (
  tx: Tx,
  offerId: string,
  by: Actor,
  context: Deps,
) => Promise<{ ok: true } | { ok: false; reason: string }>
type Telling = (typeof staffNotices)['accepted']

/** What the office does for people who wait: reach them, note what they said, give a free place, put them back. */
export function waitingListStaffRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.adminCallList, 'run-the-college', async ({ query }, response) => {
      const now = clock()
      const shown = shownOf(inOrder(await listPeopleToReach(db, now)), query)
      const [offers, news] = await Promise.all([
        offersWithOverlaps(now, shown.ids),
        listNewsCalls(db, now, shown.ids),
      ])
      const page = callListPage(shown, offers, news, { now, timeZone: config.timeZone })
      response.render('waiting-list/call-list', page)
    }),

    post(paths.adminCallDone, 'run-the-college', noting(noteTold, knows)),
    post(paths.adminCallKept, 'run-the-college', noting(noteWantsToStay, stays)),

    post(paths.adminAcceptance, 'run-the-college', answering(acceptOffer, staffNotices.accepted)),
    post(paths.adminPass, 'run-the-college', answering(passOffer, staffNotices.passed)),
    post(paths.adminRefusal, 'run-the-college', answering(refuseOffer, staffNotices.refused)),

    post(paths.adminReturn, 'run-the-college', async (request, response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      const result = await inTransaction(db, (tx) => returnToList(tx, enrolment.id, staff(request), deps))
      const notice = await noticeFor(enrolment.id, result, staffNotices.returned)
      return backToRun(request, response, enrolment.run_id, notice)
    }),

    post(paths.adminNextPlace, 'run-the-college', async (request, response) => {
      const runId = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => giveNextPlace(tx, runId, staff(request), deps))
      if (!result.ok && result.reason === 'not-found') return found<never>(undefined)
      const enrolmentId = result.ok ? result.enrolmentId : undefined
      const notice = await noticeFor(enrolmentId, result, staffNotices.placeGiven)
      return backToRun(request, response, runId, notice)
    }),
  ]

  async function offersWithOverlaps(now: Date, personIds: string[]) {
    const offers = await listOfferCalls(db, now, personIds)
    const overlapsOf = ({ run_id, person_id }: (typeof offers)[number]) =>
      listOverlaps(db, { runId: run_id, personId: person_id, now }, ['confirmed'])
    return Promise.all(offers.map(async (offer) => ({ ...offer, overlaps: await overlapsOf(offer) })))
  }

  function noting(note: typeof noteTold, telling: (name: string) => Notice) {
    return async (request: Request, response: Response) => {
      const [id, by] = [parameter(request, 'id'), signedIn(request).id]
      const result = await inTransaction(db, (tx) => note(tx, id, by, deps))
      if (!result.ok && result.reason === 'not-found') return found<never>(undefined)
      const notice = result.ok ? telling(result.name) : notedAlready
      return redirectWith(notice, request, response, callListAddress(afterIn(request.body)))
    }
  }

  function answering(answer: Answer, telling: Telling) {
    return async (request: Request, response: Response) => {
      const offer = found(await findOffer(db, parameter(request, 'id')))
      const result = await inTransaction(db, (tx) => answer(tx, offer.id, staff(request), deps))
      const notice = await noticeFor(offer.enrolment_id, result, telling)
      return cameFromCallList(request)
        ? redirectWith(notice, request, response, callListAddress(afterIn(request.body)))
        : backToRun(request, response, offer.run_id, notice)
    }
  }

  async function noticeFor(
    enrolmentId: string | undefined,
    result: Awaited<ReturnType<Answer>>,
    telling: Telling,
  ): Promise<Notice> {
    if (!result.ok && result.reason === 'most-courses') return pastTheLimit
    if (!result.ok || enrolmentId === undefined) return nothingDone
    const { person_id } = found(await findEnrolment(db, enrolmentId))
    return telling(await getPerson(db, person_id))
  }
}

function shownOf(everybody: PersonToReach[], query: Request['query']): Shown {
  const [count, after, isWhole] = [everybody.length, afterIn(query), query.whole === 'yes']
  const part = isWhole
    ? { ids: everybody.map(({ personId }) => personId), start: 0, next: undefined }
    : pageOfPeople(everybody, after)
  return { count, after, isWhole, ...part }
}

/** Where on the list somebody is: in an address, or in a form that leads back to it. */
function afterIn(from: unknown): string | undefined {
  return placeIn(((from ?? {}) as { after?: unknown }).after)
}

/** Whoever works through the call list goes on where they were. */
function cameFromCallList({ body }: Request): boolean {
  return (body as { from?: unknown } | undefined)?.from === 'call-list'
}

function knows(name: string): Notice {
  return { kind: 'success', title: `Noted: ${name} knows`, text: 'It is off the call list.' }
}

function stays(name: string): Notice {
  return {
    kind: 'success',
    title: `Noted: ${name} stays`,
    text: 'We keep their details, and ask again in years.',
  }
}

const notedAlready: Notice = {
  kind: 'information',
  title: 'Somebody noted it already',
  text: 'Nothing was changed. It is off the call list.',
}
