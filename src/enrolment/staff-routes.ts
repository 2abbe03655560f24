import type { Request, Response } from 'express'
import type { Permission } from '../accounts/rules.ts'
import type { EnrolmentStatus, Tx } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { baseIn } from '../editing/edit-form.ts'
import { alsoByOthers } from '../editing/notices.ts'
import { addMinutes, type Moment } from '../lib/time.ts'
import { countDeadJobs } from '../jobs/queries.ts'
import { countFailedTexts } from '../texts/queries.ts'
import { countFailed } from '../mail/queries.ts'
import { paths } from '../paths.ts'
import { alsoSaying } from '../scheduling/sessions/notices.ts'
import { findLinkless } from '../scheduling/sessions/queries.ts'
import { smallRoomWarning } from '../scheduling/sessions/small-room.ts'
import { countLacking } from '../scheduling/trainers/covers/queries.ts'
import { findRun, listSessions, listTrainers } from '../scheduling/queries.ts'
import type { Deps } from '../web/deps.ts'
import { readForm } from '../web/form.ts'
import { nothingTyped, type Typed } from '../web/form-page.ts'
import { found } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { approveRequest, declineRequest } from './answer-request.ts'
import { callingOffRoutes } from './calling-off-routes.ts'
import { changeCapacity } from './change-capacity.ts'
import type { Actor } from './context.ts'
import { capacityForm, priorityForm, reasonForm } from './forms.ts'
import { officePage, type OfficeRows } from './office-page.ts'
import { countFollowUps } from './follow-up-queries.ts'
import { countCalls, countHadPlace, listPeopleOfRun, listRunsForOffice } from './page-queries.ts'
import { type EnrollingPerson, type Enrolment, findEnrolment, getPerson, getPlaces } from './queries.ts'
import { canBeGiven } from './rules.ts'
import { countRegisterNeeds } from './register-queries.ts'
import { setPriority } from './set-priority.ts'
import { capacitySaved, listClosed, nothingDone, staffNotices } from './staff-notices.ts'
import { belowTaken, changedMeanwhile, type PlacesOpened } from './places-form.ts'
import { officeRunPage } from './staff-pages.ts'
import { cancelPlace, withdraw } from './withdraw.ts'

/** A link that is missing is said so long before, a week. */
const linkWarningMinutes = 7 * 24 * 60

/** Something staff do for one enrolment. */
type Verb = (tx: Tx, enrolmentId: string, by: Actor, context: Deps) => Promise<Outcome>
type VerbWithReason = (
  tx: Tx,
  enrolmentId: string,
  reason: string,
  by: Actor,
  context: Deps,
) => Promise<Outcome>
type Outcome = { ok: true; status?: EnrolmentStatus } | { ok: false; reason: string }
type Telling = (person: EnrollingPerson, change: { from: EnrolmentStatus; to?: EnrolmentStatus }) => Notice

