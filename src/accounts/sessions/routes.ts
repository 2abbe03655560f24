import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest } from '../../web/problems.ts'
import { get, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { endSessions } from './end-sessions.ts'
import { holdWhoIsHere } from './hold.ts'
import { endSessionForm } from './forms.ts'
import { endedNotice, sessionsPage } from './pages.ts'
import { listSessionsOf } from './queries.ts'

/** Where I am signed in, and signing out there. */
export function sessionRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.accountSessions, 'use-own-account', async (request, response) => {
      const now = clock()
      const sessions = await listSessionsOf(db, signedIn(request).id, request.sessionID, now)
      response.render('accounts/sessions/sessions', sessionsPage(sessions, { ...config, now }))
    }),

    post(paths.accountSessionEnd, 'use-own-account', async (request, response) => {
      const form = readForm(endSessionForm, request.body)
      if (!form.ok) throw new BadRequest()
      await end(request, response, form.values.session)
    }),

    post(paths.accountOtherSessionsEnd, 'use-own-account', async (request, response) => {
      await end(request, response, null)
    }),
  ]

  async function end(request: Request, response: Response, id: string | null): Promise<void> {
    const ended = await inTransaction(db, async (tx) => {
      const personId = await holdWhoIsHere(tx, request)
      return endSessions(tx, { personId, id, exceptSid: request.sessionID }, clock())
    })
    await redirectWith(endedNotice(ended), request, response, paths.accountSessions())
  }
}
