import type { Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { findEnrolment } from '../../enrolment/queries.ts'
import { paths } from '../../paths.ts'
import { findRun } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import type { Typed } from '../../web/form-page.ts'
import { readForm } from '../../web/form.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { decideByHand } from './decide.ts'
import { decisionForm, saidIn } from './forms.ts'
import { type Again, completionPage } from './pages.ts'
import { listClassesToMark, listCompletion } from './queries.ts'

/** Who completed a run that is over: as the marks say, unless somebody of the office decides otherwise. */
export function completionRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.adminRunCompletion, 'run-the-college', (request, response) =>
      show(response, parameter(request, 'id')),
    ),

    post(paths.adminCompletionDecision, 'run-the-college', async (request, response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      const form = readForm(decisionForm, request.body)
      if (!form.ok) {
        const again = { enrolmentId: enrolment.id, form: beside(form, enrolment.id) }
        return show(response.status(422), enrolment.run_id, again)
      }
      const by = { actorId: signedIn(request).id, now: clock() }
      const decided = await inTransaction(db, (tx) =>
        decideByHand(tx, enrolment.id, saidIn(form.values), by, deps),
      )
      if (!decided.ok && decided.reason === 'not-marked') {
        const again = {
          typed: { outcome: form.values.outcome },
          errors: [{ field: 'outcome', message: notMarked }],
        }
        const shown = { enrolmentId: enrolment.id, form: beside(again, enrolment.id) }
        return show(response.status(409), enrolment.run_id, shown)
      }
      const back = paths.adminRunCompletion({ id: enrolment.run_id })
      const done = form.values.outcome === 'marks' ? leftToMarks : saved
      await redirectWith(decided.ok ? done : nothingToDecide, request, response, back)
    }),
  ]

  async function show(response: Response, runId: string, again?: Again): Promise<void> {
    const run = found(await findRun(db, runId))
    const rows = (await listCompletion(db, runId)).filter(({ shown }) => shown)
    const toMark = run.status === 'ended' ? await listClassesToMark(db, runId) : []
    const page = completionPage(
      run,
      { rows, toMark },
      config,
      { now: clock(), timeZone: config.timeZone },
      again,
    )
    const goesOn = run.status === 'published'
    const attendanceHref = goesOn ? paths.adminRunAttendance({ id: runId }) : undefined
    response.render('registers/completion/run', { ...page, attendanceHref })
  }
}

/** One form for each person stands on the page: each field has their number in its name. */
function beside({ typed, errors }: Typed, enrolmentId: string): Typed {
  return {
    typed,
    errors: errors.map(({ field, message }) => ({ field: `${field}-${enrolmentId}`, message })),
  }
}

const notMarked = 'Too little is marked, so the marks cannot say it. Mark the registers first, or decide here'
const saved: Notice = { kind: 'success', title: 'Your decision is saved' }
const leftToMarks: Notice = { kind: 'success', title: 'The marks say whether they completed it' }
const nothingToDecide: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'Only of a place that was somebody’s to the end of a run can it be said whether they completed it.',
}
