import path from 'node:path'
import express, { type Express } from 'express'
import { guard } from './accounts/guard.ts'
import { needRoutes } from './accounts/about-me/need-routes.ts'
import { aboutMeRoutes } from './accounts/about-me/routes.ts'
import { aboutPersonRoutes } from './accounts/about-me/staff-routes.ts'
import { agreementRoutes } from './accounts/agreements/routes.ts'
import { agreementStaffRoutes } from './accounts/agreements/staff-routes.ts'
import { auditTrailRoutes } from './accounts/audit-trail/staff-routes.ts'
import { needStaffRoutes } from './accounts/about-me/need-staff-routes.ts'
import { equalityRoutes } from './accounts/equality/routes.ts'
import { equalityStaffRoutes } from './accounts/equality/staff-routes.ts'
import { closingRoutes } from './accounts/closing/routes.ts'
import { closingStaffRoutes } from './accounts/closing/staff-routes.ts'
import { firstRunRoutes } from './accounts/first-run/routes.ts'
import { myDataRoutes } from './accounts/my-data/routes.ts'
import { myDataStaffRoutes } from './accounts/my-data/staff-routes.ts'
import { peopleStaffRoutes } from './accounts/people/staff-routes.ts'
import { privacyRoutes } from './accounts/privacy/routes.ts'
import { privacyStaffRoutes } from './accounts/privacy/staff-routes.ts'
import { emergencyContactRoutes } from './accounts/privacy/trainer-routes.ts'
import { emailRoutes } from './accounts/proofs/email-routes.ts'
import { signInLinkRoutes } from './accounts/proofs/link-routes.ts'
import { passwordRoutes } from './accounts/proofs/password-routes.ts'
import { retentionRoutes } from './accounts/retention/staff-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import type { Permission } from './accounts/rules.ts'
import { codeRoutes } from './accounts/second-factor/routes.ts'
import { secondFactorRoutes } from './accounts/second-factor/staff-routes.ts'
import { sessionRoutes } from './accounts/sessions/routes.ts'
import { usePassport } from './accounts/sign-in.ts'
import { singleSignOnRoutes } from './accounts/single-sign-on/routes.ts'
import { unsentRoutes } from './accounts/unsent/routes.ts'
import { canonicalAddress } from './catalogue/addresses.ts'
import { categoryRoutes } from './catalogue/categories/staff-routes.ts'
import { coProductionRoutes } from './catalogue/courses/co-production-routes.ts'
import { easyReadRoutes } from './catalogue/courses/easy-read-routes.ts'
import { courseStaffRoutes } from './catalogue/courses/staff-routes.ts'
import { pictureRoutes } from './catalogue/pictures/routes.ts'
import { coverRoutes } from './catalogue/prospectus/cover/staff-routes.ts'
import { prospectusStaffRoutes } from './catalogue/prospectus/staff-routes.ts'
import { prospectusRoutes } from './catalogue/prospectus/routes.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { opensMailbox } from './config/mailbox.ts'
import { bulkChangeReportRoutes } from './enrolment/bulk-changes/report-routes.ts'
import { mostDates } from './enrolment/bulk-changes/rules.ts'
import { bulkChangeRoutes } from './enrolment/bulk-changes/staff-routes.ts'
import { feedRoutes } from './enrolment/feed-routes.ts'
import { mergingRoutes } from './enrolment/merging/staff-routes.ts'
import { doneBeforeRoutes } from './enrolment/booking-rules/staff-routes.ts'
import { onBehalfRoutes } from './enrolment/on-behalf/staff-routes.ts'
import { enrolmentRoutes } from './enrolment/routes.ts'
import { enrolmentStaffRoutes } from './enrolment/staff-routes.ts'
import { mailboxRoutes } from './mail/mailbox-routes.ts'
import { mailStaffRoutes } from './mail/staff-routes.ts'
import { routesOfRegisters } from './registers/routes.ts'
import { closureRoutes } from './scheduling/closures/staff-routes.ts'
import { exportRoutes } from './scheduling/export/staff-routes.ts'
import { importFileRoutes } from './scheduling/import/drafts/file-routes.ts'
import { importLineRoutes } from './scheduling/import/drafts/line-routes.ts'
import { importRoutes } from './scheduling/import/drafts/staff-routes.ts'
import { publicationRoutes } from './scheduling/planning/publication-routes.ts'
import { bookingRoutes } from './scheduling/publishing/booking/staff-routes.ts'
import { publishingRoutes } from './scheduling/publishing/staff-routes.ts'
import { plannerRoutes } from './scheduling/planner/staff-routes.ts'
import { planningRoutes } from './scheduling/planning/staff-routes.ts'
import { termCopyRoutes } from './scheduling/term-copies/staff-routes.ts'
import { termRoutes } from './scheduling/terms/staff-routes.ts'
import { roomRoutes } from './scheduling/venues/room-routes.ts'
import { sessionRoutes as sessionRoutesOfRuns } from './scheduling/sessions/staff-routes.ts'
import { findRunRoutes } from './scheduling/runs/find/staff-routes.ts'
import { runRoutes } from './scheduling/runs/staff-routes.ts'
import { ownAvailabilityRoutes } from './scheduling/trainers/absences/routes.ts'
import { absenceStaffRoutes } from './scheduling/trainers/absences/staff-routes.ts'
import { replacementRoutes } from './scheduling/trainers/covers/staff-routes.ts'
import { trainerProfileRoutes } from './scheduling/trainers/profiles/staff-routes.ts'
import { trainerStaffRoutes } from './scheduling/trainers/staff-routes.ts'
import { undoRoutes } from './scheduling/undo/staff-routes.ts'
import { venueRoutes } from './scheduling/venues/staff-routes.ts'
import { waitingListRoutes } from './waiting-list/routes.ts'
import { waitingListStaffRoutes } from './waiting-list/staff-routes.ts'
import { paths } from './paths.ts'
import { compress } from './web/compress.ts'
import type { Deps } from './web/deps.ts'
import { readForms } from './web/form-bodies.ts'
import { errorPages, nothingHere } from './web/error-pages.ts'
import { healthRoutes } from './web/health-routes.ts'
import { collegeData, pageData } from './web/page-data.ts'
import { pageCache } from './web/page-cache.ts'
import { mount, type Route } from './web/route.ts'
import { refuseControlCharacters, refuseUnknownForms, secure, slowForms } from './web/security.ts'
import { ownForm, sessions } from './web/session.ts'
import { ownFiles } from './web/uploads.ts'
import { useViews } from './web/views.ts'
import { senderFrom } from './worker.ts'

