import type { Request, Response } from 'express'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found } from '../../web/problems.ts'
import { get, post, type Route } from '../../web/route.ts'
import type { PendingSignIn } from '../../web/session.ts'
import { findSignedIn } from '../queries.ts'
import type { Permission } from '../rules.ts'
import { completePending, findPending } from '../sign-in.ts'
import { codeForm, recoveryForm } from './forms.ts'
import { codePage, recoveryPage, refusedCode } from './pages.ts'
import { sealingKey } from '../sealed.ts'
import { tryCode } from './try-code.ts'
import { useCode, useRecoveryCode } from './use-code.ts'

/** The second half of signing in: a code from the app, or a recovery code. */
export function codeRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock } = deps
  const key = sealingKey(deps.secret, 'second factor')
  return [
    get(paths.signInCode, 'anyone', (request, response) => {
      if (pendingOr(request, response)) response.render('accounts/second-factor/code', codePage())
    }),

    post(paths.signInCode, 'anyone', async (request, response) => {
      const pending = pendingOr(request, response)
      if (pending === undefined) return
      const form = readForm(codeForm, request.body)
      if (!form.ok) return show(response, 422, form)
      const { code } = form.values
      const tried = await tryCode(deps, pending.personId, async (tx) => {
        const used = await useCode(tx, { personId: pending.personId, key, code }, clock())
        return used.ok ? { ok: true, done: undefined } : used
      })
      if (!tried.ok) return show(response, statusOf(tried), refusedCode(tried))
      await goOn(request, response, pending)
    }),

    get(paths.signInRecovery, 'anyone', (request, response) => {
      if (pendingOr(request, response)) response.render('accounts/second-factor/recovery', recoveryPage())
    }),

    post(paths.signInRecovery, 'anyone', async (request, response) => {
      const pending = pendingOr(request, response)
      if (pending === undefined) return
      const form = readForm(recoveryForm, request.body)
      if (!form.ok) return showRecovery(response, 422, form)
      const { personId } = pending
      const code = form.values.recovery_code
      const tried = await tryCode(deps, personId, async (tx) => {
        const used = await useRecoveryCode(tx, { personId, code }, clock())
        return used.ok ? { ok: true, done: used.left } : used
      })
      if (!tried.ok) return showRecovery(response, statusOf(tried), refusedCode(tried, 'recovery_code'))
      await goOn(request, response, pending)
    }),
  ]

  async function goOn(request: Request, response: Response, pending: PendingSignIn) {
    const user = found(await findSignedIn(db, pending.personId))
    response.redirect(303, await completePending(request, user, pending))
  }
}

/** Who has to type a code, or a way back to the beginning for whoever has not, or took too long. */
function pendingOr(request: Request, response: Response): PendingSignIn | undefined {
  response.set('Cache-Control', 'no-store')
  const pending = findPending(request)
  if (pending === undefined) response.redirect(303, paths.signIn())
  return pending
}

export function statusOf({ reason }: { reason: string }): number {
  return reason === 'too-often' ? 429 : 422
}

type Form = Parameters<typeof codePage>[0]

function show(response: Response, status: number, form: Form): void {
  response.status(status).render('accounts/second-factor/code', codePage(form))
}

function showRecovery(response: Response, status: number, form: Form): void {
  response.status(status).render('accounts/second-factor/recovery', recoveryPage(form))
}
