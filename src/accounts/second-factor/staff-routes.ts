import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import type { Tx } from '../../database/schema.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nothingTyped, type Typed } from '../../web/form-page.ts'
import { nextOf, withNext } from '../../web/next-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith, saved } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { refusePresentPassword } from '../proofs/present-password.ts'
import type { Permission } from '../rules.ts'
import { holdWhoIsHere } from '../sessions/hold.ts'
import { markOf } from '../sessions/still-opens.ts'
import { asksPassword } from './ask-password.ts'
import { codeForm, confirmForm } from './forms.ts'
import { offPage, onPage, recoveryCodesPage, refusedCode, settingUpPage } from './pages.ts'
import { countRecoveryCodes, findSecondFactor } from './queries.ts'
import { statusOf } from './routes.ts'
import { isDemoAccount } from './rules.ts'
import { sealingKey, unseal } from '../sealed.ts'
import { beginSetUp, confirmSetUp, endSecondFactor, renewRecoveryCodes } from './set-up.ts'
import { tryCode } from './try-code.ts'
import { useCode } from './use-code.ts'

/** A member of staff sets up codes on their phone, makes new recovery codes, and ends it again. */
export function secondFactorRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  const key = sealingKey(deps.secret, 'second factor')
  return [
    get(paths.secondFactor, 'have-second-factor', (request, response) => show(request, response)),

    post(paths.secondFactor, 'have-second-factor', async (request, response) => {
      const begin = { personId: signedIn(request).id, key }
      request.session.begunSecret = markOf(await inTransaction(db, (tx) => beginSetUp(tx, begin, clock())))
      await saved(request)
      response.redirect(303, withNext(paths.secondFactor(), nextOf(request)))
    }),

    post(paths.secondFactorConfirmation, 'have-second-factor', async (request, response) => {
      const form = readForm(confirmForm, request.body)
      if (!form.ok) return show(request, response, 422, form)
      const { id: personId } = signedIn(request)
      const wrong = (await asks(request))
        ? await refusePresentPassword(deps, personId, form.values.present_password)
        : undefined
      if (wrong !== undefined) return show(request, response, wrong.status, wrongPassword(wrong.message))
      const first = { personId, key, code: form.values.code, sid: request.sessionID }
      const result = await inTransaction(db, async (tx) => {
        await holdWhoIsHere(tx, request)
        return confirmSetUp(tx, first, clock())
      })
      if (result.ok) showCodes(response, result.recoveryCodes, nextOf(request))
      else if (result.reason === 'wrong-code')
        await show(request, response, 422, refusedCode({ reason: 'wrong-code' }))
      else if (result.reason === 'on-already')
        await redirectWith(onAlready, request, response, paths.secondFactor())
      else response.redirect(303, paths.secondFactor())
    }),

    post(paths.recoveryCodes, 'have-second-factor', async (request, response) => {
      const now = clock()
      const codes = await withCode(request, response, 'renew', (tx, id) => renewRecoveryCodes(tx, id, now))
      if (codes !== undefined) showCodes(response, codes, paths.account())
    }),

    post(paths.secondFactorEnd, 'have-second-factor', async (request, response) => {
      const ended = await withCode(request, response, 'end', async (tx, id) => {
        await endSecondFactor(tx, id, clock())
        return true
      })
      if (ended === true) await redirectWith(endedNotice, request, response, paths.secondFactor())
    }),
  ]

  function asks(request: Request): Promise<boolean> {
    const who = { personId: signedIn(request).id, signedInAt: request.session.signedIn?.at }
    return asksPassword(db, who, clock())
  }

  /** The page for how things stand: off, being set up, or on. */
  async function show(request: Request, response: Response, status = 200, form = nothingTyped) {
    const { id, name, email, heldBack } = signedIn(request)
    const row = await findSecondFactor(db, id)
    if (row?.confirmed_at) return showOn(request, response, status, form)
    const why = {
      must: heldBack !== undefined,
      demo: isDemoAccount(email, config),
      next: nextOf(request),
      asksPassword: await asks(request),
    }
    // Begun in another session, it may have been read there by somebody who found a computer open.
    const isOfHere = row !== undefined && markOf(row.secret) === request.session.begunSecret
    const secret = isOfHere ? unseal(row.secret, key, id) : undefined
    response.status(status)
    if (secret === undefined)
      return response.render('accounts/second-factor/off', offPage(why, form.errors.length > 0))
    const names = { college: config.college.name, account: email ?? name }
    response.render('accounts/second-factor/setting-up', await settingUpPage(secret, names, why, form))
  }

  async function showOn(
    request: Request,
    response: Response,
    status: number,
    form: Typed,
    about?: 'renew' | 'end',
  ): Promise<void> {
    const { id, email } = signedIn(request)
    const left = await countRecoveryCodes(db, id)
    const page = onPage({ left, demo: isDemoAccount(email, config) }, form, about)
    response.status(status).render('accounts/second-factor/on', page)
  }

  /** Does what a code of this moment is asked for; undefined when the page has been answered with what is wrong. */
  async function withCode<Done>(
    request: Request,
    response: Response,
    about: 'renew' | 'end',
    work: (tx: Tx, personId: string) => Promise<Done>,
  ): Promise<Done | undefined> {
    const { id: personId } = signedIn(request)
    const form = readForm(codeForm, request.body)
    if (!form.ok) {
      await answer(422, form)
      return undefined
    }
    const tried = await tryCode(deps, personId, async (tx) => {
      const used = await useCode(tx, { personId, key, code: form.values.code }, clock())
      return used.ok ? { ok: true, done: await work(tx, personId) } : used
    })
    if (tried.ok) return tried.done
    await answer(statusOf(tried), refusedCode(tried))
    return undefined

    async function answer(status: number, typed: Typed) {
      const row = await findSecondFactor(db, personId)
      if (row?.confirmed_at) await showOn(request, response, status, typed, about)
      else response.redirect(303, paths.secondFactor())
    }
  }
}

/** Pressed twice, or loaded anew: the page with the recovery codes may never have been seen. */
const onAlready: Notice = {
  kind: 'information',
  title: 'It is set up',
  text: 'We show your recovery codes only once. Have you not written them down? Make new ones below.',
}
const endedNotice: Notice = {
  kind: 'success',
  title: 'Codes from your phone are off',
  text: 'You can delete this college from your app, and throw your recovery codes away.',
}

function wrongPassword(message: string): Typed {
  return { typed: {}, errors: [{ field: 'present_password', message }] }
}

/** Shown in the answer to the form itself: the codes are kept nowhere, and a page opened again has none. */
function showCodes(response: Response, codes: string[], next: string | undefined): void {
  const page = recoveryCodesPage(codes, next ?? paths.account())
  response.render('accounts/second-factor/recovery-codes', page)
}
