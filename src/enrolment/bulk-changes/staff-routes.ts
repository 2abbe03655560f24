import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { type FieldError, readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { getChoices } from './choices.ts'
import { choosePage } from './choose-page.ts'
import { type Confirmation, confirmationForm, readWish, typedWish, type Wish } from './forms.ts'
import { changeFor, type Looked, lookAt } from './look.ts'
import { type Made, makeBulkChange } from './make.ts'
import { done, doneAlready } from './notices.ts'
import { meanwhileInWords, previewPage } from './preview-page.ts'
import { mostDates } from './rules.ts'
import { titleOf } from './titles.ts'

type Refused = Extract<Made, { ok: false }>

/** Many dates at once: which and how, then what would happen, then done in one go. */
export function bulkChangeRoutes({ db, clock, config }: Deps): Route<'run-the-college'>[] {
  const { timeZone, country } = config
  return [
    get(paths.adminBulkChangeNew, 'run-the-college', (request, response) =>
      choose(response, { typed: typedWish(request.query), errors: [] }),
    ),

    post(paths.adminBulkChangePreview, 'run-the-college', async (request, response) => {
      const form = readWish(request.body)
      if (!form.ok) return choose(response.status(422), form)
      return preview(request, response, form.values, {})
    }),

    post(paths.adminBulkChanges, 'run-the-college', async (request, response) => {
      const form = readWish(request.body)
      if (!form.ok) return choose(response.status(422), form)
      const confirmation = readForm(confirmationForm, request.body)
      if (!confirmation.ok) return preview(request, response.status(422), form.values, {})
      const { values } = confirmation
      const { step } = request.body as { step?: unknown }
      const { dates: ticked, one_link: oneLink } = values
      if (step === 'look') return preview(request, response, form.values, { ticked, oneLink })
      const made = await make(request, form.values, values)
      if (!made.ok) return refuse(request, response, form.values, { made, confirmation: values })
      const notice = made.already ? doneAlready : done
      return redirectWith(notice, request, response, paths.adminBulkChange({ id: values.id }))
    }),
  ]

  async function choose(response: Response, form: Typed): Promise<void> {
    const at = { now: clock(), timeZone }
    const choices = await getChoices(db, form.typed, at)
    response.render('enrolment/bulk-changes/choose', choosePage(choices, form, at))
  }

  interface Shown {
    ticked?: ReadonlySet<string>
    oneLink?: boolean
    errors?: FieldError[]
    meanwhile?: (looked: Looked) => string[]
  }

  async function preview(request: Request, response: Response, wish: Wish, shown: Shown): Promise<void> {
    const at = { now: clock(), timeZone, country }
    const change = await changeFor(db, wish.asked)
    if (change === undefined) return choose(response.status(422), unusedPlace(request, wish))
    const { ticked, oneLink = false, errors = [], meanwhile } = shown
    const looked = await lookAt(db, { scope: wish.scope, change, ticked }, at)
    if (looked.dates.length > mostDates) return choose(response.status(422), tooMany(request))
    const title = await titleOf(db, wish.scope, change, at)
    const page = previewPage(
      {
        ...{ id: randomUUID(), title, looked, oneLink, errors, wish: typedWish(request.body) },
        meanwhile: meanwhile?.(looked) ?? [],
      },
      at,
    )
    response.render('enrolment/bulk-changes/preview', page)
  }

  async function make(request: Request, wish: Wish, confirmation: Confirmation): Promise<Made> {
    const doing = { actorId: signedIn(request).id, now: clock() }
    const title = await titleOf(db, wish.scope, await changeFor(db, wish.asked), { now: doing.now, timeZone })
    const confirmed = { ...wish, ...confirmation, title }
    try {
      return await inTransaction(db, (tx) => makeBulkChange(tx, confirmed, timeZone, doing))
    } catch (error) {
      const taken = ['one_session_in_a_room_at_once', 'one_trainer_in_one_place_at_once']
      if (!taken.some((constraint) => isViolationOf(constraint, error))) throw error
      return { ok: false, reason: 'blocked' }
    }
  }

  async function refuse(
    request: Request,
    response: Response,
    wish: Wish,
    {
      made,
      confirmation: { dates: ticked, one_link: oneLink },
    }: { made: Refused; confirmation: Confirmation },
  ): Promise<void> {
    if (made.reason === 'place-unused') return choose(response.status(422), unusedPlace(request, wish))
    if (made.reason === 'changed-meanwhile') {
      const meanwhile = (looked: Looked) =>
        meanwhileInWords(looked, made.difference, { now: clock(), timeZone })
      return preview(request, response.status(409), wish, { ticked, oneLink, meanwhile })
    }
    const status = made.reason === 'blocked' ? 409 : 422
    const field = made.reason === 'one-link' ? 'one_link' : 'dates'
    const errors = [{ field, message: refusals[made.reason] }]
    return preview(request, response.status(status), wish, { ticked, oneLink, errors })
  }
}

const refusals = {
  'nothing-chosen': 'Tick at least one date',
  'one-link': 'Tick this box if one link for all of them is meant',
  blocked:
    'Something stands in the way of a date that is ticked: it is said beside it. Untick it, or choose another change',
}

function unusedPlace({ body }: Request, { asked }: Wish): Typed {
  if (asked.change === 'back')
    return { typed: {}, errors: [{ field: 'scope', message: 'There is nothing of that change to put back' }] }
  const field = asked.change === 'online' ? 'online_venue' : 'place'
  return { typed: typedWish(body), errors: [{ field, message: 'Choose a place that is in use' }] }
}

function tooMany({ body }: Request): Typed {
  const message = `Those are more than ${mostDates} dates. Choose fewer at once, such as one venue`
  return { typed: typedWish(body), errors: [{ field: 'scope', message }] }
}
