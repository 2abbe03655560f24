import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { secretPage } from '../../web/security.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { takeTry } from '../../web/throttle.ts'
import type { Permission } from '../rules.ts'
import { holdWhoIsHere } from '../sessions/hold.ts'
import { isOwnBrowser } from '../sign-in.ts'
import { allowChange, cancelChange, stopChange } from './answer-change.ts'
import { askToConfirmEmail, promiseConfirmation } from './ask-to-confirm.ts'
import { confirmEmail } from './confirm-email.ts'
import {
  answerChangePage,
  changedPage,
  confirmedPage,
  confirmPage,
  emailPage,
  sameAddress,
  wrongPassword,
} from './email-pages.ts'
import { changeEmailForm } from './forms.ts'
import { triesOfMail } from './limits.ts'
import { waitForm } from './link-pages.ts'
import { refusePresentPassword } from './present-password.ts'
import { findEmailChange, findOwnerById, findPassword } from './queries.ts'
import { showRefusal } from './refusal-pages.ts'
import { givenAddress, isSameAddress, type ProofPurposeOfAddress } from './rules.ts'
import { lookAtProof } from './use-proof.ts'

/** Which address is a person's: its owner says so, and with them whoever reads the one they had. */
export function emailRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.accountEmail, 'use-own-account', async (request, response) => {
      response.render('accounts/proofs/email', await pageFor(signedIn(request).id))
    }),

    post(paths.accountEmail, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const form = readForm(changeEmailForm, request.body)
      if (!form.ok) return showEmail(response, 422, await pageFor(id, form))
      const { email, present_password: present = '' } = form.values
      if (isSameAddress(givenAddress(found(await findOwnerById(db, id))), email))
        return showEmail(response, 422, await pageFor(id, sameAddress(email)))
      const wrong = (await hasPassword(id)) ? await refusePresentPassword(deps, id, present) : undefined
      if (wrong !== undefined)
        return showEmail(response, wrong.status, await pageFor(id, wrongPassword(email, wrong.message)))
      const taken = await takeTry(deps, triesOfMail(email, request.ip), clock())
      if (!taken.ok) return showEmail(response, 429, await pageFor(id, waitForm(email, taken)))
      await inTransaction(db, async (tx) => {
        await holdWhoIsHere(tx, request)
        await askToConfirmEmail(tx, { personId: id, email, askedBy: id }, { now: clock() })
      })
      await redirectWith(asking, request, response, paths.accountEmail())
    }),

    post(paths.accountEmailAgain, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const taken = await takeTry(deps, triesOfMail(`of:${id}`, request.ip), clock())
      if (taken.ok) await inTransaction(db, (tx) => promiseConfirmation(tx, id))
      await redirectWith(taken.ok ? asking : askedOften, request, response, paths.accountEmail())
    }),

    post(paths.accountEmailCancellation, 'use-own-account', async (request, response) => {
      await inTransaction(db, (tx) => cancelChange(tx, signedIn(request).id, clock()))
      await redirectWith(cancelled, request, response, paths.accountEmail())
    }),

    get(paths.emailConfirmation, 'anyone', async (request, response) => {
      const shown = await lookAt(request, response, 'confirm-email')
      if (shown !== undefined) response.render('accounts/proofs/confirm-email', confirmPage(shown))
    }),

    post(paths.emailConfirmation, 'anyone', async (request, response) => {
      secretPage(response)
      const opened = { ...openedBy(request), isOwnBrowser: (id: string) => isOwnBrowser(request, id) }
      const done = await confirmEmail(db, opened, { config, now: clock() })
      if (!done.ok) return showRefusal(response, done.reason, 'address')
      response.render('accounts/proofs/changed', confirmedPage(done, request.user !== undefined))
    }),

    get(paths.emailChangeAnswer, 'anyone', async (request, response) => {
      const shown = await lookAt(request, response, 'allow-change')
      if (shown !== undefined) response.render('accounts/proofs/answer-change', answerChangePage(shown))
    }),

    post(paths.emailChangeAnswer, 'anyone', async (request, response) => {
      secretPage(response)
      const done = await allowChange(db, openedBy(request), { config, now: clock() })
      if (!done.ok) return showRefusal(response, done.reason, 'address')
      response.render('accounts/proofs/changed', changedPage(done.now, request.user !== undefined))
    }),

    post(paths.emailChangeStop, 'anyone', async (request, response) => {
      secretPage(response)
      const stopped = await inTransaction(db, (tx) => stopChange(tx, openedBy(request), clock()))
      if (!stopped.ok) return showRefusal(response, stopped.reason, 'address')
      response.render('accounts/proofs/changed', changedPage('stopped', false))
    }),
  ]

  async function lookAt(request: Request, response: Response, purpose: ProofPurposeOfAddress) {
    secretPage(response)
    const opened = openedBy(request)
    const shown = await lookAtProof(db, { ...opened, purposes: [purpose] }, clock())
    if (shown.ok) return { token: opened.token, email: shown.proof.email }
    showRefusal(response, shown.reason, 'address')
    return undefined
  }

  async function hasPassword(id: string): Promise<boolean> {
    return (await findPassword(db, id)) !== undefined
  }

  async function pageFor(id: string, form?: Parameters<typeof emailPage>[2]) {
    const [owner, change, asksPassword] = await Promise.all([
      findOwnerById(db, id),
      findEmailChange(db, id),
      hasPassword(id),
    ])
    return emailPage(found(owner), { change, asksPassword, now: clock() }, form)
  }
}

function openedBy(request: Request) {
  return { token: parameter(request, 'token'), userId: request.user?.id }
}

function showEmail(response: Response, status: number, page: object): void {
  response.status(status).render('accounts/proofs/email', page)
}

const asking: Notice = {
  kind: 'success',
  title: 'Look in your email',
  text: 'We have sent a message to that address. Please press the button in it.',
}
const askedOften: Notice = {
  kind: 'information',
  title: 'We sent you several messages already',
  text: 'Please look in your email, also among the unwanted messages. You can ask again in an hour.',
}
const cancelled: Notice = { kind: 'success', title: 'Your email address stays as it is' }
