import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { get, type Route } from '../../web/route.ts'
import type { Permission } from '../rules.ts'
import { retentionPage } from './pages.ts'
import { countAllDue } from './report.ts'

/** How long things are kept, and how much goes tonight, in numbers: for auditors too. */
export function retentionRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { retention, timeZone } = config
  return [
    get(paths.adminRetention, 'audit', async (_request, response) => {
      const counts = await countAllDue(db, retention, { now: clock(), timeZone })
      response.render('accounts/retention/retention', retentionPage(counts, retention))
    }),
  ]
}
