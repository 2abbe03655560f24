import type { Request } from 'express'
import { inTransaction } from '../database/transaction.ts'
import { listDeadJobs } from '../jobs/queries.ts'
import { tryAgain } from '../jobs/try-again.ts'
import { paths } from '../paths.ts'
import { countFailedTexts, listFailedTexts } from '../texts/queries.ts'
import { beforeIn, rowsOnPage } from '../web/before.ts'
import type { Deps } from '../web/deps.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { failedMailPage, type FailedPlace, fromPlace, sentAgainNotice, triedAgainNotice } from './pages.ts'
import { sendTextAgain } from '../texts/send-again.ts'
import { countFailed, countHeldBack, listFailed } from './queries.ts'
import { sendAgain, sendAllAgain } from './send-again.ts'

/** What could not be done, for the office to see and have tried again: mails, and other work in the background. */
export function mailStaffRoutes({ db, clock, config }: Deps): Route<'run-the-college'>[] {
  return [
    get(paths.adminMail, 'run-the-college', async (request, response) => {
      const place = placeIn(request)
      const most = rowsOnPage + 1
      const [failed, count, heldBack, dead, texts, textCount] = await Promise.all([
        listFailed(db, { before: place.mails, most }),
        countFailed(db),
        countHeldBack(db),
        listDeadJobs(db),
        listFailedTexts(db, { before: place.texts, most }),
        countFailedTexts(db),
      ])
      const notDone = { failed, count, heldBack, dead, texts, textCount }
      response.render('mail/failed', failedMailPage(notDone, place, config.timeZone))
    }),

    post(paths.adminResend, 'run-the-college', async (request, response) => {
      const press = { at: clock(), actorId: signedIn(request).id }
      const id = parameter(request, 'id')
      const count = await inTransaction(db, (tx) => sendAgain(tx, id, press))
      await redirectWith(sentAgainNotice(count), request, response, back(request))
    }),

    post(paths.adminResendAll, 'run-the-college', async (request, response) => {
      const press = { at: clock(), actorId: signedIn(request).id }
      const count = await inTransaction(db, (tx) => sendAllAgain(tx, press))
      await redirectWith(sentAgainNotice(count), request, response, paths.adminMail())
    }),

    post(paths.adminTextResend, 'run-the-college', async (request, response) => {
      const press = { at: clock(), actorId: signedIn(request).id }
      const id = parameter(request, 'id')
      const count = await inTransaction(db, (tx) => sendTextAgain(tx, id, press))
      await redirectWith(sentAgainNotice(count), request, response, back(request))
    }),

    post(paths.adminRetryJobs, 'run-the-college', async (request, response) => {
      const press = { at: clock(), actorId: signedIn(request).id }
      const count = await inTransaction(db, (tx) => tryAgain(tx, press))
      await redirectWith(triedAgainNotice(count), request, response, paths.adminMail())
    }),
  ]
}

function placeIn(request: Request): FailedPlace {
  return { mails: beforeIn(request), texts: beforeIn(request, 'texts_before') }
}

/** To the page on which the button stood. */
function back(request: Request): string {
  return fromPlace(paths.adminMail(), placeIn(request))
}
