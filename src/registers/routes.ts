import { listSharedNeeds } from '../accounts/about-me/need-queries.ts'
import { listSupporters } from '../accounts/about-me/queries.ts'
import { feedPanel } from '../accounts/pages.ts'
import type { Permission } from '../accounts/rules.ts'
import { hasFeed } from '../calendar/queries.ts'
import { paths } from '../paths.ts'
import { findRun, listSessions, listTrainers } from '../scheduling/queries.ts'
import type { Deps } from '../web/deps.ts'
import { found, NotFound } from '../web/problems.ts'
import { get, parameter, type Route } from '../web/route.ts'
import { signedIn } from '../web/signed-in.ts'
import { classListPage, trainerPage } from './pages.ts'
import { listClass, listMarked, listTaughtRuns, teaches } from './queries.ts'

/** What a trainer sees: their own runs, and who is coming to them. */
export function registerRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.trainer, 'teach', async (request, response) => {
      const now = clock()
      const { id, roles } = signedIn(request)
      const runs = await listTaughtRuns(db, id, now)
      const sessions = await listSessions(
        db,
        runs.map(({ id }) => id),
      )
      const feed = feedPanel(roles, await hasFeed(db, id))
      response.render('registers/trainer', { ...trainerPage(runs, sessions, { now, timeZone }), feed })
    }),

    get(paths.classList, 'teach', async (request, response) => {
      const id = parameter(request, 'id')
      if (!(await teaches(db, signedIn(request).id, id, clock()))) throw new NotFound()
      const run = found(await findRun(db, id))
      const [sessions, trainers, people, marked] = await Promise.all([
        listSessions(db, [id]),
        listTrainers(db, [id]),
        listClass(db, id),
        listMarked(db, id),
      ])
      const ids = people.map(({ person_id: personId }) => personId)
      const [needs, supporters] = await Promise.all([listSharedNeeds(db, ids), listSupporters(db, ids)])
      const rows = { run, sessions, trainers, people, marked, needs, supporters }
      const page = classListPage(rows, { now: clock(), timeZone })
      response.render('registers/class-list', page)
    }),
  ]
}
