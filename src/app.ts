import path from 'node:path'
import express, { type Express } from 'express'
import { guard } from './accounts/guard.ts'
import { accountRoutes } from './accounts/routes.ts'
import type { Permission } from './accounts/rules.ts'
import { usePassport } from './accounts/sign-in.ts'
import { canonicalAddress } from './catalogue/addresses.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { opensMailbox } from './config/mailbox.ts'
import { feedRoutes } from './enrolment/feed-routes.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import { enrolmentStaffRoutes } from './enrolment/staff-routes.ts'
import { mailboxRoutes } from './mail/mailbox-routes.ts'
import { mailStaffRoutes } from './mail/staff-routes.ts'
import { registerRoutes } from './registers/routes.ts'
import { waitingListRoutes } from './waiting-list/routes.ts'
import { waitingListStaffRoutes } from './waiting-list/staff-routes.ts'
import { compress } from './web/compress.ts'
import type { Deps } from './web/deps.ts'
import { errorPages, nothingHere } from './web/error-pages.ts'
import { healthRoutes } from './web/health-routes.ts'
import { collegeData, pageData } from './web/page-data.ts'
import { pageCache } from './web/page-cache.ts'
import { mount, type Route } from './web/route.ts'
import { refuseControlCharacters, secure } from './web/security.ts'
import { ownForm, sessions } from './web/session.ts'
import { useViews } from './web/views.ts'
import { senderFrom } from './worker.ts'

const staticFolder = path.join(import.meta.dirname, '../static')

/** Every route of the product, each with the permission it needs. The test of roles walks this list. */
export function allRoutes(deps: Deps): Route<Permission>[] {
  return [
    ...catalogueRoutes(deps),
    ...accountRoutes(deps),
    ...enrolmentRoutes(deps),
    ...feedRoutes(deps),
    ...waitingListRoutes(deps),
    ...registerRoutes(deps),
    ...enrolmentStaffRoutes(deps),
    ...waitingListStaffRoutes(deps),
    ...mailStaffRoutes(deps),
    ...(opensMailbox(deps.config)
      ? mailboxRoutes({ db: deps.db, sender: senderFrom(deps.config), timeZone: deps.config.timeZone })
      : []),
    ...healthRoutes(deps),
  ]
}

/** The whole web application. Production, tests and benchmarks all call this; there is no other. */
export function createApp(deps: Deps): Express {
  const { config, pool, secret } = deps
  const app = express()
  app.use(pageCache({ canonical: canonicalAddress, freshFor: config.pageFreshness }))
  secure(app, config)
  useViews(app)
  collegeData(app, config)
  app.use(compress())
  app.use('/static', express.static(staticFolder, { maxAge: config.production ? '1 day' : 0 }))
  app.use(
    sessions({ pool, secret, secureCookie: config.baseUrl.startsWith('https:'), sweep: config.production }),
  )
  usePassport(app, deps.db)
  // Before whatever may refuse a request: its page, too, says which college this is and who is signed in.
  app.use(pageData)
  app.use(refuseControlCharacters)
  app.use(express.urlencoded({ extended: false, limit: '64kb' }))
  mount(app, allRoutes(deps), { guard, ownForm })
  app.use(nothingHere)
  app.use(errorPages(deps.log))
  return app
}
