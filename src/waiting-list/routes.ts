import type { Request, Response } from 'express'
import type { Permission } from '../accounts/rules.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Actor } from '../enrolment/context.ts'
import { enrolForm } from '../enrolment/forms.ts'
import { type OverlapChoice, overlapPage } from '../enrolment/overlap-page.ts'
import { listOverlaps } from '../enrolment/overlap-queries.ts'
import { findEnrolment } from '../enrolment/queries.ts'
import { paths } from '../paths.ts'
import { listSessions } from '../scheduling/queries.ts'
import type { Deps } from '../web/deps.ts'
import { readForm } from '../web/form.ts'
import { BadRequest, found, NotFound } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { acceptOffer, type Answered, passOffer, refuseOffer } from './answer-offer.ts'
import { offerPage, type OfferRow, placeGonePage } from './pages.ts'
import { findOfferPage } from './queries.ts'
import { returnToList } from './return-to-list.ts'

/** Offers, and what the person says to them. A link shows a page; only a button answers: mail scanners follow links. */
export function waitingListRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.offer, 'take-part', async (request, response) => {
      const offer = await ownOffer(request)
      const at = { now: clock(), timeZone: config.timeZone }
      const booked = { runId: offer.run_id, personId: offer.person_id, now: at.now }
      const [sessions, overlaps] = await Promise.all([
        listSessions(db, [offer.run_id]),
        listOverlaps(db, booked, ['confirmed']),
      ])
      response.render('waiting-list/offer', offerPage(offer, sessions, overlaps, at))
    }),

    post(paths.acceptance, 'take-part', async (request, response) => {
      const form = readForm(enrolForm, request.body)
      if (!form.ok) throw new BadRequest()
      const offer = await ownOffer(request)
      const both = form.values.overlap === 'accepted'
      const result = await inTransaction(db, (tx) => acceptOffer(tx, offer.id, owner(offer), deps, both))
      if (result.ok || result.reason !== 'overlap')
        return answered(request, response, offer, result, accepted)
      const at = { now: clock(), timeZone: config.timeZone }
      response.status(409)
      response.render('enrolment/overlap', overlapPage(result.overlaps, bothCourses(offer), at))
    }),
    post(paths.pass, 'take-part', answering(passOffer, kept)),
    post(paths.refusal, 'take-part', answering(refuseOffer, left)),

    post(paths.return, 'take-part', async (request, response) => {
      const { id: personId } = signedIn(request)
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      if (enrolment.person_id !== personId) throw new NotFound()
      const actor = { kind: 'student' as const, id: personId }
      const result = await inTransaction(db, (tx) => returnToList(tx, enrolment.id, actor, deps))
      await tell(request, response, result.ok ? returned : notReturned(result.reason))
    }),
  ]

  async function ownOffer(request: Request) {
    const offer = found(await findOfferPage(db, parameter(request, 'id')))
    if (offer.person_id !== signedIn(request).id) throw new NotFound()
    return offer
  }

  function answering(answer: typeof passOffer, thanks: Notice) {
    return async (request: Request, response: Response) => {
      const offer = await ownOffer(request)
      const result = await inTransaction(db, (tx) => answer(tx, offer.id, owner(offer), deps))
      return answered(request, response, offer, result, thanks)
    }
  }
}

function owner(offer: OfferRow): Actor {
  return { kind: 'student', id: offer.person_id }
}

async function answered(
  request: Request,
  response: Response,
  offer: OfferRow,
  result: Answered,
  thanks: Notice,
): Promise<void> {
  if (result.ok) return tell(request, response, thanks)
  response.status(409).render('waiting-list/place-gone', placeGonePage(offer, result.reason))
}

function bothCourses(offer: OfferRow): OverlapChoice {
  return {
    courseTitle: offer.title,
    action: paths.acceptance({ id: offer.id }),
    button: 'Accept this place all the same',
    instead: { text: 'See the other answers', href: paths.offer({ id: offer.id }) },
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
function notReturned(reason: string): Notice {
  return reason === 'most-courses' ? asManyAsTheTermAllows : tooLateToReturn
}

const asManyAsTheTermAllows: Notice = {
  kind: 'information',
  title: 'You have as many courses as the term allows',
  text: 'Nothing was changed. Give one of them back first, or talk to us: we will find a way.',
}
const tooLateToReturn: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'You cannot go back on that list: the course has begun, nobody needs a place on it any more, or you are on it already.',
}
