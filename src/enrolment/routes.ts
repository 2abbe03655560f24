import type { Request, Response } from 'express'
import { findOwn, listCannotCome, listOwn } from './page-queries.ts'
import { findEnrolment, getPlaces } from './queries.ts'
import { listToRead } from '../accounts/agreements/accept.ts'
import { againAddress } from '../accounts/agreements/again-address.ts'
import { mustAgreeFirst } from '../accounts/agreements/rules.ts'
import type { Permission } from '../accounts/rules.ts'
import type { EnrolmentStatus, LiveStatus } from '../database/schema.ts'
import { inTransaction, isViolationOf } from '../database/transaction.ts'
import { paths } from '../paths.ts'
import { findRun, listSessions, listTrainers, type Run } from '../scheduling/queries.ts'
import type { Typed } from '../web/form-page.ts'
import type { Deps } from '../web/deps.ts'
import { readForm } from '../web/form.ts'
import { BadRequest, found, NotFound } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { findRulesOfRun, getPersonFacts } from './booking-rules/queries.ts'
import { enrol } from './enrol.ts'
import { enrolForm } from './forms.ts'
import { myCoursesPage } from './my-courses-page.ts'
import { suggestNext } from './next-courses/suggest.ts'
import { audienceConfirmed, type OverlapChoice, overlapPage } from './overlap-page.ts'
import { refusedByRulesPage, refusedPage, runPage, type Viewer } from './pages.ts'
import { withdraw } from './withdraw.ts'

export function enrolmentRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  const { timeZone } = config
  return [
    get(paths.run, 'anyone', (request, response) => showRun(request, response)),

    post(paths.enrolments, 'take-part', async (request, response) => {
      const form = readForm(enrolForm, request.body)
      if (!form.ok) throw new BadRequest()
      const { id: personId } = signedIn(request)
      if (mustAgreeFirst(await listToRead(db, personId, clock())))
        return response.redirect(303, againAddress(paths.run({ id: parameter(request, 'id') })))
      const enrolling = {
        runId: parameter(request, 'id'),
        personId,
        overlapAccepted: form.values.overlap === 'accepted',
        audienceConfirmed: form.values.confirmed,
      }
      const result = await inTransaction(db, (tx) =>
        enrol(tx, enrolling, { kind: 'student', id: personId }, deps),
      ).catch(notFoundWhenClosed)
      if (result.ok) return done(request, response, notices[result.status](result.run.title))
      if (result.reason === 'not-found' || result.reason === 'not-published') throw new NotFound()
      if (result.reason === 'audience-unconfirmed')
        return showRun(request, response.status(422), notConfirmed(result.run))
      response.status(409)
      if (result.reason === 'rules')
        return response.render(
          'enrolment/refused-by-rules',
          refusedByRulesPage(result.run, result.broken, timeZone),
        )
      if (result.reason !== 'overlap')
        return response.render('enrolment/refused', refusedPage(result.run, result, timeZone))
      const choice = bothCourses(result.run, form.values.confirmed)
      response.render('enrolment/overlap', overlapPage(result.overlaps, choice, { now: clock(), timeZone }))
    }),

    get(paths.myCourses, 'take-part', async (request, response) => {
      const { id } = signedIn(request)
      const at = { now: clock(), timeZone }
      const own = await listOwn(db, id)
      const runs = own.map(({ run_id }) => run_id)
      const [sessions, cannotCome, next] = await Promise.all([
        listSessions(db, runs),
        listCannotCome(db, id, at.now),
        suggestNext(db, id, at),
      ])
      response.render('enrolment/my-courses', { ...myCoursesPage(own, sessions, at, cannotCome), next })
    }),

    post(paths.withdrawal, 'take-part', async (request, response) => {
      const { id: personId } = signedIn(request)
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      if (enrolment.person_id !== personId) throw new NotFound()
      const actor = { kind: 'student' as const, id: personId }
      const result = await inTransaction(db, (tx) => withdraw(tx, enrolment.id, actor, deps))
      await done(
        request,
        response,
        result.ok || enrolment.status === 'withdrawn' ? withdrawn(enrolment.status) : nothingToWithdraw,
      )
    }),
  ]

  async function showRun(request: Request, response: Response, form?: Typed): Promise<void> {
    const id = parameter(request, 'id')
    const now = clock()
    const run = found(await findRun(db, id))
    if (run.status === 'draft') throw new NotFound()
    const [sessions, trainers, places, rules] = await Promise.all([
      listSessions(db, [id]),
      listTrainers(db, [id]),
      getPlaces(db, id, now),
      findRulesOfRun(db, id),
    ])
    const rows = { run, sessions, trainers, places, rules }
    const page = runPage(rows, await viewerOf(request, id), { now, timeZone }, form)
    response.render('enrolment/run', page)
  }

  async function viewerOf(request: Request, runId: string): Promise<Viewer> {
    const { user } = request
    if (user === undefined) return { kind: 'visitor' }
    if (!user.roles.includes('student')) return { kind: 'not-a-student' }
    const facts = await getPersonFacts(db, { runId, personId: user.id })
    return { kind: 'student', own: await findOwn(db, runId, user.id), facts }
  }
}

/** The account was closed while this was on its way; whoever pressed is signed out by now. */
function notFoundWhenClosed(error: unknown): { ok: false; reason: 'not-found' } {
  if (isViolationOf('closed_account_takes_part_in_nothing', error)) return { ok: false, reason: 'not-found' }
  throw error
}

/** The one thing that was left out: beside its box, what to do. */
function notConfirmed({ audience }: Run): Typed {
  const message = `Tick this if it is for you: ${audience}. If you are not sure, please ask us`
  return { typed: {}, errors: [{ field: 'confirmed', message }] }
}

function bothCourses({ id, title }: Run, isConfirmed: boolean): OverlapChoice {
  return {
    said: isConfirmed ? [audienceConfirmed] : [],
    courseTitle: title,
    action: paths.enrolments({ id }),
    button: 'Enrol all the same',
    instead: { text: 'Do not enrol', href: paths.run({ id }) },
  }
}

function done(request: Request, response: Response, notice: Notice): Promise<void> {
  return redirectWith(notice, request, response, paths.myCourses())
}

const notices: Record<LiveStatus, (title: string) => Notice> = {
  confirmed: (title) => ({
    kind: 'success',
    title: 'Place confirmed',
    text: `You have a place on ${title}. We have sent you a message with the dates.`,
  }),
  waiting: (title) => ({
    kind: 'success',
    title: 'You are on the waiting list',
    text: `You do not have a place on ${title} yet. We will tell you as soon as it is your turn.`,
  }),
  requested: (title) => ({
    kind: 'success',
    title: 'We have your request',
    text: `Somebody will get in touch with you about ${title}.`,
  }),
  offered: () => ({ kind: 'information', title: 'A place is offered to you' }),
}

function withdrawn(before: EnrolmentStatus): Notice {
  switch (before) {
    case 'confirmed':
      return {
        kind: 'success',
        title: 'You have withdrawn',
        text: 'Thank you for telling us. You can enrol again at any time.',
      }
    case 'withdrawn':
      return {
        kind: 'success',
        title: 'You have withdrawn',
        text: 'That was done before. There is nothing more to do.',
      }
    case 'requested':
      return {
        kind: 'success',
        title: 'You have taken back your request',
        text: 'You can ask again at any time.',
      }
    default:
      return { kind: 'success', title: 'You have left the list', text: 'You can join again at any time.' }
  }
}

const nothingToWithdraw: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'You did not have a place on that course any more.',
}
