import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { paths } from '../../paths.ts'
import { sendCsv, sendWorkbook } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { found } from '../../web/problems.ts'
import { get, type Route } from '../../web/route.ts'
import { listTerms, type Term } from '../terms/queries.ts'
import { exportProspectus } from './export-prospectus.ts'
import { csvFile, workbookFile } from './files.ts'
import { exportPage } from './pages.ts'
import { countCalledOff, type Which } from './queries.ts'

/** The prospectus as files, in the columns that the import reads. */
export function exportRoutes({ db, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminExport, 'run-the-college', async (request, response) => {
      const { terms, chosen, which } = await asked(request)
      const exported = await exportProspectus(db, which, config.timeZone)
      const calledOff = await countCalledOff(db, which)
      response.render('scheduling/export/export', exportPage({ terms, chosen, exported, calledOff }))
    }),

    get(paths.adminExportRuns, 'run-the-college', async (request, response) => {
      const { which, name } = await asked(request)
      const { runs } = await exportProspectus(db, which, config.timeZone)
      sendCsv(response, `${name}-runs.csv`, csvFile(runs))
    }),

    get(paths.adminExportSessions, 'run-the-college', async (request, response) => {
      const { which, name } = await asked(request)
      const { sessions } = await exportProspectus(db, which, config.timeZone)
      sendCsv(response, `${name}-sessions.csv`, csvFile(sessions))
    }),

    get(paths.adminExportWorkbook, 'run-the-college', async (request, response) => {
      const { which, name } = await asked(request)
      const { runs, sessions } = await exportProspectus(db, which, config.timeZone)
      const sheets = [
        { name: 'Runs', rows: runs },
        { name: 'Sessions', rows: sessions },
      ]
      sendWorkbook(response, `${name}.xlsx`, await workbookFile(sheets))
    }),
  ]

  async function asked({ query }: Request) {
    const terms = await listTerms(db)
    const chosen = typeof query.term === 'string' ? query.term : ''
    return { terms, chosen, which: whichOf(chosen, terms), name: chosen === '' ? 'prospectus' : chosen }
  }
}

function whichOf(chosen: string, terms: Term[]): Which {
  if (chosen === '') return {}
  return { termId: chosen === 'none' ? null : found(terms.find(({ slug }) => slug === chosen)).id }
}
