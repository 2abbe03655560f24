import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route, routeOf } from '../../web/route.ts'
import { secretPage } from '../../web/security.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { takeTry } from '../../web/throttle.ts'
import { hashPassword } from '../passwords.ts'
import { findSignedIn } from '../queries.ts'
import type { Permission } from '../rules.ts'
import { holdWhoIsHere } from '../sessions/hold.ts'
import { completeSignIn, isOwnBrowser } from '../sign-in.ts'
import { refusePassword } from '../stolen-passwords.ts'
import { lookToo } from './email-pages.ts'
import { changePasswordForm, emailForm, newPasswordForm } from './forms.ts'
import { waitForm } from './link-pages.ts'
import { triesOfMail } from './limits.ts'
import {
  changePasswordPage,
  forgottenPage,
  newPasswordPage,
  refusedPassword,
  sentPage,
} from './password-pages.ts'
import { refusePresentPassword } from './present-password.ts'
import { findOwnerById, findPassword, type Owner } from './queries.ts'
import { showRefusal } from './refusal-pages.ts'
import { givenAddress } from './rules.ts'
import { changePassword, type PasswordSet, resetPassword } from './set-password.ts'
import type { WayDropped } from './take-over.ts'
import { lookAtProof } from './use-proof.ts'

const purposes = ['new-password'] as const

/** A new password: with a link when the old one is forgotten, and in one's account. */
export function passwordRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.passwordForgotten, 'anyone', (_request, response) => {
      response.render('accounts/proofs/forgotten', forgottenPage())
    }),

    post(paths.passwordForgotten, 'anyone', async (request, response) => {
      const form = readForm(emailForm, request.body)
      if (!form.ok) return showForgotten(response, 422, forgottenPage(form))
      const { email } = form.values
      const taken = await takeTry(deps, triesOfMail(email, request.ip), clock())
      if (!taken.ok) {
        deps.log.warn({ route: routeOf(request) }, 'tried too often')
        return showForgotten(response, 429, forgottenPage(waitForm(email, taken)))
      }
      await promiseLink(email)
      response.redirect(303, paths.passwordSent())
    }),

    get(paths.passwordSent, 'anyone', (_request, response) => {
      response.render('accounts/proofs/sent', sentPage())
    }),

    get(paths.passwordNew, 'anyone', async (request, response) => {
      const owner = await ownerOf(request, response)
      if (owner !== undefined)
        response.render('accounts/proofs/new-password', newPasswordPage(parameter(request, 'token'), owner))
    }),

    post(paths.passwordNew, 'anyone', async (request, response) => {
      const owner = await ownerOf(request, response)
      if (owner === undefined) return
      const token = parameter(request, 'token')
      const form = readForm(newPasswordForm, request.body)
      if (!form.ok) return showNew(response, newPasswordPage(token, owner, form))
      const refused = await refuseFor(owner, form.values.password)
      if (refused !== undefined)
        return showNew(response, newPasswordPage(token, owner, refusedPassword(refused)))
      const secret = await hashPassword(form.values.password)
      const here = { userId: request.user?.id, isOwnBrowser: (id: string) => isOwnBrowser(request, id) }
      const opened = { token, ...here, secret, sessionId: null }
      const reset = await inTransaction(db, (tx) => resetPassword(tx, opened, { config, now: clock() }))
      if (!reset.ok) return showRefusal(response, reset.reason, 'password')
      const user = await findSignedIn(db, owner.id)
      if (user === undefined) return showRefusal(response, 'closed', 'password')
      const notice = reset.dropped === undefined ? setNotice(reset) : passwordAndMore[reset.dropped]
      await completeSignIn(request, response, user, undefined, { means: 'link', notice })
    }),

    get(paths.accountPassword, 'use-own-account', async (request, response) => {
      response.render('accounts/proofs/password', await pageFor(signedIn(request).id))
    }),

    post(paths.accountPassword, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const form = readForm(changePasswordForm, request.body)
      if (!form.ok) return showChange(response, 422, await pageFor(id, form))
      const { present_password: present, password } = form.values
      const wrong = await refusePresentPassword(deps, id, present)
      if (wrong !== undefined)
        return showChange(
          response,
          wrong.status,
          await pageFor(id, refusedPassword(wrong.message, 'present_password')),
        )
      const refused = await refuseFor(found(await findOwnerById(db, id)), password)
      if (refused !== undefined) return showChange(response, 422, await pageFor(id, refusedPassword(refused)))
      const changed = { secret: await hashPassword(password), sessionId: request.sessionID }
      const set = await inTransaction(db, async (tx) => {
        const personId = await holdWhoIsHere(tx, request)
        return changePassword(tx, { personId, ...changed }, { config, now: clock() })
      })
      await redirectWith(setNotice(set), request, response, paths.account())
    }),

    post(paths.accountPasswordLink, 'use-own-account', async (request, response) => {
      const email = givenAddress(found(await findOwnerById(db, signedIn(request).id)))
      if (email === null) throw new NotFound()
      const taken = await takeTry(deps, triesOfMail(email, request.ip), clock())
      if (taken.ok) await promiseLink(email)
      await redirectWith(linkSent, request, response, paths.accountPassword())
    }),
  ]

  async function promiseLink(email: string): Promise<void> {
    const asked = { requestId: randomUUID(), email, purpose: 'new-password' as const, next: null }
    await inTransaction(db, (tx) => enqueueJob(tx, 'accounts.send-proof', asked))
  }

  /** Whose link it is; undefined once a page has said why it is nobody's. */
  async function ownerOf(request: Request, response: Response): Promise<Owner | undefined> {
    secretPage(response)
    const opened = { token: parameter(request, 'token'), purposes, userId: request.user?.id }
    const shown = await lookAtProof(db, opened, clock())
    if (shown.ok) return found(await findOwnerById(db, shown.proof.person_id))
    showRefusal(response, shown.reason, 'password')
    return undefined
  }

  function refuseFor({ name, email }: Owner, password: string): Promise<string | undefined> {
    return refusePassword(password, [name, email ?? '', config.college.name])
  }

  async function pageFor(id: string, form?: Parameters<typeof changePasswordPage>[1]) {
    const owner = found(await findOwnerById(db, id))
    const hasPassword = (await findPassword(db, id)) !== undefined
    return changePasswordPage({ email: givenAddress(owner), hasPassword }, form)
  }
}