/** The office: every run that is still to come, the people of one run, and what staff can do for each. */
export function enrolmentStaffRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.admin, 'run-the-college', async (_request, response) => {
      const at = { now: clock(), timeZone: config.timeZone }
      response.render('enrolment/office', officePage(await officeRows(deps, at), at))
    }),

    get(paths.adminRun, 'run-the-college', (request, response) =>
      showRun(response, parameter(request, 'id')),
    ),

    post(paths.adminCapacity, 'run-the-college', async (request, response) => {
      const runId = parameter(request, 'id')
      const form = readForm(capacityForm, request.body)
      const base = baseIn(request.body)
      if (!form.ok) return showRun(response.status(422), runId, form, { base })
      const { capacity, places_held: held, over_full_reason: overFullReason } = form.values
      const wanted = { capacity, overFullReason, base, ...(held === undefined ? {} : { placesHeld: held }) }
      const result = await inTransaction(db, (tx) => changeCapacity(tx, runId, wanted, staff(request), deps))
      if (result.ok)
        return backToRun(request, response, runId, alsoByOthers(await capacityNotice(runId), result.byOthers))
      if (result.reason === 'not-found') return found<never>(undefined)
      if (result.reason === 'below-taken')
        return showRun(response.status(409), runId, belowTaken(form.values, result.taken), { base })
      const again = changedMeanwhile(result, overFullReason)
      return showRun(response.status(409), runId, again, { conflicts: result.conflicts })
    }),

    ...callingOffRoutes(deps),

    post(paths.adminApproval, 'run-the-college', simple(approveRequest, staffNotices.approved)),
    post(paths.adminDecline, 'run-the-college', withReason(declineRequest, staffNotices.declined)),
    post(paths.adminCancellation, 'run-the-college', withReason(cancelPlace, staffNotices.cancelled)),
    post(paths.adminWithdrawal, 'run-the-college', simple(withdraw, staffNotices.withdrawn)),
    post(
      paths.adminPriority,
      'run-the-college',
      withReason(setPriority, staffNotices.prioritised, priorityForm),
    ),
    post(paths.adminPriorityEnd, 'run-the-college', simple(endPriority, staffNotices.priorityEnded)),
  ]

  async function showRun(
    response: Response,
    runId: string,
    form: Typed = nothingTyped,
    opened: PlacesOpened = {},
  ): Promise<void> {
    const run = found(await findRun(db, runId))
    const now = clock()
    const [trainers, sessions, places, people, hadPlace] = await Promise.all([
      listTrainers(db, [runId]),
      listSessions(db, [runId]),
      getPlaces(db, runId, now),
      listPeopleOfRun(db, runId),
      countHadPlace(db, runId),
    ])
    const rows = { run, trainers, sessions, places, people, hadPlace }
    response.render(
      'enrolment/office-run',
      officeRunPage(rows, { form, opened }, { now, timeZone: config.timeZone }),
    )
  }

  async function capacityNotice(runId: string): Promise<Notice> {
    const run = found(await findRun(db, runId))
    const now = clock()
    const [sessions, places] = await Promise.all([listSessions(db, [runId]), getPlaces(db, runId, now)])
    const saved = capacitySaved(places, run.waiting_list_mode, canBeGiven(run, sessions, now))
    return alsoSaying(saved, await smallRoomWarning(db, { runId, after: now }))
  }

  function simple(verb: Verb, telling: Telling) {
    return async (request: Request, response: Response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      const result = await inTransaction(db, (tx) => verb(tx, enrolment.id, staff(request), deps))
      return afterwards(request, response, enrolment, result, telling)
    }
  }

  function withReason(verb: VerbWithReason, telling: Telling, schema = reasonForm) {
    return async (request: Request, response: Response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      const form = readForm(schema, request.body)
      if (!form.ok) return showRun(response.status(422), enrolment.run_id, forPerson(form, enrolment.id))
      const { reason } = form.values
      const result = await inTransaction(db, (tx) => verb(tx, enrolment.id, reason, staff(request), deps))
      return afterwards(request, response, enrolment, result, telling)
    }
  }

  async function afterwards(
    request: Request,
    response: Response,
    before: Enrolment,
    result: Outcome,
    telling: Telling,
  ): Promise<void> {
    const change = { from: before.status, ...(result.ok && result.status ? { to: result.status } : {}) }
    const refused = !result.ok && result.reason === 'list-closed' ? listClosed : nothingDone
    const notice = result.ok ? telling(await getPerson(db, before.person_id), change) : refused
    return backToRun(request, response, before.run_id, notice)
  }
}

/** What the first page of the office shows. */
async function officeRows({ db, config }: Deps, at: Moment): Promise<OfficeRows> {
  const { now } = at
  const [runs, calls, followUps, registers, mails, texts, deadJobs, away, linkless] = await Promise.all([
    listRunsForOffice(db, now),
    countCalls(db, now),
    countFollowUps(db, { now, days: config.followUpDays }),
    countRegisterNeeds(db, { now, waitDays: config.completion.waitDays }),
    countFailed(db),
    countFailedTexts(db),
    countDeadJobs(db),
    countLacking(db, at),
    findLinkless(db, { now, until: addMinutes(now, linkWarningMinutes) }),
  ])
  return { runs, calls, followUps, registers, failedMails: mails + texts, deadJobs, away, linkless }
}

const endPriority: Verb = (tx, enrolmentId, by, context) => setPriority(tx, enrolmentId, null, by, context)

/** One page has a reason field for each person: the error belongs beside this one's. */
function forPerson({ errors, typed }: Typed, enrolmentId: string): Typed {
  const field = `reason-${enrolmentId}`
  return { typed: { [field]: typed.reason ?? '' }, errors: errors.map(({ message }) => ({ field, message })) }
}

export function staff(request: Request): Actor {
  return { kind: 'staff', id: signedIn(request).id }
}

/** Back to the run's page, which says once what has just happened. */
export function backToRun(
  request: Request,
  response: Response,
  runId: string,
  notice: Notice,
): Promise<void> {
  return redirectWith(notice, request, response, paths.adminRun({ id: runId }))
}
