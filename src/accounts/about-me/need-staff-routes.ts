import type { Request } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nothingTyped } from '../../web/form-page.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { noteReading } from '../privacy/note-reading.ts'
import { findName } from '../privacy/queries.ts'
import type { Permission } from '../rules.ts'
import { confirmNeed, endNeed } from './change-need.ts'
import { metForm, needForm, oneRunForm } from './forms.ts'
import {
  officeNeedsPage,
  personNeedsPage,
  personNeedsShownPage,
  runNeedsPage,
  tellNeedPage,
} from './need-office-pages.ts'
import { listDueForReview, listNeeds, listNeedsOfComingRuns } from './need-queries.ts'
import { noSuchNeed } from './need-routes.ts'
import { noteNeedMet } from './note-need-met.ts'
import { todayOf } from './rules.ts'
import { tellNeed } from './tell-need.ts'

/** What people need, for the staff who arrange it: what it says is shown on a press, and each press is noted. */
export function needStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.adminAccessNeeds, 'run-the-college', async (_request, response) => {
      const at = moment()
      const coming = await listNeedsOfComingRuns(db, at.now)
      const page = officeNeedsPage(coming, await listDueForReview(db, todayOf(at)), at)
      response.render('accounts/about-me/office-needs', page)
    }),

    post(paths.adminAccessNeeds, 'run-the-college', async (request, response) => {
      const form = readForm(oneRunForm, request.body)
      if (!form.ok) throw new BadRequest()
      const at = moment()
      const needs = await inTransaction(db, async (tx) => {
        const own = (await listNeedsOfComingRuns(tx, at.now)).filter(
          ({ run_id }) => run_id === form.values.run,
        )
        for (const personId of new Set(own.map(({ person_id }) => person_id)))
          await noteReading(tx, { ...readingBy(request), personId, reason: 'support' }, at.now)
        return own
      })
      response.render('accounts/about-me/run-needs', runNeedsPage(needs, at))
    }),

    get(paths.adminPersonNeeds, 'run-the-college', async (request, response) => {
      response.render('accounts/about-me/person-needs', personNeedsPage(await named(request)))
    }),

    post(paths.adminPersonNeeds, 'run-the-college', async (request, response) => {
      const person = await named(request)
      const needs = await inTransaction(db, async (tx) => {
        const reading = { ...readingBy(request), personId: person.id, reason: 'support' as const }
        await noteReading(tx, reading, clock())
        return listNeeds(tx, [person.id])
      })
      response.render('accounts/about-me/person-needs', personNeedsShownPage(person, needs))
    }),

    get(paths.adminPersonNeedNew, 'run-the-college', async (request, response) => {
      const page = tellNeedPage(await named(request), request.query.kind, nothingTyped)
      response.render('accounts/about-me/tell-need', page)
    }),

    post(paths.adminPersonNeedNew, 'run-the-college', async (request, response) => {
      const person = await named(request)
      const form = readForm(needForm, request.body)
      const again = (typed: typeof nothingTyped) =>
        response
          .status(422)
          .render('accounts/about-me/tell-need', tellNeedPage(person, typed.typed.kind, typed))
      if (!form.ok) return again(form)
      const { kind, need, detail, share, review_in } = form.values
      const told = { kind, need, detail, shared: share === 'yes', reviewIn: Number(review_in) }
      const by = { personId: person.id, actorId: signedIn(request).id }
      const result = await inTransaction(db, (tx) => tellNeed(tx, by, told, moment()))
      if (!result.ok) return again(noSuchNeed(form.values))
      await redirectWith(written, request, response, paths.adminPersonNeeds({ id: person.id }))
    }),

    post(paths.adminNeedStillRight, 'run-the-college', async (request, response) => {
      const result = await inTransaction(db, (tx) => confirmNeed(tx, needIn(request), moment()))
      if (!result.ok) throw new NotFound()
      await redirectWith(confirmed, request, response, paths.adminPersonNeeds({ id: result.need.person_id }))
    }),

    post(paths.adminNeedMet, 'run-the-college', async (request, response) => {
      const form = readForm(metForm, request.body)
      if (!form.ok) throw new BadRequest()
      const { run, note } = form.values
      const occasion = run === '' ? { kind: 'other' as const } : { kind: 'run' as const, runId: run }
      const of = { ...needIn(request), asTrainer: false }
      const result = await inTransaction(db, (tx) => noteNeedMet(tx, of, { occasion, note }, clock()))
      if (!result.ok) throw new NotFound()
      await redirectWith(arranged, request, response, paths.adminAccessNeeds())
    }),

    post(paths.adminNeedEnd, 'run-the-college', async (request, response) => {
      const result = await inTransaction(db, (tx) => endNeed(tx, needIn(request), clock()))
      if (!result.ok) throw new NotFound()
      await redirectWith(ended, request, response, paths.adminPersonNeeds({ id: result.need.person_id }))
    }),
  ]

  async function named(request: Request) {
    return found(await findName(db, parameter(request, 'id')))
  }
}

function readingBy(request: Request) {
  const kinds = ['access-needs' as const]
  return { readerId: signedIn(request).id, role: 'administrator' as const, kinds, words: null }
}

function needIn(request: Request) {
  return { needId: parameter(request, 'id'), actorId: signedIn(request).id }
}

const written: Notice = { kind: 'success', title: 'It is written down' }
const confirmed: Notice = {
  kind: 'success',
  title: 'Noted: it is still right',
  text: 'It is asked again in a year.',
}
const ended: Notice = { kind: 'success', title: 'Noted: it is no longer needed' }
const arranged: Notice = { kind: 'success', title: 'Noted: it is arranged' }