const passwordSet: Notice & { text: string } = {
  kind: 'success',
  title: 'Your new password is set',
  text: 'Wherever else you were signed in, you were signed out.',
}
const changeStopped: typeof passwordSet = {
  ...passwordSet,
  text: `${passwordSet.text} To be safe we also stopped the change of your email address. If it was from you, please enter the new address again.`,
  link: { href: paths.accountEmail(), text: 'Enter the address again' },
}

function setNotice({ stoppedChange, keepsFeed }: PasswordSet): Notice {
  const set = stoppedChange ? changeStopped : passwordSet
  return keepsFeed ? { link: newFeed, ...set, text: `${set.text} ${feedGoesOn}` } : set
}

/** Whoever knew the password may have taken it; ended, a calendar of their own would stay empty without a word. */
const feedGoesOn =
  'Your private calendar link goes on: if somebody else may have it, make a new one, and the old one ends.'
const newFeed = { href: `${paths.account()}#calendar-link`, text: 'Make a new calendar link' }

const passwordAndMore: Record<WayDropped, Notice> = {
  'way-to-hear': {
    ...passwordSet,
    text: `${passwordSet.text} We write to you by email now. If you had chosen another way to hear from us, please choose it again, and make your calendar link again if you had one. ${lookToo}`,
    link: { href: paths.aboutMeContact(), text: 'Choose how you hear from us' },
  },
  nothing: {
    ...passwordSet,
    text: `${passwordSet.text} ${lookToo}`,
    link: { href: paths.aboutMe(), text: 'Look at what is written' },
  },
}
const linkSent: Notice = {
  kind: 'success',
  title: 'Look in your email',
  text: 'We have sent you a link to choose a password. It is good for an hour.',
}

function showForgotten(response: Response, status: number, page: object): void {
  response.status(status).render('accounts/proofs/forgotten', page)
}

function showNew(response: Response, page: object): void {
  response.status(422).render('accounts/proofs/new-password', page)
}

function showChange(response: Response, status: number, page: object): void {
  response.status(status).render('accounts/proofs/password', page)
}
