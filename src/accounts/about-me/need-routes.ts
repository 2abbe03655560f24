import type { Request } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { changeNeed, confirmNeed, endNeed } from './change-need.ts'
import { changeNeedForm, needForm, oneNeedForm } from './forms.ts'
import { changeNeedPage, newNeedPage, ownNeedsPage } from './need-pages.ts'
import { findNeed, listNeeds } from './need-queries.ts'
import { tellNeed } from './tell-need.ts'

/** What a person needs to take part: told, changed, said to be right still, and taken back by themselves. */
export function needRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.accessNeeds, 'use-own-account', async (request, response) => {
      const page = ownNeedsPage(await listNeeds(db, [signedIn(request).id]), moment())
      response.render('accounts/about-me/access-needs', page)
    }),

    get(paths.accessNeedNew, 'use-own-account', (request, response) => {
      response.render('accounts/about-me/access-need', newNeedPage(request.query.kind))
    }),

    post(paths.accessNeeds, 'use-own-account', async (request, response) => {
      const { id: personId } = signedIn(request)
      const form = readForm(needForm, request.body)
      const again = (typed: Typed) =>
        response.status(422).render('accounts/about-me/access-need', newNeedPage(typed.typed.kind, typed))
      if (!form.ok) return again(form)
      const { kind, need, detail, share } = form.values
      const told = { kind, need, detail, shared: share === 'yes', reviewIn: 12 }
      const by = { personId, actorId: personId }
      const result = await inTransaction(db, (tx) => tellNeed(tx, by, told, moment()))
      if (!result.ok) return again(noSuchNeed(form.values))
      await redirectWith(needSaved, request, response, paths.accessNeeds())
    }),

    get(paths.accessNeedChange, 'use-own-account', async (request, response) => {
      const form = readForm(oneNeedForm, request.query)
      if (!form.ok) return response.redirect(303, paths.accessNeeds())
      response.render('accounts/about-me/access-need', changeNeedPage(await own(request, form.values.need)))
    }),

    post(paths.accessNeedChange, 'use-own-account', async (request, response) => {
      const need = await own(request, neededIn(request))
      const again = (typed: Typed) =>
        response.status(422).render('accounts/about-me/access-need', changeNeedPage(need, typed))
      const form = readForm(changeNeedForm, request.body)
      if (!form.ok) return again(form)
      const { detail, share } = form.values
      const change = { detail, shared: share === 'yes' }
      const result = await inTransaction(db, (tx) => changeNeed(tx, ofOwn(request, need.id), change))
      if (result.ok) return redirectWith(needSaved, request, response, paths.accessNeeds())
      if (result.reason === 'not-found') throw new NotFound()
      again({ typed: { detail, share }, errors: [{ field: 'detail', message: tellUs }] })
    }),

    post(paths.accessNeedStillRight, 'use-own-account', async (request, response) => {
      const of = ofOwn(request, neededIn(request))
      const result = await inTransaction(db, (tx) => confirmNeed(tx, of, moment()))
      if (!result.ok) throw new NotFound()
      await redirectWith(confirmed, request, response, paths.account())
    }),

    post(paths.accessNeedEnd, 'use-own-account', async (request, response) => {
      const of = ofOwn(request, neededIn(request))
      const result = await inTransaction(db, (tx) => endNeed(tx, of, clock()))
      if (!result.ok) throw new NotFound()
      await redirectWith(ended, request, response, paths.accessNeeds())
    }),
  ]

  async function own(request: Request, needId: string) {
    const need = found(await findNeed(db, needId))
    if (need.person_id !== signedIn(request).id) throw new NotFound()
    return need
  }
}

function ofOwn(request: Request, needId: string) {
  const { id } = signedIn(request)
  return { needId, personId: id, actorId: id }
}

/** Every form of ours names its need. */
function neededIn(request: Request): string {
  const form = readForm(oneNeedForm, request.body)
  if (!form.ok) throw new BadRequest()
  return form.values.need
}

const tellUs = 'Tell us in a few words what it is'

/** A choice that is not on this page's list. */
export function noSuchNeed(typed: Record<string, string>): Typed {
  return { typed, errors: [{ field: 'need', message: 'Choose what you need' }] }
}

const needSaved: Notice = {
  kind: 'success',
  title: 'Saved',
  text: 'We ask you in a year whether it is still right.',
}
const confirmed: Notice = { kind: 'success', title: 'Thank you', text: 'We ask you again in a year.' }
const ended: Notice = { kind: 'success', title: 'Taken off', text: 'You can add it again at any time.' }
