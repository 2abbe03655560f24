import { findPersonByFeedToken, resetFeedToken } from '../calendar/feed-token.ts'
import type { Permission } from '../accounts/rules.ts'
import { holdWhoIsHere } from '../accounts/sessions/hold.ts'
import { inTransaction } from '../database/transaction.ts'
import { paths } from '../paths.ts'
import { listSessions } from '../scheduling/queries.ts'
import { sendCalendar } from '../web/calendar-response.ts'
import type { Deps } from '../web/deps.ts'
import { found, NotFound, TooManyTries } from '../web/problems.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { signedIn } from '../web/signed-in.ts'
import { takeTry } from '../web/throttle.ts'
import { feedMadePage, personalCalendar } from './feed.ts'
import { listFeedSessions, listTaughtSessions } from './feed-queries.ts'
import { findRunTitle } from './page-queries.ts'
import { findEnrolment, getPerson } from './queries.ts'

/** A person's own calendar: a secret address to subscribe to, and a file of one course to keep. */
export function feedRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.feed, 'anyone', async (request, response) => {
      const guess = { name: 'feed.address', key: request.ip ?? '', ...config.limits.feedAddress }
      const personId = await findPersonByFeedToken(db, parameter(request, 'token'))
      if (personId === undefined) {
        const taken = await takeTry(deps, [guess], clock())
        throw taken.ok ? new NotFound() : new TooManyTries(taken.waitSeconds)
      }
      const person = await getPerson(db, personId)
      const now = clock()
      const own = await listFeedSessions(db, personId, now)
      const taught = await listTaughtSessions(db, personId, now)
      // The address is the key: nothing may pass it on or list it.
      response.set({ 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' })
      sendCalendar(response, personalCalendar(person, { own, taught }, config, now), 'private')
    }),

    post(paths.accountFeed, 'use-own-account', async (request, response) => {
      const token = await inTransaction(db, async (tx) =>
        resetFeedToken(tx, await holdWhoIsHere(tx, request), clock()),
      )
      response.render('enrolment/feed-made', feedMadePage(config.baseUrl + paths.feed({ token })))
    }),

    get(paths.runCalendar, 'take-part', async (request, response) => {
      const enrolment = found(await findEnrolment(db, parameter(request, 'id')))
      if (enrolment.person_id !== signedIn(request).id || enrolment.status !== 'confirmed')
        throw new NotFound()
      const person = await getPerson(db, enrolment.person_id)
      const sessions = await listSessions(db, [enrolment.run_id])
      const title = await findRunTitle(db, enrolment.run_id)
      response.attachment('course.ics')
      const own = sessions
        .filter(({ status }) => status === 'planned')
        .map((session) => ({ ...session, title }))
      sendCalendar(response, personalCalendar(person, { own, taught: [] }, config, clock()), 'own')
    }),
  ]
}
