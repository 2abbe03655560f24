import type { Request } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { returnTo } from '../../web/return-to.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { acceptShown, listToRead } from './accept.ts'
import { againAddress } from './again-address.ts'
import { againForm } from './forms.ts'
import { againPage } from './pages.ts'
import { listAccepted } from './queries.ts'

/** What has changed since somebody agreed to it: read once, agreed to, or put off. */
export function agreementRoutes({ db, clock }: Deps): Route<Permission>[] {
  return [
    get(paths.agreementAgain, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const unread = await listToRead(db, id, clock())
      const next = nextOf(request)
      if (unread.length === 0) return response.redirect(303, next)
      response.render('accounts/agreements/again', againPage(unread, await listAccepted(db, id), next))
    }),

    post(paths.agreementAgain, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const form = readForm(againForm, request.body)
      const shown = form.ok ? Object.values(form.values) : []
      const now = clock()
      await inTransaction(db, (tx) => acceptShown(tx, id, shown, now))
      // What came into force while they read is shown in its turn.
      if ((await listToRead(db, id, now)).length > 0)
        return response.redirect(303, againAddress(nextOf(request)))
      await redirectWith(thanks, request, response, nextOf(request))
    }),
  ]
}

function nextOf(request: Request): string {
  const body = (request.body as { next?: unknown } | undefined)?.next
  return returnTo(body ?? request.query.next, paths.account())
}

const thanks: Notice = {
  kind: 'success',
  title: 'Thank you',
  text: 'You are not asked again until it changes.',
}
