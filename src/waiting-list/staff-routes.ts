import type { Request, Response } from 'express'
import type { Permission } from '../accounts/rules.ts'
import { inTransaction } from '../database/transaction.ts'
import { findOffer } from '../enrolment/queries.ts'
import { notNow, saved, staff } from '../enrolment/staff-routes.ts'
import { paths } from '../paths.ts'
import type { Deps } from '../web/deps.ts'
import { found } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { acceptOffer, passOffer, refuseOffer } from './answer-offer.ts'
import { giveNextPlace } from './give-next-place.ts'
import { callListPage } from './pages.ts'
import { listCalls } from './queries.ts'

/** What the office does for people who wait: telephone them, note their answer, give a free place. */
export function waitingListStaffRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.adminCallList, 'run-the-college', async (_request, response) => {
      response.render('waiting-list/call-list', callListPage(await listCalls(db, clock()), config.timeZone))
    }),

    post(paths.adminAcceptance, 'run-the-college', answering(acceptOffer)),
    post(paths.adminPass, 'run-the-college', answering(passOffer)),
    post(paths.adminRefusal, 'run-the-college', answering(refuseOffer)),

    post(paths.adminNextPlace, 'run-the-college', async (request, response) => {
      const runId = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => giveNextPlace(tx, runId, staff(request), deps))
      if (!result.ok && result.reason === 'not-found') return found<never>(undefined)
      return result.ok ? saved(request, response, runId) : notNow(request, response, runId)
    }),
  ]

  function answering(answer: typeof acceptOffer) {
    return async (request: Request, response: Response) => {
      const offer = found(await findOffer(db, parameter(request, 'id')))
      const result = await inTransaction(db, (tx) => answer(tx, offer.id, staff(request), deps))
      return result.ok ? saved(request, response, offer.run_id) : notNow(request, response, offer.run_id)
    }
  }
}
