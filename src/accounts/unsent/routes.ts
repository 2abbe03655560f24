import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { nextOf } from '../../web/next-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { readUnsent } from './keep-unsent.ts'
import { unsentPage } from './pages.ts'
import { deleteUnsent, updateSent } from './queries.ts'

/** What somebody wrote while their session was over: to send now, or to throw away. */
export function unsentRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.unsent, 'use-own-account', async (request, response) => {
      const unsent = await readUnsent(deps, signedIn(request).id)
      const next = nextOf(request) ?? paths.account()
      if (unsent === undefined) response.redirect(303, next)
      else response.render('accounts/unsent/unsent', unsentPage(unsent, next, config))
    }),

    post(paths.unsent, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const unsent = await readUnsent(deps, id)
      if (unsent === undefined) return redirectWith(nothingKept, request, response, paths.account())
      await inTransaction(db, (tx) => updateSent(tx, id, clock()))
      // The browser sends what the form holds on, as it is, to where it was going (RFC 9110, 15.4.8).
      response.redirect(307, unsent.address)
    }),

    post(paths.unsentRemoval, 'use-own-account', async (request, response) => {
      await deleteUnsent(db, signedIn(request).id)
      await redirectWith(removed, request, response, nextOf(request) ?? paths.account())
    }),
  ]
}

const nothingKept: Notice = {
  kind: 'information',
  title: 'There is nothing to send any more',
  text: 'We keep what you wrote for one day. Nothing was changed.',
}
const removed: Notice = { kind: 'success', title: 'What you wrote is thrown away' }
