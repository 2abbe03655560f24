import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found } from '../../web/problems.ts'
import { get, post, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { giveTryBack, takeTry, type Try, waitInWords } from '../../web/throttle.ts'
import { passwordMatches } from '../passwords.ts'
import type { Permission } from '../rules.ts'
import { endSession } from '../sign-in.ts'
import { closeAccount } from './close-account.ts'
import { gatherFacts } from './facts.ts'
import { withPasswordForm, withWordForm } from './forms.ts'
import { closingPage } from './pages.ts'

/** A person closes their own account: one page that says all of it, one button, and something only they know. */
export function closingRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config, secret } = deps
  return [
    get(paths.accountClosing, 'use-own-account', (request, response) => show(request, response)),

    post(paths.accountClosing, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const { account } = found(await gatherFacts(db, id, clock()))
      const mistake = await mistakeIn(request, account)
      if (mistake !== undefined) return show(request, response.status(mistake.status), mistake)
      const closed = await inTransaction(db, (tx) =>
        closeAccount(tx, { personId: id, byId: id, secret }, clock()),
      )
      if (!closed.ok && closed.reason !== 'closing-already') return show(request, response.status(409))
      await endSession(request)
      response.redirect(303, paths.accountClosed())
    }),

    get(paths.accountClosed, 'anyone', (_request, response) => {
      response.render('accounts/closing/closed', { title: 'Your account is closed' })
    }),
  ]

  async function show(request: Request, response: Response, form?: Typed): Promise<void> {
    const facts = found(await gatherFacts(db, signedIn(request).id, clock()))
    response.render('accounts/closing/closing', closingPage(facts, form))
  }

  /** What is wrong with what they typed; a password may not be guessed here more often than anywhere else. */
  async function mistakeIn(
    request: Request,
    { id, password }: { id: string; password: string | null },
  ): Promise<(Typed & { status: number }) | undefined> {
    if (password === null) {
      const form = readForm(withWordForm, request.body)
      return form.ok ? undefined : { ...form, status: 422 }
    }
    const form = readForm(withPasswordForm, request.body)
    if (!form.ok) return { ...form, status: 422 }
    const tries: Try[] = [{ name: 'closing.password', key: id, ...config.limits.secondFactor }]
    const taken = await takeTry(deps, tries, clock())
    if (!taken.ok) return wrong(`Please wait ${waitInWords(taken.waitSeconds)} and try again`, 429)
    if (!(await passwordMatches(password, form.values.password)))
      return wrong('This is not your password. Check it and try again', 422)
    await giveTryBack(deps, tries)
    return undefined
  }
}

function wrong(message: string, status: number): Typed & { status: number } {
  return { typed: {}, errors: [{ field: 'password', message }], status }
}
