import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { answerEdits, unlessRefused } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { addVenue, bringVenueBack, changeVenue, retireVenue, venueDetails } from './change-venue.ts'
import { venueForm } from './forms.ts'
import { broughtBack, endedNotice } from './notices.ts'
import { newVenuePage, venuePage, venuesPage } from './pages.ts'
import { findVenue, listRooms, listVenues } from './queries.ts'

const nameTaken = {
  field: 'name',
  message: 'There is a venue of this name already. Choose another name, or change that venue',
}

const refused = [
  { constraint: 'venue_name_key', ...nameTaken },
  // Two of them that are added at one moment were given one address.
  { constraint: 'venue_slug_key', ...nameTaken },
]

/** Where courses take place. */
export function venueRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminVenues, 'run-the-college', async (_request, response) => {
      response.render('scheduling/venues/venues', venuesPage(await listVenues(db, clock())))
    }),

    get(paths.adminVenueNew, 'run-the-college', (_request, response) => {
      response.render('scheduling/venues/new-venue', newVenuePage())
    }),

    post(paths.adminVenueNew, 'run-the-college', async (request, response) => {
      const form = readForm(venueForm, request.body)
      if (!form.ok) return refuseNew(response, form)
      const details = form.values
      const added = await unlessRefused(refused, details, () =>
        inTransaction(db, (tx) => addVenue(tx, details, doing(request))),
      )
      if (!added.ok) return refuseNew(response, added.form)
      await redirectWith(savedNotice(details.name), request, response, paths.adminVenue({ id: added.result }))
    }),

    get(paths.adminVenue, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    post(paths.adminVenue, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const thing = {
        schema: venueForm,
        current: venueDetails(found(await findVenue(db, id, clock()))),
        refused,
      }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeVenue(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      await redirectWith(
        savedNotice(answer.typed.name, answer.byOthers),
        request,
        response,
        paths.adminVenue({ id }),
      )
    }),

    post(paths.adminVenueRetirement, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => retireVenue(tx, id, doing(request)))
      if (!result.ok && result.reason === 'not-found') throw new NotFound()
      await redirectWith(endedNotice(result), request, response, paths.adminVenue({ id }))
    }),

    post(paths.adminVenueReturn, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      if (!(await inTransaction(db, (tx) => bringVenueBack(tx, id, doing(request))))) throw new NotFound()
      await redirectWith(broughtBack, request, response, paths.adminVenue({ id }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  function refuseNew(response: Response, form: Typed): void {
    response.status(422).render('scheduling/venues/new-venue', newVenuePage(form))
  }

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const now = clock()
    const venue = found(await findVenue(db, parameter(request, 'id'), now))
    const details = venueDetails(venue)
    const rooms = await listRooms(db, venue.id, now)
    const history = await listHistory(db, { kind: 'venue', id: venue.id })
    const shown = { rooms, history, editing: editing ?? { form: typedFrom(details), base: details } }
    const page = venuePage(venue, shown, { now, timeZone: config.timeZone })
    response.status(status).render('scheduling/venues/venue', page)
  }
}
