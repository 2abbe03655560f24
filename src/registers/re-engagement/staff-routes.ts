import type { Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { askedForm, askedIn, writingForm } from './forms.ts'
import { awayPage, written } from './pages.ts'
import { listAway } from './queries.ts'
import { type Asked, notSeenSince, usual } from './rules.ts'
import { writeToAway } from './write-to-away.ts'

/** People who have not been seen for a while, and a kind word to all of them. */
export function reEngagementRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminReEngagement, 'run-the-college', async (request, response) => {
      const asked = request.query.months === undefined ? undefined : readForm(askedForm, request.query)
      if (asked?.ok === false) return show(response.status(422), usual, asked)
      await show(response, askedIn(request.query))
    }),

    post(paths.adminReEngagement, 'run-the-college', async (request, response) => {
      const form = readForm(writingForm, request.body)
      if (!form.ok) return show(response.status(422), usual, form)
      const writing = { config, now: clock(), actorId: signedIn(request).id }
      const count = await inTransaction(db, (tx) => writeToAway(tx, form.values, writing))
      const { months, had } = form.values
      await redirectWith(
        written(count),
        request,
        response,
        `${paths.adminReEngagement()}?months=${months}&had=${had}`,
      )
    }),
  ]

  async function show(response: Response, asked: Asked, form?: Typed): Promise<void> {
    const at = { now: clock(), timeZone: config.timeZone }
    const people = await listAway(db, { since: notSeenSince(asked.months, at), had: asked.had })
    const page = awayPage({ people, asked }, config.retention, at, form)
    response.render('registers/re-engagement/away', page)
  }
}
