import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { Busy } from '../database/transaction.ts'
import type { Log } from '../lib/log.ts'
import { paths } from '../paths.ts'
import { NotFound, Problem, SessionEnded, StaleForm, TooManyTries } from './problems.ts'
import { returnTo } from './return-to.ts'
import { routeOf } from './route.ts'
import { signInAgain } from './signed-out.ts'
import { waitInWords } from './throttle.ts'

interface ErrorPage {
  title: string
  text: string
  again?: { href: string; text: string }
}

const pages: Record<number, ErrorPage> = {
  400: {
    title: 'We could not read that',
    text: 'Something in the address or the form is not in a shape we understand. Please go back and try again.',
  },
  403: {
    title: 'This page is not for your account',
    text: 'You are still signed in. If you think you should be able to see this page, please get in touch with us.',
  },
  404: {
    title: 'We cannot find that page',
    text: 'It may have moved, or the address may have a letter missing. Nothing you have done is lost.',
  },
  409: {
    title: 'The office has this now',
    text: 'This course was over a while ago. Its class list and its registers are kept by the office only, so that names are not seen for longer than they are needed. If you need something from them, or have something to add, please ask the office.',
    again: { href: '/trainer', text: 'My teaching' },
  },
  413: { title: 'That is too much at once', text: 'Please shorten what you wrote and try again.' },
  415: {
    title: 'We could not read that',
    text: 'It came in a form that this site does not take. Nothing was changed. Please go back, and send it from the page itself.',
  },
  503: {
    title: 'We are very busy just now',
    text: 'Your request did not go through, and nothing was changed. Please wait a moment, go back, and try again.',
  },
}
/** Somebody else may have signed in since, in another tab of a shared computer. */
function staleFor({ name }: { name: string }): ErrorPage {
  return {
    title: 'Please try that again',
    text: `That page had been open for a while, so we could not be sure the form came from you. Nothing was changed. You are signed in as ${name}: if that is somebody else, please sign out first. If it is you, go back, reload the page and press the button again.`,
  }
}
const staleForVisitors: ErrorPage = {
  title: 'Please try that again',
  text: 'That page had been open for a while, so we could not be sure the form came from you. Nothing was changed. If this happens every time, your browser may be set to keep no cookies: this site needs one to sign you in.',
}
function tooMany(waitSeconds: number): ErrorPage {
  return {
    title: 'Please wait a little',
    text: `That was tried many times in a short while, and nothing was changed. Please wait ${waitInWords(waitSeconds)} and try again.`,
  }
}
const fault: ErrorPage = {
  title: 'Sorry, something went wrong on our side',
  text: 'It is not something you did. Please try again in a few minutes.',
}

export const nothingHere: RequestHandler = () => {
  throw new NotFound()
}

/** Every error becomes a page in plain words; only faults of ours are logged, with the number the page shows. */
export function errorPages(log: Log): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof SessionEnded) {
      response.redirect(303, signInAgain(paths.account(), 'yes'))
      return
    }
    const status = statusOf(error)
    const number = status === 500 ? randomUUID().slice(0, 8) : undefined
    if (number !== undefined)
      log.error({ number, route: routeOf(request), error: error as unknown }, 'a request failed')
    if (error instanceof TooManyTries) log.warn({ route: routeOf(request) }, 'tried too often')
    const wait = waitOf(error)
    if (wait !== undefined) response.set('Retry-After', String(wait))
    const page = pageOf(error, status, request)
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      // News are kept for the next page: a picture that is not there is answered with this one, too.
      .render('web/error', { ...page, number, notice: undefined })
  }
}

/** A visitor's form is one of those to sign in or register: its address is that of a new one. */
function stalePage(request: Request): ErrorPage {
  if (request.user !== undefined) return staleFor(request.user)
  const { next } = (request.body ?? {}) as { next?: unknown }
  const page = returnTo(next, '')
  const href = request.path + (page === '' ? '' : `?next=${encodeURIComponent(page)}`)
  return { ...staleForVisitors, again: { href, text: 'Open the page again' } }
}

/** Seconds after which it is worth trying again. */
function waitOf(error: unknown): number | undefined {
  if (error instanceof TooManyTries) return error.waitSeconds
  return error instanceof Busy ? 2 : undefined
}

function pageOf(error: unknown, status: number, request: Request): ErrorPage {
  if (error instanceof StaleForm) return stalePage(request)
  if (error instanceof TooManyTries) return tooMany(error.waitSeconds)
  return pages[status] ?? fault
}

function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.status
  if (error instanceof Busy) return 503
  // Express and its body parser mark what is the sender's fault with a 4xx status.
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
  if (status === 413 || status === 404) return status
  return status >= 400 && status < 500 ? 400 : 500
}
