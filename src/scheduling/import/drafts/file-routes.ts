import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import type { SheetKind } from '../../../database/schema.ts'
import { paths } from '../../../paths.ts'
import { sendCsv, sendWorkbook } from '../../../web/attachments.ts'
import type { Deps } from '../../../web/deps.ts'
import { found } from '../../../web/problems.ts'
import { get, parameter, type Route } from '../../../web/route.ts'
import { csvFile, workbookFile } from '../../export/files.ts'
import { findDraft, listRows } from './queries.ts'
import { sheetAsItStands } from './tables.ts'

/** The lines as they have been corrected, to go on with in a spreadsheet. */
export function importFileRoutes({ db }: Deps): Route<Permission>[] {
  return [
    get(paths.adminImportRuns, 'run-the-college', (request, response) =>
      sendSheet('runs', request, response),
    ),

    get(paths.adminImportSessions, 'run-the-college', (request, response) =>
      sendSheet('sessions', request, response),
    ),

    get(paths.adminImportWorkbook, 'run-the-college', async (request, response) => {
      const rows = await rowsOf(request)
      const sheets = (['runs', 'sessions'] as const).flatMap((holds) => {
        const cells = sheetAsItStands(rows, holds)
        return cells === undefined ? [] : [{ name: holds === 'runs' ? 'Runs' : 'Sessions', rows: cells }]
      })
      sendWorkbook(response, 'corrected-prospectus.xlsx', await workbookFile(sheets))
    }),
  ]

  async function sendSheet(holds: SheetKind, request: Request, response: Response): Promise<void> {
    const cells = found(sheetAsItStands(await rowsOf(request), holds))
    sendCsv(response, `corrected-${holds}.csv`, csvFile(cells))
  }

  async function rowsOf(request: Request) {
    const draft = found(await findDraft(db, parameter(request, 'id')))
    return listRows(db, draft.id)
  }
}
