import type { Request, Response } from 'express'
import type { z } from 'zod'
import { inTransaction } from '../database/transaction.ts'
import { paths } from '../paths.ts'
import type { Deps } from '../web/deps.ts'
import { readForm } from '../web/form.ts'
import { nextOf } from '../web/next-page.ts'
import type { Typed } from '../web/form-page.ts'
import { found } from '../web/problems.ts'
import { returnTo } from '../web/return-to.ts'
import { get, post, type Route, routeOf } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { signedOutHome, signedOutToSay, signInAgain } from '../web/signed-out.ts'
import { giveTryBack, takeTry, waitInWords } from '../web/throttle.ts'
import { hasFeed } from '../calendar/queries.ts'
import { savedWith } from './about-texts.ts'
import { changeDetails } from './change-details.ts'
import { detailsForm, registerForm, signInForm } from './forms.ts'
import { accountPage, agreementPage, feedPanel, registerPage, signInPage } from './pages.ts'
import { hashToken } from './proofs/secrets.ts'
import { findAgreement, findSignedIn, getPerson } from './queries.ts'
import { register } from './register.ts'
import type { Permission } from './rules.ts'
import { holdWhoIsHere } from './sessions/hold.ts'
import { byRegistration, markOf } from './sessions/still-opens.ts'
import { refusePassword } from './stolen-passwords.ts'
import { authenticate, beginSession, completeSignIn, endSession, signInTriesOf } from './sign-in.ts'

export function accountRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config, log } = deps
  return [
    get(paths.signIn, 'anyone', (request, response) => {
      const said = signedOutToSay(request)
      const notice = said === undefined ? {} : { notice: signedOut[said] }
      response.render('accounts/sign-in', { ...signInPage(nextOf(request)), ...notice })
    }),

    post(paths.signIn, 'anyone', async (request, response) => {
      const form = readForm(signInForm, request.body)
      if (!form.ok) return askAgain(request, response, form)
      const tries = await signInTriesOf(request, form.values.email)
      const taken = await takeTry(deps, tries, clock())
      if (!taken.ok) {
        log.warn({ route: routeOf(request) }, 'tried too often')
        return askToWait(request, response, form.values.email, taken.waitSeconds)
      }
      const known = await authenticate(request, form.values)
      if (known === undefined) {
        log.info({ means: 'password' }, 'a sign-in was refused')
        return askAgain(request, response, wrongPair(form.values.email))
      }
      await giveTryBack(deps, tries)
      await completeSignIn(request, response, known.user, nextOf(request), { password: markOf(known.secret) })
    }),

    post(paths.signOut, 'anyone', async (request, response) => {
      await endSession(request)
      response.redirect(303, signedOutHome)
    }),

    get(paths.register, 'anyone', async (request, response) => {
      response.render('accounts/register', registerPage(nextOf(request), await findAgreement(db, clock())))
    }),

    post(paths.register, 'anyone', async (request, response) => {
      const form = readForm(registerForm, request.body)
      if (!form.ok) return showRegister(request, response, form)
      const { what_helps: whatHelps, agreement_version: agreementVersion, ...rest } = form.values
      const limit = { name: 'register.address', key: request.ip ?? '', ...config.limits.registerAddress }
      const taken = await takeTry(deps, [limit], clock())
      if (!taken.ok) return showLater(request, response, form.values, taken.waitSeconds)
      const refused = rest.password === null ? undefined : await refuse(rest.password, rest)
      if (refused !== undefined) return showRegister(request, response, refusedForm(form.values, refused))
      const key = hashToken(request.sessionID)
      const result = await register(db, { ...rest, whatHelps, agreementVersion, key }, clock())
      // That the agreement has changed is said by every form that comes back with a newer one.
      if (!result.ok) return showRegister(request, response, refusedForm(form.values))
      const user = found(await findSignedIn(db, result.personId))
      if (!(await beginSession(request, user, 'registration', byRegistration(user.id))))
        return response.redirect(303, signInAgain(paths.account(), 'yes'))
      await redirectWith(welcome, request, response, returnTo(nextOf(request), paths.courses()))
    }),

    get(paths.agreement, 'anyone', async (_request, response) => {
      response.render('accounts/agreement', agreementPage(found(await findAgreement(db, clock()))))
    }),

    get(paths.account, 'use-own-account', async (request, response) => {
      const { id, roles } = signedIn(request)
      const feed = feedPanel(roles, await hasFeed(db, id))
      response.render('accounts/account', accountPage(await getPerson(db, id), feed))
    }),

    post(paths.account, 'use-own-account', async (request, response) => {
      const { id, roles } = signedIn(request)
      const form = readForm(detailsForm, request.body)
      if (!form.ok) {
        const feed = feedPanel(roles, await hasFeed(db, id))
        const page = accountPage(await getPerson(db, id), feed, form)
        response.status(422).render('accounts/account', page)
        return
      }
      await inTransaction(db, async (tx) => changeDetails(tx, await holdWhoIsHere(tx, request), form.values))
      const notice = savedWith(detailsSaved, form.values, config)
      await redirectWith(notice, request, response, paths.account())
    }),
  ]

  function refuse(password: string, { name, email }: { name: string; email: string }) {
    return refusePassword(password, [name, email, config.college.name])
  }

  async function showLater(request: Request, response: Response, values: RegisterFields, wait: number) {
    response.set('Retry-After', String(wait))
    await showRegister(request, response, laterForm(values, wait), 429)
  }

  async function showRegister(request: Request, response: Response, form: Typed, status = 422) {
    response
      .status(status)
      .render('accounts/register', registerPage(nextOf(request), await findAgreement(db, clock()), form))
  }
}

