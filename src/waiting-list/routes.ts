import type { Request, Response } from 'express'
import type { Permission } from '../accounts/rules.ts'
import { inTransaction } from '../database/transaction.ts'
import { findEnrolment } from '../enrolment/queries.ts'
import { paths } from '../paths.ts'
import { listSessions } from '../scheduling/queries.ts'
import type { Deps } from '../web/deps.ts'
import { found, NotFound } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { acceptOffer, type Answered, passOffer, refuseOffer } from './answer-offer.ts'
import { offerPage, placeGonePage } from './pages.ts'
import { findOfferPage } from './queries.ts'
import { returnToList } from './return-to-list.ts'

type Answer = typeof acceptOffer

/** Offers, and what the person says to them. A link shows a page; only a button answers: mail scanners follow links. */
export function waitingListRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.offer, 'take-part', async (request, response) => {
      const offer = await ownOffer(request)
      const sessions = await listSessions(db, [offer.run_id])
      response.render(
        'waiting-list/offer',
        offerPage(offer, sessions, { now: clock(), timeZone: config.timeZone }),
      )
    }),

    post(paths.acceptance, 'take-part', answering(acceptOffer, accepted)),
    post(paths.pass, 'take-part', answering(passOffer, kept)),
    post(paths.refusal, 'take-part', answering(refuseOffer, left)),

    post(paths.return, 'take-part', async (request, response) => {
      const { id: personId } = signedIn(request)
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      if (enrolment.person_id !== personId) throw new NotFound()
      const actor = { kind: 'student' as const, id: personId }
      const result = await inTransaction(db, (tx) => returnToList(tx, enrolment.id, actor, deps))
      await tell(request, response, result.ok ? returned : tooLateToReturn)
    }),
  ]

  async function ownOffer(request: Request) {
    const offer = found(await findOfferPage(db, parameter(request, 'id')))
    if (offer.person_id !== signedIn(request).id) throw new NotFound()
    return offer
  }

  function answering(answer: Answer, thanks: Notice) {
    return async (request: Request, response: Response) => {
      const offer = await ownOffer(request)
      const actor = { kind: 'student' as const, id: offer.person_id }
      const result: Answered = await inTransaction(db, (tx) => answer(tx, offer.id, actor, deps))
      if (result.ok) return tell(request, response, thanks)
      response.status(409).render('waiting-list/place-gone', placeGonePage(offer, result.reason))
    }
  }
}

function tell(request: Request, response: Response, notice: Notice): Promise<void> {
  return redirectWith(notice, request, response, paths.myCourses())
}

const accepted: Notice = {
  kind: 'success',
  title: 'Place confirmed',
  text: 'The place is yours. We have sent you a message with the dates.',
}
const kept: Notice = {
  kind: 'success',
  title: 'You keep your place in line',
  text: 'Thank you for telling us. We will ask you again when another place comes free.',
}
const left: Notice = {
  kind: 'success',
  title: 'You have left the list',
  text: 'Thank you for telling us. You can join again at any time.',
}
const returned: Notice = {
  kind: 'success',
  title: 'You are on the waiting list',
  text: 'You are back where you were in the line.',
}
const tooLateToReturn: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'You cannot go back on that list: the course has begun, or you are on it already.',
}
