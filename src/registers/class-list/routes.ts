import type { Request } from 'express'
import { listGivenDates } from '../../accounts/privacy/queries.ts'
import { refuseLongOver } from '../../accounts/privacy/refuse-long-over.ts'
import { givesToday } from '../../accounts/privacy/rules.ts'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import { findRun } from '../../scheduling/queries.ts'
import { sendCsv } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listSessionsGiven } from '../marking/queries.ts'
import { classListFile } from './file.ts'
import { classListPage } from './pages.ts'
import { teaches } from './queries.ts'
import { noteDownload, readClass, readRun } from './read-class.ts'

/** Who is coming to a run: for those who give it, on a page, on paper and as a file. */
export function classListRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.classList, 'teach', async (request, response) => {
      const run = await ownRun(request)
      const at = { now: clock(), timeZone }
      const { id: viewerId } = signedIn(request)
      const [ofRun, given, toMark, people] = await Promise.all([
        readRun(db, run, at.now),
        listGivenDates(db, viewerId, run.id),
        listSessionsGiven(db, viewerId, run.id),
        readClass(db, run.id),
      ])
      const side = {
        back: { href: paths.trainer(), text: 'My teaching' },
        registerOf: paths.sessionRegister,
        toMark,
        ofTheDay: givesToday(given, at),
        fileHref: paths.classListFile({ id: run.id }),
      }
      response.render('registers/class-list/class-list', classListPage({ ...ofRun, ...people }, side, at))
    }),

    get(paths.classListFile, 'teach', async (request, response) => {
      const run = await ownRun(request)
      const actorId = signedIn(request).id
      const rows = await inTransaction(db, async (tx) => {
        const read = await readClass(tx, run.id)
        await noteDownload(tx, { runId: run.id, people: read.people.length, actorId }, clock())
        return read
      })
      sendCsv(response, `class-list-${run.slug}.csv`, classListFile(rows, run, timeZone))
    }),
  ]

  /** What is not theirs to see is not there. */
  async function ownRun(request: Request) {
    const id = parameter(request, 'id')
    if (!(await teaches(db, signedIn(request).id, id, clock()))) throw new NotFound()
    await refuseLongOver(db, id, clock())
    return found(await findRun(db, id))
  }
}
