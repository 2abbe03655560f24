import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { recordInAuditTrail, wholeCollege } from '../../database/audit-trail.ts'
import { inTransaction } from '../../database/transaction.ts'
import { csvRow } from '../../lib/csv.ts'
import { paths } from '../../paths.ts'
import { listTerms } from '../../scheduling/terms/queries.ts'
import { sendCsv } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { found } from '../../web/problems.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { chosenOf, graduationCells, graduationHeadings, graduationPage } from './pages.ts'
import { listEndedRuns, listGraduates, listUndecidedRuns } from './queries.ts'

/** Who completed what in a term: to read out, to print, and as a file. */
export function graduationRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminGraduation, 'run-the-college', async (request, response) => {
      const { terms, chosen } = await choose(request)
      const now = clock()
      const [graduates, runs, undecided] = await Promise.all([
        listGraduates(db, chosen.which),
        listEndedRuns(db, chosen.which),
        listUndecidedRuns(db, { now, waitDays: config.completion.waitDays }),
      ])
      const page = graduationPage({ terms, chosen, graduates, runs, undecided }, { now, timeZone })
      response.render('registers/graduation/list', page)
    }),

    get(paths.adminGraduationFile, 'run-the-college', async (request, response) => {
      const { which, slug } = (await choose(request)).chosen
      const graduates = await inTransaction(db, async (tx) => {
        await recordInAuditTrail(tx, {
          at: clock(),
          actorId: signedIn(request).id,
          action: 'graduation.downloaded',
          subject: 'termId' in which ? { kind: 'term', id: which.termId } : wholeCollege,
        })
        return listGraduates(tx, which)
      })
      const lines = graduates.map((one) => csvRow(graduationCells(one, timeZone)))
      sendCsv(response, `graduation-${slug}.csv`, csvRow(graduationHeadings) + lines.join(''))
    }),
  ]

  async function choose({ query }: Request) {
    const terms = await listTerms(db)
    const asked = typeof query.term === 'string' && query.term !== '' ? query.term : undefined
    const chosen = found(chosenOf(terms, asked, { now: clock(), timeZone }))
    return { terms, chosen }
  }
}
