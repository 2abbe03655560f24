import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { listNames } from '../../editing/queries.ts'
import { csvRow } from '../../lib/csv.ts'
import { paths } from '../../paths.ts'
import { beginCsv } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { type TrailChoice, trailForm } from './forms.ts'
import { noteDownload, noteLook } from './note-look.ts'
import { linesOnPage, overviewPage, permissionsPage, trailCells, trailHeadings, trailPage } from './pages.ts'
import {
  countCoDelivery,
  countPlaces,
  countRoles,
  countRuns,
  countWaiting,
  listActions,
  listTrail,
  type TrailFilter,
} from './queries.ts'
import { instantsOf } from './rules.ts'

/** How many lines are read at once for the file: it may be longer than the memory. */
const linesAtOnce = 1000

/** What was done and by whom; the college in numbers; and who may do what. For auditors too: nothing here changes anything. */
export function auditTrailRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminOverview, 'audit', async (_request, response) => {
      const [roles, runs, coDelivery, places, waiting] = await Promise.all([
        countRoles(db),
        countRuns(db),
        countCoDelivery(db),
        countPlaces(db),
        countWaiting(db),
      ])
      const page = overviewPage({ roles, runs, coDelivery, places, waiting })
      response.render('accounts/audit-trail/overview', page)
    }),

    get(paths.adminPermissions, 'audit', (_request, response) => {
      response.render('accounts/audit-trail/permissions', permissionsPage())
    }),

    get(paths.adminAuditTrail, 'audit', async (request, response) => {
      const at = { now: clock(), timeZone }
      const form = readForm(trailForm, request.query)
      const chosen = chosenIn(request)
      const actions = await listActions(db)
      if (!form.ok) {
        const page = trailPage({ lines: [], names: new Map(), actions, chosen }, at, form)
        response.status(422).render('accounts/audit-trail/trail', page)
        return
      }
      const filter = filterOf(form.values)
      const lines = await inTransaction(db, async (tx) => {
        await noteLook(tx, signedIn(request).id, at)
        return listTrail(tx, filter, linesOnPage + 1)
      })
      response.render(
        'accounts/audit-trail/trail',
        trailPage({ lines, names: await listNames(db, lines), actions, chosen }, at),
      )
    }),

    get(paths.adminAuditTrailFile, 'audit', async (request, response) => {
      const form = readForm(trailForm, request.query)
      const filter = form.ok ? filterOf(form.values) : {}
      await inTransaction(db, (tx) => noteDownload(tx, signedIn(request).id, clock()))
      beginCsv(response, 'audit-trail.csv')
      await writeLines(response, filter)
    }),
  ]

  /** Read by the number of the line, so that what is added meanwhile neither repeats a line nor hides one. */
  async function writeLines(response: Response, filter: TrailFilter): Promise<void> {
    response.write(csvRow(trailHeadings))
    let { before } = filter
    for (;;) {
      const lines = await listTrail(db, { ...filter, before }, linesAtOnce)
      const names = await listNames(db, lines)
      response.write(lines.map((line) => csvRow(trailCells(line, names))).join(''))
      before = lines.at(-1)?.id
      if (lines.length < linesAtOnce) break
    }
    response.end()
  }

  function filterOf({ person, by, action, from, until, before }: TrailChoice): TrailFilter {
    return {
      person: person ?? undefined,
      by: by ?? undefined,
      action: action ?? undefined,
      before,
      ...instantsOf({ from, until }, timeZone),
    }
  }
}

const filters = ['person', 'by', 'action', 'from', 'until', 'before']

function chosenIn({ query }: Request): Record<string, string> {
  return Object.fromEntries(
    filters.flatMap((name) => {
      const value = query[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : []
    }),
  )
}
