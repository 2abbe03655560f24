import type { Request, Response } from 'express'
import { inTransaction } from '../database/transaction.ts'
import { paths } from '../paths.ts'
import { findRun, listSessions } from '../scheduling/queries.ts'
import type { Deps } from '../web/deps.ts'
import { readForm } from '../web/form.ts'
import { nothingTyped, type Typed } from '../web/form-page.ts'
import { found } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { callOffRun, decideCallingOff } from './calling-off.ts'
import { calledOff, callingOffPage } from './calling-off-page.ts'
import { callingOffForm } from './forms.ts'
import { listPeopleOfRun } from './page-queries.ts'
import { nothingDone } from './staff-notices.ts'

/** Calling a run off: first who is affected and how they will hear, then the reason and the button. */
export function callingOffRoutes(deps: Deps): Route<'run-the-college'>[] {
  const { db, clock, config } = deps
  return [
    get(paths.adminCallingOff, 'run-the-college', (request, response) => show(request, response)),

    post(paths.adminCallingOff, 'run-the-college', async (request, response) => {
      const form = readForm(callingOffForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const id = parameter(request, 'id')
      const run = found(await findRun(db, id))
      const people = await listPeopleOfRun(db, id)
      const by = { kind: 'staff' as const, id: signedIn(request).id }
      const result = await inTransaction(db, (tx) => callOffRun(tx, id, form.values.reason, by, deps))
      return back(request, response, result.ok ? calledOff(run, people) : nothingDone)
    }),
  ]

  async function show(request: Request, response: Response, form: Typed = nothingTyped): Promise<void> {
    const id = parameter(request, 'id')
    const run = found(await findRun(db, id))
    const now = clock()
    const [sessions, people] = await Promise.all([listSessions(db, [id]), listPeopleOfRun(db, id)])
    if (!decideCallingOff(run.status, sessions, now).ok) return back(request, response, nothingDone)
    const page = callingOffPage({ run, sessions, people }, form, { now, timeZone: config.timeZone })
    response.render('enrolment/calling-off', page)
  }
}

function back(request: Request, response: Response, notice: Notice): Promise<void> {
  return redirectWith(notice, request, response, paths.adminRun({ id: parameter(request, 'id') }))
}
