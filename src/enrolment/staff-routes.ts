import type { Request, Response } from 'express'
import type { Permission } from '../accounts/rules.ts'
import type { Tx } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { countFailed } from '../mail/queries.ts'
import { paths } from '../paths.ts'
import { findRun, listSessions } from '../scheduling/queries.ts'
import type { Deps } from '../web/deps.ts'
import { readForm } from '../web/form.ts'
import { nothingTyped, type Typed } from '../web/form-page.ts'
import { found } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { approveRequest, declineRequest } from './answer-request.ts'
import { changeCapacity } from './change-capacity.ts'
import type { Actor } from './context.ts'
import { capacityForm, reasonForm } from './forms.ts'
import { officePage } from './office-page.ts'
import { countCalls, listPeopleOfRun, listRunsForOffice } from './page-queries.ts'
import { findEnrolment, getPlaces } from './queries.ts'
import { setPriority } from './set-priority.ts'
import { belowTaken, officeRunPage } from './staff-pages.ts'
import { cancelPlace } from './withdraw.ts'

type Verb = (
  tx: Tx,
  enrolmentId: string,
  by: Actor,
  context: Deps,
) => Promise<{ ok: boolean; reason?: string }>
type VerbWithReason = (
  tx: Tx,
  enrolmentId: string,
  reason: string,
  by: Actor,
  context: Deps,
) => Promise<{ ok: boolean; reason?: string }>

/** The office: every run that is still to come, and the people of one run. */
export function enrolmentStaffRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.admin, 'run-the-college', async (_request, response) => {
      const now = clock()
      const [runs, calls, failedMails] = await Promise.all([
        listRunsForOffice(db, now),
        countCalls(db, now),
        countFailed(db),
      ])
      const page = officePage({ runs, calls, failedMails }, { now, timeZone: config.timeZone })
      response.render('enrolment/office', page)
    }),

    get(paths.adminRun, 'run-the-college', (request, response) =>
      showRun(response, parameter(request, 'id')),
    ),

    post(paths.adminCapacity, 'run-the-college', async (request, response) => {
      const runId = parameter(request, 'id')
      const form = readForm(capacityForm, request.body)
      if (!form.ok) return showRun(response.status(422), runId, form)
      const { capacity, over_full_reason: overFullReason } = form.values
      const wanted = { capacity, overFullReason }
      const result = await inTransaction(db, (tx) => changeCapacity(tx, runId, wanted, staff(request), deps))
      if (result.ok) return saved(request, response, runId)
      if (result.reason === 'not-found') return found<never>(undefined)
      return showRun(response.status(409), runId, belowTaken(String(capacity), result.taken))
    }),

    post(paths.adminApproval, 'run-the-college', simple(approveRequest)),
    post(paths.adminDecline, 'run-the-college', withReason(declineRequest)),
    post(paths.adminCancellation, 'run-the-college', withReason(cancelPlace)),
    post(paths.adminPriority, 'run-the-college', withReason(setPriority)),
  ]

  async function showRun(response: Response, runId: string, form: Typed = nothingTyped): Promise<void> {
    const run = found(await findRun(db, runId))
    const now = clock()
    const [sessions, places, people] = await Promise.all([
      listSessions(db, [runId]),
      getPlaces(db, runId, now),
      listPeopleOfRun(db, runId),
    ])
    const rows = { run, sessions, places, people }
    response.render('enrolment/office-run', officeRunPage(rows, form, { now, timeZone: config.timeZone }))
  }

  function simple(verb: Verb) {
    return async (request: Request, response: Response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      const result = await inTransaction(db, (tx) => verb(tx, enrolment.id, staff(request), deps))
      return result.ok
        ? saved(request, response, enrolment.run_id)
        : notNow(request, response, enrolment.run_id)
    }
  }

  function withReason(verb: VerbWithReason) {
    return async (request: Request, response: Response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      const form = readForm(reasonForm, request.body)
      if (!form.ok) return showRun(response.status(422), enrolment.run_id, forPerson(form, enrolment.id))
      const { reason } = form.values
      const result = await inTransaction(db, (tx) => verb(tx, enrolment.id, reason, staff(request), deps))
      return result.ok
        ? saved(request, response, enrolment.run_id)
        : notNow(request, response, enrolment.run_id)
    }
  }
}

/** One page has a reason field for each person: the error belongs beside this one's. */
function forPerson({ errors, typed }: Typed, enrolmentId: string): Typed {
  const field = `reason-${enrolmentId}`
  return { typed: { [field]: typed.reason ?? '' }, errors: errors.map(({ message }) => ({ field, message })) }
}

export function staff(request: Request): Actor {
  return { kind: 'staff', id: signedIn(request).id }
}

export function saved(request: Request, response: Response, runId: string): Promise<void> {
  return redirectWith(done, request, response, paths.adminRun({ id: runId }))
}

const done: Notice = {
  kind: 'success',
  title: 'Done',
  text: 'The person is told by message, if they have an email address.',
}

/** Somebody else was quicker, or the page was old: it is shown again as things are now. */
export function notNow(request: Request, response: Response, runId: string): Promise<void> {
  return redirectWith(nothingDone, request, response, paths.adminRun({ id: runId }))
}

const nothingDone: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Things had moved on since you opened the page. This is how they are now.',
}
