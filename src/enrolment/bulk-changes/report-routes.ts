import type { Request, Response } from 'express'
import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import { beforeIn, numberIn, rowsOnPage } from '../../web/before.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { batchOf, batchSize } from './batches.ts'
import { lettersPage, textsPage } from './by-hand-pages.ts'
import { noteAllTold } from './note-told.ts'
import { noted } from './notices.ts'
import { findBulkChange } from './queries.ts'
import { reportPage, reportsPage } from './report-page.ts'
import { findReport, listByHand, listDatesOfChange, listReports, listWords } from './report-queries.ts'
import type { Way } from './rules.ts'

const toldForm = z.object({
  told: z
    .string()
    .max(16 * batchSize)
    .regex(/^\d{1,15}( \d{1,15})*$/)
    .transform((numbers) => numbers.split(' ').map(Number)),
})

/** How far the telling is, and what is told by hand. */
export function bulkChangeReportRoutes({ db, clock, config }: Deps): Route<'run-the-college'>[] {
  const at = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.adminBulkChanges, 'run-the-college', async (request, response) => {
      const before = beforeIn(request)
      const reports = await listReports(db, { before, most: rowsOnPage + 1 })
      response.render('enrolment/bulk-changes/reports', reportsPage(reports, before, at()))
    }),

    get(paths.adminBulkChange, 'run-the-college', async (request, response) => {
      const report = found(await findReport(db, parameter(request, 'id')))
      const [dates, calls] = await Promise.all([listDatesOfChange(db, report.id), listByHand(db, report.id)])
      response.render('enrolment/bulk-changes/report', reportPage(report, dates, calls, at()))
    }),

    get(paths.adminBulkChangeTexts, 'run-the-college', async (request, response) => {
      const { id, batch, words } = await batchFor(request, 'text')
      response.render('enrolment/bulk-changes/texts', textsPage(id, batch, words, config.college))
    }),

    get(paths.adminBulkChangeLetters, 'run-the-college', async (request, response) => {
      const { id, batch, words } = await batchFor(request, 'post')
      response.render('enrolment/bulk-changes/letters', lettersPage(id, batch, words, at()))
    }),

    post(paths.adminBulkChangeTexts, 'run-the-college', (request, response) =>
      note(request, response, 'text'),
    ),

    post(paths.adminBulkChangeLetters, 'run-the-college', (request, response) =>
      note(request, response, 'post'),
    ),
  ]

  async function batchFor(request: Request, way: Way) {
    const { id } = found(await findBulkChange(db, parameter(request, 'id')))
    const batch = batchOf(await listByHand(db, id), way, numberIn(request, 'after'))
    return { id, batch, words: await listWords(db, id, batch.ids) }
  }

  async function note(request: Request, response: Response, way: Way): Promise<void> {
    const { id } = found(await findBulkChange(db, parameter(request, 'id')))
    const form = readForm(toldForm, request.body)
    if (!form.ok) throw new BadRequest()
    const told = { bulkChangeId: id, numbers: form.values.told }
    const doing = { actorId: signedIn(request).id, now: clock() }
    const count = await inTransaction(db, (tx) => noteAllTold(tx, told, doing))
    const left = batchOf(await listByHand(db, id), way, undefined).count
    const notice = noted(count, left, way === 'text' ? 'texts' : 'letters')
    return redirectWith(notice, request, response, paths.adminBulkChange({ id }))
  }
}
