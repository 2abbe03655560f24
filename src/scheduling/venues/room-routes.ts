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
import { addRoom, bringRoomBack, changeRoom, retireRoom, roomDetails } from './change-room.ts'
import { roomForm } from './forms.ts'
import { broughtBack, endedNotice } from './notices.ts'
import { newRoomPage, roomPage } from './pages.ts'
import { findRoom, findVenue } from './queries.ts'

const refused = [
  {
    constraint: 'room_venue_id_name_key',
    field: 'name',
    message: 'There is a room of this name here already. Choose another name, or change that room',
  },
]

/** The rooms of a venue. */
export function roomRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminRoomNew, 'run-the-college', async (request, response) => {
      await showNew(request, response, 200)
    }),

    post(paths.adminRoomNew, 'run-the-college', async (request, response) => {
      const venueId = parameter(request, 'id')
      const form = readForm(roomForm, request.body)
      if (!form.ok) return showNew(request, response, 422, form)
      const details = form.values
      const added = await unlessRefused(refused, details, () =>
        inTransaction(db, (tx) => addRoom(tx, venueId, details, doing(request))),
      )
      if (!added.ok) return showNew(request, response, 422, added.form)
      if (added.result === undefined) throw new NotFound()
      await redirectWith(savedNotice(details.name), request, response, paths.adminVenue({ id: venueId }))
    }),

    get(paths.adminRoom, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    post(paths.adminRoom, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const room = found(await findRoom(db, id, clock()))
      const thing = { schema: roomForm, current: roomDetails(room), refused }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeRoom(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      await redirectWith(
        savedNotice(answer.typed.name, answer.byOthers),
        request,
        response,
        paths.adminVenue({ id: room.venue_id }),
      )
    }),

    post(paths.adminRoomRetirement, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => retireRoom(tx, id, doing(request)))
      if (!result.ok && result.reason === 'not-found') throw new NotFound()
      await redirectWith(endedNotice(result), request, response, paths.adminRoom({ id }))
    }),

    post(paths.adminRoomReturn, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      if (!(await inTransaction(db, (tx) => bringRoomBack(tx, id, doing(request))))) throw new NotFound()
      await redirectWith(broughtBack, request, response, paths.adminRoom({ id }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  async function showNew(request: Request, response: Response, status: number, form?: Typed) {
    const venue = found(await findVenue(db, parameter(request, 'id'), clock()))
    response.status(status).render('scheduling/venues/new-room', newRoomPage(venue, form))
  }

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const now = clock()
    const room = found(await findRoom(db, parameter(request, 'id'), now))
    const details = roomDetails(room)
    const history = await listHistory(db, { kind: 'room', id: room.id })
    const shown = { history, editing: editing ?? { form: typedFrom(details), base: details } }
    const page = roomPage(room, shown, { now, timeZone: config.timeZone })
    response.status(status).render('scheduling/venues/room', page)
  }
}
