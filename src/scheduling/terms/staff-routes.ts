import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { answerEdits, unlessRefused } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { countDrafts } from '../publishing/queries.ts'
import { listCopiesOf } from '../term-copies/copy-queries.ts'
import { addTerm, changeTerm, removeTerm, termDetails } from './change-term.ts'
import { termForm, termNameTaken } from './forms.ts'
import { newTermPage, termPage, termsPage } from './pages.ts'
import { countOutside, findTerm, listTerms } from './queries.ts'

/** Terms: what a run may belong to. */
export function termRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminTerms, 'run-the-college', async (_request, response) => {
      response.render('scheduling/terms/terms', termsPage(await listTerms(db), await countDrafts(db, null)))
    }),

    get(paths.adminTermNew, 'run-the-college', (_request, response) => {
      response.render('scheduling/terms/term', newTermPage())
    }),

    post(paths.adminTermNew, 'run-the-college', async (request, response) => {
      const form = readForm(termForm, request.body)
      if (!form.ok) return refuseNew(response, form)
      const added = await unlessRefused(termNameTaken, form.values, () =>
        inTransaction(db, (tx) => addTerm(tx, form.values, doing(request))),
      )
      if (!added.ok) return refuseNew(response, added.form)
      await redirectWith(savedNotice(form.values.name), request, response, paths.adminTerms())
    }),

    get(paths.adminTerm, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    post(paths.adminTerm, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const thing = {
        schema: termForm,
        current: termDetails(found(await findTerm(db, id))),
        refused: termNameTaken,
      }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeTerm(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      await redirectWith(
        savedNotice(answer.typed.name, answer.byOthers),
        request,
        response,
        paths.adminTerms(),
      )
    }),

    post(paths.adminTermRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const removed = await inTransaction(db, (tx) => removeTerm(tx, id, doing(request)))
      if (removed.ok) return redirectWith(gone, request, response, paths.adminTerms())
      if (removed.reason === 'not-found') throw new NotFound()
      await redirectWith(hasRuns, request, response, paths.adminTerm({ id }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  function refuseNew(response: Response, form: Typed): void {
    response.status(422).render('scheduling/terms/term', newTermPage(form))
  }

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const term = found(await findTerm(db, parameter(request, 'id')))
    const details = termDetails(term)
    const shown = {
      history: await listHistory(db, { kind: 'term', id: term.id }),
      outside: await countOutside(db, term, config.timeZone),
      copies: await listCopiesOf(db, term.id),
      drafts: await countDrafts(db, term.id),
      editing: editing ?? { form: typedFrom(details), base: details },
    }
    response.status(status).render('scheduling/terms/term', termPage(term, shown, config))
  }
}

const gone: Notice = { kind: 'success', title: 'The term is removed' }
const hasRuns: Notice = {
  kind: 'information',
  title: 'Runs belong to this term',
  text: 'Nothing was changed. A term with runs stays, so that they can be found.',
}
