import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { answerEdits } from '../../../editing/edit-form.ts'
import { type Editing, typedFrom } from '../../../editing/pages.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { readForm } from '../../../web/form.ts'
import { nothingTyped, type Typed } from '../../../web/form-page.ts'
import { found, NotFound } from '../../../web/problems.ts'
import { get, parameter, post, postFiles, type Route } from '../../../web/route.ts'
import { redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { filesOf } from '../../../web/uploads.ts'
import { listTermsOfDrafts } from '../../publishing/queries.ts'
import { refusedByDatabase } from '../bring-in.ts'
import { beginDraft, replaceLines } from './begin-draft.ts'
import { changeDraft, removeDraft } from './change-draft.ts'
import { checkDraft } from './check-draft.ts'
import { confirmationPage, resultPage } from './confirmation-page.ts'
import { confirmationForm, moveForm } from './forms.ts'
import { importDraft, reportOf, SeenOtherwise } from './import-draft.ts'
import { gone, importedBefore, importedNotice, keptNotice, moved, notAnyMore } from './notices.ts'
import { pageIn } from './page-of-lines.ts'
import { draftPage, importsPage } from './pages.ts'
import { type Draft, findDraft, listDrafts, listRows } from './queries.ts'
import { besideFile, openUpload, prospectusUpload, uploadFields } from './upload.ts'

/** Bringing in a prospectus: upload, look, correct, import. */
export function importRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminImports, 'run-the-college', async (_request, response) => {
      await showList(response, 200)
    }),

    postFiles(paths.adminImports, 'run-the-college', prospectusUpload, async (request, response) => {
      const upload = await openUpload(filesOf(request, uploadFields))
      if (!upload.ok) return showList(response, 422, upload.form)
      const begun = await inTransaction(db, (tx) => beginDraft(tx, upload.opened, doing(request)))
      if (!begun.ok) return showList(response, 422, besideFile(begun.reason))
      await redirectWith(keptNotice(upload.opened), request, response, paths.adminImport({ id: begun.id }))
    }),

    get(paths.adminImport, 'run-the-college', async (request, response) => {
      await show(request, response, 200, {})
    }),

    postFiles(paths.adminImportFile, 'run-the-college', prospectusUpload, async (request, response) => {
      const id = parameter(request, 'id')
      const upload = await openUpload(filesOf(request, uploadFields))
      if (!upload.ok) return show(request, response, 422, { file: upload.form })
      const replaced = await inTransaction(db, (tx) => replaceLines(tx, id, upload.opened, doing(request)))
      if (replaced.ok)
        return redirectWith(keptNotice(upload.opened), request, response, paths.adminImport({ id }))
      if (replaced.reason === 'not-found') throw new NotFound()
      if (replaced.reason === 'imported')
        return redirectWith(notAnyMore, request, response, paths.adminImport({ id }))
      return show(request, response, 422, { file: besideFile(replaced.reason) })
    }),

    post(paths.adminImportMove, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const { shift_weeks } = found(await findDraft(db, id))
      const thing = { schema: moveForm, current: { shift_weeks } }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeDraft(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, { editing: answer.editing })
      await redirectWith(moved, request, response, paths.adminImport({ id }))
    }),

    get(paths.adminImportConfirmation, 'run-the-college', async (request, response) => {
      await confirm(request, response, { status: 200, publish: false })
    }),

    post(paths.adminImportConfirmation, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(confirmationForm, request.body)
      const { publish, seen = '' } = form.ok ? form.values : { publish: false }
      const done = await unlessOtherwise(() =>
        inTransaction(db, (tx) => importDraft(tx, id, { publish, seen }, config, doing(request))),
      )
      if (done === undefined || (!done.ok && done.reason === 'has-errors'))
        return confirm(request, response, { status: 409, publish })
      if (!done.ok) throw new NotFound()
      await redirectWith(
        done.again ? importedBefore : importedNotice(done.report),
        request,
        response,
        paths.adminImport({ id }),
      )
    }),

    post(paths.adminImportRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      if (!(await inTransaction(db, (tx) => removeDraft(tx, id)))) throw new NotFound()
      await redirectWith(gone, request, response, paths.adminImports())
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  async function showList(response: Response, status: number, form?: Typed): Promise<void> {
    const page = importsPage(await listDrafts(db), { timeZone }, form)
    response.status(status).render('scheduling/import/imports', page)
  }

  async function show(
    request: Request,
    response: Response,
    status: number,
    { editing, file = nothingTyped }: { editing?: Editing; file?: Typed },
  ): Promise<void> {
    const { draft, rows } = await load(request)
    if (draft.imported_at !== null) {
      const terms = await listTermsOfDrafts(
        db,
        reportOf(draft).runs.map((run) => run.id),
      )
      response.status(status).render('scheduling/import/result', resultPage(draft, rows, terms, { timeZone }))
      return
    }
    const checked = await checkDraft(db, { draft, rows }, config, clock())
    const base = { shift_weeks: draft.shift_weeks }
    const shown = {
      rows,
      checked,
      page: pageIn(request),
      file,
      editing: editing ?? { form: typedFrom(base), base },
    }
    response.status(status).render('scheduling/import/draft', draftPage(draft, shown, { timeZone }))
  }

  async function confirm(
    request: Request,
    response: Response,
    { status, publish }: { status: number; publish: boolean },
  ): Promise<void> {
    const { draft, rows } = await load(request)
    const { report } = await checkDraft(db, { draft, rows }, config, clock())
    if (draft.imported_at !== null || report.outcome === 'refused') return toDraft(draft, request, response)
    const page = confirmationPage(draft, { rows, report, publish, changed: status === 409 })
    response.status(status).render('scheduling/import/confirmation', page)
  }

  async function toDraft({ id, imported_at }: Draft, request: Request, response: Response): Promise<void> {
    const to = paths.adminImport({ id })
    if (imported_at === null) response.redirect(303, to)
    else await redirectWith(importedBefore, request, response, to)
  }

  async function load(request: Request) {
    const draft = found(await findDraft(db, parameter(request, 'id')))
    return { draft, rows: await listRows(db, draft.id) }
  }
}

/** Undefined when what would happen is not what was shown, or the planner was quicker: it is to be looked at again. */
async function unlessOtherwise<Done>(work: () => Promise<Done>): Promise<Done | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SeenOtherwise)) refusedByDatabase(error, '')
    return undefined
  }
}
