import { feedPanel } from '../../accounts/pages.ts'
import type { Permission } from '../../accounts/rules.ts'
import { hasFeed } from '../../calendar/queries.ts'
import { inTransaction } from '../../database/transaction.ts'
import { earlier } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { listSessions } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest } from '../../web/problems.ts'
import { get, post, type Route } from '../../web/route.ts'
import { ownScript } from '../../web/security.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listPlaceChanges, listTeachingEvents } from './change-queries.ts'
import { changesInWords, shownSince } from './changes.ts'
import { seenForm } from './forms.ts'
import { changesSeen } from './notices.ts'
import { teachingPage } from './pages.ts'
import { findLook, listTaughtRuns, listToMark, upsertLook } from './queries.ts'

/** A trainer's own page: what they give, what is to be marked, and what others changed since they last looked. */
export function teachingRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.trainer, 'teach', async (request, response) => {
      const at = { now: clock(), timeZone: config.timeZone }
      const { id, roles } = signedIn(request)
      const since = shownSince(await findLook(db, id), at.now)
      const [runs, toMark, events, hasOwnFeed] = await Promise.all([
        listTaughtRuns(db, id, at.now),
        listToMark(db, id, at.now),
        listTeachingEvents(db, id, since),
        hasFeed(db, id),
      ])
      const runIds = runs.map((run) => run.id)
      // Also those of runs that they do not give any more, or that are called off.
      const sessions = await listSessions(db, [
        ...new Set([...runIds, ...events.map((event) => event.run_id)]),
      ])
      const places = await listPlaceChanges(db, runIds, since)
      const changes = changesInWords({ events, places, sessions }, id, at)
      const page = teachingPage({ runs, sessions, toMark, changes }, id, at)
      ownScript(response)
      response.render('registers/teaching/teaching', { ...page, feed: feedPanel(roles, hasOwnFeed) })
    }),

    // A press and not the mere look: a page that is loaded again, or by another tab, would take away what nobody read.
    post(paths.teachingSeen, 'teach', async (request, response) => {
      const form = readForm(seenForm, request.body)
      if (!form.ok) throw new BadRequest()
      const until = earlier(new Date(form.values.until), clock())
      await inTransaction(db, (tx) => upsertLook(tx, signedIn(request).id, until))
      await redirectWith(changesSeen, request, response, paths.trainer())
    }),
  ]
}
