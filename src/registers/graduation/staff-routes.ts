import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import { inTransaction } from '../../database/transaction.ts'
import { csvRow } from '../../lib/csv.ts'
import { onTheClock } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { listTerms } from '../../scheduling/terms/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { graduationCells, graduationHeadings, graduationPage, termOf } from './pages.ts'
import { listEndedRuns, listGraduates } from './queries.ts'

/** Who completed what in a term: to read out, to print, and as a file. */
export function graduationRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminGraduation, 'run-the-college', async (request, response) => {
      const { terms, term } = await chosen(request)
      const [graduates, runs] =
        term === undefined
          ? [[], []]
          : await Promise.all([listGraduates(db, term.id), listEndedRuns(db, term.id)])
      const page = graduationPage({ terms, term, graduates, runs }, { now: clock(), timeZone })
      response.render('registers/graduation/list', page)
    }),

    get(paths.adminGraduationFile, 'run-the-college', async (request, response) => {
      const term = found((await chosen(request)).term)
      const graduates = await inTransaction(db, async (tx) => {
        await recordInAuditTrail(tx, {
          at: clock(),
          actorId: signedIn(request).id,
          action: 'graduation.downloaded',
          subject: { kind: 'term', id: term.id },
        })
        return listGraduates(tx, term.id)
      })
      const lines = graduates.map((one) => csvRow(graduationCells(one, timeZone)))
      response.attachment(`graduation-${term.slug}.csv`).type('text/csv; charset=utf-8')
      response.send(csvRow(graduationHeadings) + lines.join(''))
    }),
  ]

  async function chosen({ query }: Request) {
    const terms = await listTerms(db)
    const asked = typeof query.term === 'string' && query.term !== '' ? query.term : undefined
    const today = onTheClock(clock(), timeZone).toPlainDate().toString()
    const term = termOf(terms, asked, today)
    if (asked !== undefined && term === undefined) throw new NotFound()
    return { terms, term }
  }
}
