import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueJob } from '../../jobs/enqueue.ts'
import { addMinutes } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nextOf } from '../../web/next-page.ts'
import { get, parameter, post, type Route, routeOf } from '../../web/route.ts'
import { secretPage } from '../../web/security.ts'
import { type Notice, saved } from '../../web/session.ts'
import { takeTry } from '../../web/throttle.ts'
import { findSignedIn } from '../queries.ts'
import type { Permission } from '../rules.ts'
import { completeSignIn, isOwnBrowser } from '../sign-in.ts'
import { codeForm, emailForm } from './forms.ts'
import { lookToo } from './email-pages.ts'
import { triesOfCode, triesOfMail } from './limits.ts'
import { askForLinkPage, codePage, linkPage, tooOld, waitForm, wrongCode } from './link-pages.ts'
import { showRefusal } from './refusal-pages.ts'
import { goodForMinutes } from './rules.ts'
import { signInWithCode, signInWithLink } from './sign-in-with-proof.ts'
import type { Dropped } from './take-over.ts'
import { lookAtProof } from './use-proof.ts'

const purposes = ['sign-in', 'registered-again'] as const

/** Signing in without a password: a link, or its code, that is sent to the email address. */
export function signInLinkRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock } = deps
  return [
    get(paths.signInLink, 'anyone', (request, response) => {
      response.render('accounts/proofs/ask-for-link', askForLinkPage(nextOf(request)))
    }),

    post(paths.signInLink, 'anyone', async (request, response) => {
      const next = nextOf(request)
      const form = readForm(emailForm, request.body)
      if (!form.ok) return ask(response, 422, askForLinkPage(next, form))
      const { email } = form.values
      const taken = await takeTry(deps, triesOfMail(email, request.ip), clock())
      if (!taken.ok) {
        deps.log.warn({ route: routeOf(request) }, 'tried too often')
        return askLater(response, taken.waitSeconds, askForLinkPage(next, waitForm(email, taken)))
      }
      const requestId = randomUUID()
      const asked = { requestId, email, purpose: 'sign-in' as const, next: next ?? null }
      await inTransaction(db, (tx) => enqueueJob(tx, 'accounts.send-proof', asked))
      const until = addMinutes(clock(), goodForMinutes['sign-in']).getTime()
      request.session.awaitedProof = { id: requestId, email, until, ...(next === undefined ? {} : { next }) }
      await saved(request)
      response.redirect(303, paths.signInLinkCode())
    }),

    get(paths.signInLinkCode, 'anyone', (request, response) => {
      const awaited = awaitedOr(request, response)
      if (awaited !== undefined) response.render('accounts/proofs/code', codePage(awaited))
    }),

    post(paths.signInLinkCode, 'anyone', async (request, response) => {
      const awaited = awaitedOr(request, response)
      if (awaited === undefined) return
      const form = readForm(codeForm, request.body)
      if (!form.ok) return showCode(response, 422, codePage(awaited, form))
      const taken = await takeTry(deps, triesOfCode(awaited.id, request.ip), clock())
      if (!taken.ok) {
        deps.log.warn({ route: routeOf(request) }, 'tried too often')
        return showCode(response, 429, codePage(awaited, wrongCode(taken)))
      }
      const typed = { proofId: awaited.id, code: form.values.code, ...browserOf(request) }
      const known = await inTransaction(db, (tx) => signInWithCode(tx, typed, clock()))
      if (!known.ok) {
        deps.log.info({ means: 'link' }, 'a sign-in was refused')
        return showCode(response, 422, codePage(awaited, wrongCode()))
      }
      await begin(request, response, known, awaited.next)
    }),

    get(paths.signInLinkUse, 'anyone', async (request, response) => {
      secretPage(response)
      const opened = { token: parameter(request, 'token'), purposes, userId: request.user?.id }
      const shown = await lookAtProof(db, opened, clock())
      if (!shown.ok) return showRefusal(response, shown.reason, 'sign-in')
      response.render('accounts/proofs/link', linkPage(opened.token, shown.proof.email, nextOf(request)))
    }),

    post(paths.signInLinkUse, 'anyone', async (request, response) => {
      secretPage(response)
      const opened = { token: parameter(request, 'token'), userId: request.user?.id, ...browserOf(request) }
      const known = await inTransaction(db, (tx) => signInWithLink(tx, opened, clock()))
      if (!known.ok) return showRefusal(response, known.reason, 'sign-in')
      await begin(request, response, known, nextOf(request))
    }),
  ]

  /** What this browser waits for; whoever waits for nothing, or too long, is taken to where it is asked for. */
  function awaitedOr(request: Request, response: Response) {
    response.set('Cache-Control', 'no-store')
    const { awaitedProof } = request.session
    if (awaitedProof !== undefined && awaitedProof.until > clock().getTime()) return awaitedProof
    delete request.session.awaitedProof
    if (awaitedProof === undefined || request.method !== 'POST') response.redirect(303, paths.signInLink())
    else ask(response, 422, askForLinkPage(awaitedProof.next, tooOld))
    return undefined
  }

  async function begin(
    request: Request,
    response: Response,
    known: { personId: string; dropped: Dropped | undefined },
    next: string | undefined,
  ) {
    const notice = known.dropped === undefined ? {} : { notice: droppedNotice[known.dropped] }
    const user = await findSignedIn(db, known.personId)
    if (user === undefined) return showRefusal(response, 'closed', 'sign-in')
    await completeSignIn(request, response, user, next, { means: 'link', ...notice })
  }
}

const passwordDropped: Notice & { text: string } = {
  kind: 'information',
  title: 'The password that was set before is gone',
  text: `Somebody chose it before this email address was shown to be yours. If it was you, choose one again, and make your calendar link again if you had one. ${lookToo}`,
  link: { href: paths.accountPassword(), text: 'Choose a password' },
}

const droppedNotice: Record<Dropped, Notice> = {
  password: passwordDropped,
  'way-to-hear': {
    kind: 'information',
    title: 'We write to you by email now',
    text: `Somebody chose another way before this email address was shown to be yours. If it was you, choose it again, and make your calendar link again if you had one. ${lookToo}`,
    link: { href: paths.aboutMeContact(), text: 'Choose how you hear from us' },
  },
  nothing: {
    kind: 'information',
    title: 'Please look at what is written about you',
    text: 'It was written before this email address was shown to be yours. If it was not you, change it or take it out.',
    link: { href: paths.aboutMe(), text: 'Look at what is written' },
  },
  both: {
    ...passwordDropped,
    text: `${passwordDropped.text} We write to you by email now: you can change that in My details.`,
  },
}

function browserOf(request: Request) {
  return { isOwnBrowser: (personId: string) => isOwnBrowser(request, personId) }
}

function ask(response: Response, status: number, page: object): void {
  response.status(status).render('accounts/proofs/ask-for-link', page)
}

function askLater(response: Response, waitSeconds: number, page: object): void {
  response.set('Retry-After', String(waitSeconds))
  ask(response, 429, page)
}

function showCode(response: Response, status: number, page: object): void {
  response.status(status).render('accounts/proofs/code', page)
}