const signedOut: Record<'yes' | 'kept', Notice> = {
  yes: {
    kind: 'information',
    title: 'You were signed out',
    text: 'What you sent did not reach us, and nothing was changed. Sign in, and you come back to the page you were on.',
  },
  kept: {
    kind: 'information',
    title: 'You were signed out',
    text: 'What you wrote is kept for you. Sign in, and you can send it.',
  },
}
const welcome: Notice = {
  kind: 'success',
  title: 'Welcome',
  text: 'You are registered. You never need to fill in that form again.',
}
const detailsSaved: Notice = { kind: 'success', title: 'Your details are saved' }

function askAgain(request: Request, response: Response, form: Typed): void {
  response.status(422).render('accounts/sign-in', signInPage(nextOf(request), form))
}

/** Which of the two was wrong is not said: that would tell who is registered here. */
function wrongPair(email: string): Typed {
  const message = 'The email address and password do not match. Check both and try again'
  return { typed: { email }, errors: [{ field: 'email', message }] }
}

/** A page that slows guessing says the same of every email; it must not shut out who forgot their password. */
function askToWait(request: Request, response: Response, email: string, wait: number): void {
  const message = `Please wait ${waitInWords(wait)} and try again. Or have a link sent by email`
  response.status(429).set('Retry-After', String(wait))
  const form = { typed: { email }, errors: [{ field: 'email', message }] }
  response.render('accounts/sign-in', signInPage(nextOf(request), form))
}

type RegisterFields = z.infer<typeof registerForm>

function refusedForm(values: RegisterFields, refused?: string): Typed {
  const errors = refused === undefined ? [] : [{ field: 'password', message: refused }]
  return { typed: { ...typedFields(values), ...(refused === undefined ? {} : { agree: 'yes' }) }, errors }
}

function laterForm(values: RegisterFields, wait: number): Typed {
  const message = `Many people are registering where you are. Please wait ${waitInWords(wait)} and try again`
  return { typed: { ...typedFields(values), agree: 'yes' }, errors: [{ field: 'email', message }] }
}

function typedFields({ name, email, phone, what_helps, agreement_version }: RegisterFields) {
  return { name, email, phone: phone ?? '', what_helps, agreement_version }
}
