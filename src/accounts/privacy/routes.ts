import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { whoLookedPage } from './pages.ts'
import { listReadings } from './queries.ts'

/** What a person can see and do about what is kept of them. */
export function privacyRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.whoLooked, 'use-own-account', async (request, response) => {
      const readings = await listReadings(db, signedIn(request).id)
      response.render('accounts/privacy/who-looked', whoLookedPage(readings, { now: clock(), timeZone }))
    }),
  ]
}