const staticFolder = path.join(import.meta.dirname, '../static')
/** Where a form may bring back each run or date of a term, or each thing that a copy of it could not place. */
const formsOfATerm = [
  paths.adminBulkChanges,
  paths.adminTermCopyNew,
  paths.adminTermCopy,
  paths.adminTermPublication,
  paths.adminPublicationOfRest,
  paths.adminTermBooking,
  paths.adminBookingOfRest,
].map(({ pattern }) => pattern)

/** Every route of the product, each with the permission it needs. The test of roles walks this list. */
export function allRoutes(deps: Deps): Route<Permission>[] {
  return [
    ...catalogueRoutes(deps),
    ...prospectusRoutes(deps),
    ...pictureRoutes(deps),
    ...routesAboutPeople(deps),
    ...enrolmentRoutes(deps),
    ...feedRoutes(deps),
    ...waitingListRoutes(deps),
    ...routesOfRegisters(deps),
    ...routesOfPlanning(deps),
    ...enrolmentStaffRoutes(deps),
    ...bulkChangeRoutes(deps),
    ...bulkChangeReportRoutes(deps),
    ...onBehalfRoutes(deps),
    ...doneBeforeRoutes(deps),
    ...courseStaffRoutes(deps),
    ...easyReadRoutes(deps),
    ...coProductionRoutes(deps),
    ...prospectusStaffRoutes(deps),
    ...coverRoutes(deps),
    ...categoryRoutes(deps),
    ...mergingRoutes(deps),
    ...waitingListStaffRoutes(deps),
    ...mailStaffRoutes(deps),
    ...(opensMailbox(deps.config)
      ? mailboxRoutes({ db: deps.db, sender: senderFrom(deps.config), timeZone: deps.config.timeZone })
      : []),
    ...healthRoutes(deps),
  ]
}

