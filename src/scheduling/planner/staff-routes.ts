import type { Request } from 'express'
import { z } from 'zod'
import type { Permission } from '../../accounts/rules.ts'
import { dayOf } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { get, type Route } from '../../web/route.ts'
import { ownScript } from '../../web/security.ts'
import { listClosedDays } from '../closures/queries.ts'
import { closedDays } from '../planning/closed-days.ts'
import { listTerms } from '../terms/queries.ts'
import { listVenues } from '../venues/queries.ts'
import { type Asked, plannerPage, views } from './pages.ts'
import { listPlannerSessions } from './queries.ts'
import { fourWeeks, instantsOf, wholeWeeks } from './window.ts'

const id = z.uuid().or(z.literal('')).catch('')
const asking = z.object({
  by: z.enum(views).catch('week'),
  term: id,
  venue: id,
  from: z.iso.date().regex(/^20/).or(z.literal('')).catch(''),
})

/** What is planned, at a glance. What cannot be understood of the address is left out. */
export function plannerRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone, country } = config
  return [
    get(paths.adminPlanner, 'run-the-college', async (request, response) => {
      const asked = askedIn(request)
      const now = clock()
      const today = dayOf(now, timeZone)
      const [terms, venues] = await Promise.all([listTerms(db), listVenues(db, now)])
      const term = terms.find((one) => one.id === asked.term)
      const window =
        term === undefined
          ? fourWeeks(asked.from === '' ? today : asked.from)
          : wholeWeeks(term.starts_on, term.ends_on)
      const { from, until } = instantsOf(window, timeZone)
      const venueId = venues.find((one) => one.id === asked.venue)?.id
      const [sessions, closures] = await Promise.all([
        listPlannerSessions(db, { from, until, ...(venueId === undefined ? {} : { venueId }) }),
        listClosedDays(db),
      ])
      const closedOn = closedDays(closures, country)
      const rows = { sessions, terms, venues, window, closedOn }
      ownScript(response)
      response.render('scheduling/planner/planner', plannerPage(rows, asked, { timeZone, today }))
    }),
  ]
}

function askedIn({ query }: Request): Asked {
  return asking.parse({ by: query.by, term: query.term, venue: query.venue, from: query.from })
}
