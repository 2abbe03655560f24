import { paths } from '../../paths.ts'
import { beforeIn, rowsOnPage } from '../../web/before.ts'
import type { Deps } from '../../web/deps.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { whoLookedPage } from './pages.ts'
import { countReadings, listReadings } from './queries.ts'

/** What a person can see and do about what is kept of them. */
export function privacyRoutes({ db, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.whoLooked, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const before = beforeIn(request)
      const [readings, count] = await Promise.all([
        listReadings(db, id, { before, most: rowsOnPage + 1 }),
        countReadings(db, id),
      ])
      response.render('accounts/privacy/who-looked', whoLookedPage({ readings, count, before }, { timeZone }))
    }),
  ]
}
