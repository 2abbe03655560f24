import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { answerEdits } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { alsoSaying } from '../sessions/notices.ts'
import { outsideTermWarning } from '../sessions/outside-term.ts'
import { listTerms } from '../terms/queries.ts'
import { undo } from '../undo/link.ts'
import { refuseMissingMoment, withoutUnusedMoment } from './booking.ts'
import { changeRun } from './change-run.ts'
import { runDetails } from './details.ts'
import { runForm } from './forms.ts'
import { letDraftGo } from './let-draft-go.ts'
import { draftGone, draftStays, draftStaysForNow } from './notices.ts'
import { moreThanDates, runDetailsPage } from './pages.ts'
import { findRunToEdit } from './queries.ts'

const refused = [
  {
    constraint: 'run_code',
    field: 'code',
    message: 'Another run of this term has this code. Choose another',
  },
  { constraint: 'run_term_id_fkey', field: 'term', message: 'This term is gone. Choose another, or none' },
]

/** What is said of a run beside its dates and trainers: its term, and who may enrol on it and when. */
export function runRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminRunDetails, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminRunDetails, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const run = found(await findRunToEdit(db, id))
      const thing = { schema: runForm, current: runDetails(run, timeZone), refused }
      const doing = { actorId: signedIn(request).id, now: clock() }
      const answer = await answerEdits(withoutUnusedMoment(request.body), thing, (edits) => {
        refuseMissingMoment(request.body, edits.typed)
        return inTransaction(db, (tx) => changeRun(tx, id, edits, timeZone, doing))
      })
      if (!answer.ok) return show(request, response.status(answer.status), answer.editing)
      const saved = { ...savedNotice(run.title, answer.byOthers), link: undo }
      const now = (await findRunToEdit(db, id)) ?? run
      const outside =
        now.term_id === run.term_id ? undefined : await outsideTermWarning(db, { runId: id }, timeZone)
      const notice = alsoSaying(alsoSaying(saved, moreThanDates(now)), outside)
      await redirectWith(notice, request, response, paths.adminRun({ id }))
    }),

    post(paths.adminDraftRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const doing = { actorId: signedIn(request).id, now: clock() }
      const gone = await inTransaction(db, (tx) => letDraftGo(tx, id, doing))
      if (gone.ok) return redirectWith(draftGone(gone.title), request, response, paths.admin())
      if (gone.reason === 'not-found') throw new NotFound()
      const stays = gone.reason === 'in-calendars' ? draftStaysForNow : draftStays
      await redirectWith(stays, request, response, paths.adminRun({ id }))
    }),
  ]

  async function show(request: Request, response: Response, editing?: Editing): Promise<void> {
    const run = found(await findRunToEdit(db, parameter(request, 'id')))
    const details = runDetails(run, timeZone)
    const shown = {
      terms: await listTerms(db),
      editing: editing ?? { form: typedFrom(details), base: details },
      history: await listHistory(db, { kind: 'run', id: run.id }),
    }
    response.render('scheduling/runs/details', runDetailsPage(run, shown, config))
  }
}
