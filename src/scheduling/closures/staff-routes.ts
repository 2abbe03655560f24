import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { bankHolidays, countryName } from '../../lib/bank-holidays.ts'
import { dayOf, onTheClock } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { answerEdits } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { namedDays } from '../terms/forms.ts'
import {
  addBankHolidays,
  addClosure,
  changeClosure,
  closureDetails,
  missingFrom,
  removeClosure,
} from './change-closure.ts'
import { closurePage, closuresPage, newClosurePage } from './pages.ts'
import { findClosure, listClosures, listPlannedOn } from './queries.ts'

const closureForm = namedDays('Enter why you are closed, such as Christmas')
const yearForm = z.object({ year: z.coerce.number().int().min(2000).max(2100) })

/** Days on which nothing takes place, and on which nobody's time to answer runs. */
export function closureRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone, country } = config
  return [
    get(paths.adminClosures, 'run-the-college', async (_request, response) => {
      const today = onTheClock(clock(), timeZone).toPlainDate()
      const known = await listClosures(db, `${today.year}-01-01`, timeZone)
      const years = [today.year, today.year + 1].map((year) => {
        return { year, missing: missingFrom(known, holidaysFrom(year, today.toString())) }
      })
      const shown = known.filter(({ ends_on }) => ends_on >= today.toString())
      const page = closuresPage(shown, years, countryName(country))
      response.render('scheduling/closures/closures', page)
    }),

    get(paths.adminClosureNew, 'run-the-college', (_request, response) => {
      response.render('scheduling/closures/closure', newClosurePage())
    }),

    post(paths.adminClosureNew, 'run-the-college', async (request, response) => {
      const form = readForm(closureForm, request.body)
      if (!form.ok) {
        response.status(422).render('scheduling/closures/closure', newClosurePage(form))
        return
      }
      await inTransaction(db, (tx) => addClosure(tx, form.values, doing(request)))
      await redirectWith(savedNotice(form.values.name), request, response, paths.adminClosures())
    }),

    post(paths.adminBankHolidays, 'run-the-college', async (request, response) => {
      const form = readForm(yearForm, request.body)
      if (!form.ok) throw new BadRequest()
      const today = dayOf(clock(), timeZone)
      const holidays = holidaysFrom(form.values.year, today)
      const added = await inTransaction(db, (tx) => addBankHolidays(tx, holidays, doing(request)))
      await redirectWith(holidaysAdded(added), request, response, paths.adminClosures())
    }),

    get(paths.adminClosure, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    post(paths.adminClosure, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const current = closureDetails(found(await findClosure(db, id, timeZone)))
      const answer = await answerEdits(request.body, { schema: closureForm, current }, (edits) =>
        inTransaction(db, (tx) => changeClosure(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      const notice = savedNotice(answer.typed.name, answer.byOthers)
      await redirectWith(notice, request, response, paths.adminClosures())
    }),

    post(paths.adminClosureRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      if (!(await inTransaction(db, (tx) => removeClosure(tx, id, doing(request))))) throw new NotFound()
      await redirectWith(removed, request, response, paths.adminClosures())
    }),
  ]

  /** Those of the year from this day on. */
  function holidaysFrom(year: number, today: string) {
    const coming = bankHolidays(country, year).filter(({ day }) => day >= today)
    return coming.map(({ name, day }) => ({ name, starts_on: day, ends_on: day }))
  }

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const closure = found(await findClosure(db, parameter(request, 'id'), timeZone))
    const details = closureDetails(closure)
    const shown = {
      history: await listHistory(db, { kind: 'closure', id: closure.id }),
      planned: await listPlannedOn(db, closure, timeZone),
      editing: editing ?? { form: typedFrom(details), base: details },
    }
    response.status(status).render('scheduling/closures/closure', closurePage(closure, shown, config))
  }
}

function holidaysAdded(added: number): Notice {
  return added === 0
    ? { kind: 'information', title: 'They were there already' }
    : { kind: 'success', title: `${counted(added, 'bank holiday')} added` }
}

const removed: Notice = { kind: 'success', title: 'Removed: the college is open on these days' }
