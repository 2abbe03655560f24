import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { answerEdits } from '../../../editing/edit-form.ts'
import { type Editing, typedFrom } from '../../../editing/pages.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { found, NotFound } from '../../../web/problems.ts'
import { get, parameter, post, type Route } from '../../../web/route.ts'
import { redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { changeLine, leaveLineOut } from './change-line.ts'
import { checkDraft } from './check-draft.ts'
import { lineForm } from './forms.ts'
import { lineDetails, lineFields } from './line-details.ts'
import { linePage } from './line-page.ts'
import { lineInWords, problemsByLine } from './line-words.ts'
import { leftOut, lineNotice, takenIn } from './notices.ts'
import { onPage, pageIn } from './page-of-lines.ts'
import { findDraft, findLine, type Line, listRows } from './queries.ts'

/** One line of a prospectus that is being brought in. */
export function importLineRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminImportLine, 'run-the-college', async (request, response) => {
      await show(request, await lineIn(request), response)
    }),

    post(paths.adminImportLine, 'run-the-college', async (request, response) => {
      const line = await lineIn(request)
      const { fields } = await checkedLine(line)
      const thing = { schema: lineForm(fields), current: lineDetails(fields, line) }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeLine(tx, line.id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, line, response.status(answer.status), answer.editing)
      const { problems } = await checkedLine(found(await findLine(db, line.id)))
      const clean = problems.every(({ level }) => level === 'warning')
      const to = onPage(clean ? allLines(line) : paths.adminImportLine({ id: line.id }), pageIn(request))
      const notice = lineNotice(lineInWords(line), { clean, byOthers: answer.byOthers })
      await redirectWith(notice, request, response, to)
    }),

    post(paths.adminImportLineOut, 'run-the-college', async (request, response) => {
      await leave(request, response, true)
    }),

    post(paths.adminImportLineIn, 'run-the-college', async (request, response) => {
      await leave(request, response, false)
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  async function leave(request: Request, response: Response, out: boolean): Promise<void> {
    const id = parameter(request, 'id')
    const line = await inTransaction(db, (tx) => leaveLineOut(tx, id, out, doing(request)))
    const to = onPage(allLines(found(line)), pageIn(request))
    await redirectWith(out ? leftOut : takenIn, request, response, to)
  }

  /** A line of a draft that is still open. */
  async function lineIn(request: Request): Promise<Line> {
    const line = found(await findLine(db, parameter(request, 'id')))
    const draft = await findDraft(db, line.draft_id)
    if (draft?.imported_at !== null) throw new NotFound()
    return line
  }

  async function checkedLine(line: Line) {
    const draft = found(await findDraft(db, line.draft_id))
    const rows = await listRows(db, draft.id)
    const { problems } = await checkDraft(db, { draft, rows }, config, clock())
    const sheet = found(rows.sheets.find(({ holds }) => holds === line.holds))
    return { sheet, fields: lineFields(sheet, line), problems: problemsByLine(problems, rows.sheets)(line) }
  }

  async function show(request: Request, line: Line, response: Response, editing?: Editing): Promise<void> {
    const checked = await checkedLine(line)
    const details = lineDetails(checked.fields, line)
    const begun = editing ?? { form: typedFrom(details), base: details }
    const shown = { ...checked, editing: begun, page: pageIn(request) }
    response.render('scheduling/import/line', linePage(line, shown))
  }
}

function allLines({ draft_id }: Line): string {
  return paths.adminImport({ id: draft_id })
}
