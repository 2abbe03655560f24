import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { unlessRefused } from '../../../editing/edit-form.ts'
import { typedFrom } from '../../../editing/pages.ts'
import { counted } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { readForm } from '../../../web/form.ts'
import { nothingTyped } from '../../../web/form-page.ts'
import { found } from '../../../web/problems.ts'
import { get, parameter, post, type Route } from '../../../web/route.ts'
import { type Notice, redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { listDraftsToEdit } from '../../runs/queries.ts'
import { findTerm } from '../../terms/queries.ts'
import { undo } from '../../undo/link.ts'
import type { Where } from '../look-at-drafts.ts'
import { readShown } from '../news.ts'
import { addressesOf } from '../pages.ts'
import { changeBookingTogether } from './change-booking.ts'
import { bookingForm, changeIn } from './forms.ts'
import { bookingPage, type BookingShown } from './pages.ts'

/** When people can enrol, said of all drafts of a term at once, or of those without one. */
export function bookingRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminTermBooking, 'run-the-college', async (request, response) => {
      await show(response, await ofTerm(request), fresh)
    }),
    post(paths.adminTermBooking, 'run-the-college', async (request, response) => {
      await change(request, response, await ofTerm(request))
    }),
    get(paths.adminBookingOfRest, 'run-the-college', async (_request, response) => {
      await show(response, { term: null }, fresh)
    }),
    post(paths.adminBookingOfRest, 'run-the-college', async (request, response) => {
      await change(request, response, { term: null })
    }),
  ]

  async function ofTerm(request: Request): Promise<Where> {
    return { term: found(await findTerm(db, parameter(request, 'id'))) }
  }

  async function change(request: Request, response: Response, where: Where): Promise<void> {
    const form = readForm(bookingForm, request.body)
    if (!form.ok) return show(response.status(422), where, { form, refused: undefined })
    const { values } = form
    const typed = typedFrom(values)
    const doing = { actorId: signedIn(request).id, now: clock() }
    const done = await unlessRefused([], values, () => {
      const wanted = { change: changeIn(values, timeZone), shown: readShown(values.shown) }
      return inTransaction(db, (tx) => changeBookingTogether(tx, where, wanted, timeZone, doing))
    })
    if (!done.ok) return show(response.status(422), where, { form: done.form, refused: undefined })
    const { result } = done
    if (!result.ok)
      return show(response.status(result.reason === 'otherwise' ? 409 : 422), where, {
        form: typed,
        refused: result,
      })
    await redirectWith(changedNotice(result.changed), request, response, addressesOf(where).publication)
  }

  async function show(response: Response, where: Where, shown: BookingShown): Promise<void> {
    const runs = await listDraftsToEdit(db, where.term?.id ?? null)
    response.render('scheduling/publishing/booking', bookingPage(where, runs, timeZone, shown))
  }
}

const fresh: BookingShown = { form: nothingTyped, refused: undefined }

function changedNotice(changed: number): Notice {
  return changed === 0
    ? { kind: 'information', title: 'It was so already', text: 'Nothing was changed.' }
    : {
        kind: 'success',
        title: `${counted(changed, 'draft is', 'drafts are')} changed`,
        text: 'This is how people can enrol once they are published.',
        link: undo,
      }
}