/** When, where and with whom. */
function routesOfPlanning(deps: Deps): Route<Permission>[] {
  return [
    ...plannerRoutes(deps),
    ...undoRoutes(deps),
    ...importRoutes(deps),
    ...importLineRoutes(deps),
    ...importFileRoutes(deps),
    ...exportRoutes(deps),
    ...planningRoutes(deps),
    ...publicationRoutes(deps),
    ...publishingRoutes(deps),
    ...bookingRoutes(deps),
    ...findRunRoutes(deps),
    ...runRoutes(deps),
    ...sessionRoutesOfRuns(deps),
    ...trainerStaffRoutes(deps),
    ...trainerProfileRoutes(deps),
    ...absenceStaffRoutes(deps),
    ...ownAvailabilityRoutes(deps),
    ...replacementRoutes(deps),
    ...termRoutes(deps),
    ...termCopyRoutes(deps),
    ...closureRoutes(deps),
    ...venueRoutes(deps),
    ...roomRoutes(deps),
  ]
}

/** Who somebody is, what they told us, and what is kept of them. */
function routesAboutPeople(deps: Deps): Route<Permission>[] {
  return [
    ...accountRoutes(deps),
    ...signInLinkRoutes(deps),
    ...passwordRoutes(deps),
    ...emailRoutes(deps),
    ...sessionRoutes(deps),
    ...unsentRoutes(deps),
    ...codeRoutes(deps),
    ...secondFactorRoutes(deps),
    ...singleSignOnRoutes(deps),
    ...firstRunRoutes(deps),
    ...aboutMeRoutes(deps),
    ...aboutPersonRoutes(deps),
    ...needRoutes(deps),
    ...equalityRoutes(deps),
    ...agreementRoutes(deps),
    ...agreementStaffRoutes(deps),
    ...equalityStaffRoutes(deps),
    ...needStaffRoutes(deps),
    ...auditTrailRoutes(deps),
    ...closingRoutes(deps),
    ...closingStaffRoutes(deps),
    ...myDataRoutes(deps),
    ...myDataStaffRoutes(deps),
    ...retentionRoutes(deps),
    ...privacyRoutes(deps),
    ...privacyStaffRoutes(deps),
    ...emergencyContactRoutes(deps),
    ...peopleStaffRoutes(deps),
  ]
}

/** The whole web application. Production, tests and benchmarks all call this; there is no other. */
export function createApp(deps: Deps): Express {
  const { config, db, clock, secret } = deps
  const app = express()
  app.use(pageCache({ canonical: canonicalAddress, freshFor: config.pageFreshness }))
  secure(app, config)
  useViews(app)
  collegeData(app, config)
  app.use(compress())
  app.use('/static', express.static(staticFolder, { maxAge: config.production ? '1 day' : 0 }))
  app.use(
    sessions({
      db,
      clock,
      secret,
      secureCookie: config.baseUrl.startsWith('https:'),
      settings: config.sessions,
    }),
  )
  usePassport(app, deps)
  // Before whatever may refuse a request: its page, too, says which college this is and who is signed in.
  app.use(pageData)
  app.use(refuseControlCharacters)
  app.use(refuseUnknownForms)
  app.use(slowForms(deps))
  readForms(app, { under: formsOfATerm, mostFields: 2 * mostDates })
  mount(app, allRoutes(deps), { guard, ownForm, ownFiles })
  app.use(nothingHere)
  app.use(errorPages(deps.log))
  return app
}
