import type { Request } from 'express'
import { listSharedNeeds } from '../../accounts/about-me/need-queries.ts'
import { listSupporters } from '../../accounts/about-me/queries.ts'
import { listGivenDates } from '../../accounts/privacy/queries.ts'
import { refuseLongOver } from '../../accounts/privacy/refuse-long-over.ts'
import { givesToday } from '../../accounts/privacy/rules.ts'
import type { Permission } from '../../accounts/rules.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { getPlaces } from '../../enrolment/queries.ts'
import { paths } from '../../paths.ts'
import { findRun, listSessions, listTrainers } from '../../scheduling/queries.ts'
import { sendCsv } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listSessionsGiven } from '../marking/queries.ts'
import { classListFile } from './file.ts'
import { classListPage } from './pages.ts'
import type { ClassRows } from './people.ts'
import { countWaiting, listClass, listMarked, teaches } from './queries.ts'

/** Who is coming to a run: for those who give it, on a page, on paper and as a file. */
export function classListRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.classList, 'teach', async (request, response) => {
      const run = await ownRun(request)
      const at = { now: clock(), timeZone }
      const { id: viewerId } = signedIn(request)
      const [sessions, trainers, marked, places, waiting, given, toMark, people] = await Promise.all([
        listSessions(db, [run.id]),
        listTrainers(db, [run.id]),
        listMarked(db, run.id),
        getPlaces(db, run.id, at.now),
        countWaiting(db, run.id),
        listGivenDates(db, viewerId, run.id),
        listSessionsGiven(db, viewerId, run.id),
        readClass(db, run.id),
      ])
      const rows = {
        run,
        sessions,
        trainers,
        marked,
        places,
        waiting,
        toMark,
        ofTheDay: givesToday(given, at),
      }
      response.render('registers/class-list/class-list', classListPage({ ...rows, ...people }, at))
    }),

    get(paths.classListFile, 'teach', async (request, response) => {
      const run = await ownRun(request)
      const people = await inTransaction(db, async (tx) => {
        const read = await readClass(tx, run.id)
        await recordInAuditTrail(tx, {
          at: clock(),
          actorId: signedIn(request).id,
          action: 'class-list.exported',
          subject: { kind: 'class-list', id: run.id },
          detail: { people: read.people.length },
        })
        return read
      })
      sendCsv(response, `class-list-${run.slug}.csv`, classListFile(people, timeZone))
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

async function readClass(on: Db, runId: string): Promise<ClassRows> {
  const people = await listClass(on, runId)
  const ids = people.map(({ person_id: personId }) => personId)
  return {
    people,
    needs: await listSharedNeeds(on, ids),
    supporters: await listSupporters(on, ids),
  }
}
