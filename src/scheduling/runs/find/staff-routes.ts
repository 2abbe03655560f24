import type { Permission } from '../../../accounts/rules.ts'
import { readSearch, searchTyped } from '../../../accounts/people/search.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { get, type Route } from '../../../web/route.ts'
import { findRunPage } from './pages.ts'
import { findRuns } from './queries.ts'

const mostRuns = 50

/** Any run, by what somebody on the telephone knows of it: also one that is over or was called off. */
export function findRunRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminRuns, 'run-the-college', async (request, response) => {
      const asked = searchTyped(request.query.q)
      const at = { now: clock(), timeZone: config.timeZone }
      const runs = await findRuns(db, { words: readSearch(asked).words, most: mostRuns }, at)
      response.render('scheduling/runs/find', findRunPage(runs, asked, at))
    }),
  ]
}
