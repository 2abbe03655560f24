import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { dayOf } from '../../../lib/time.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { readForm } from '../../../web/form.ts'
import type { Typed } from '../../../web/form-page.ts'
import { found, NotFound } from '../../../web/problems.ts'
import { get, parameter, post, type Route } from '../../../web/route.ts'
import { redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { findLacking } from '../covers/find-lacking.ts'
import { listLacking } from '../covers/queries.ts'
import { findTrainer } from '../profiles/queries.ts'
import { datesIn, daysAway } from './days-away.ts'
import { absenceForm } from './forms.ts'
import { noteAbsence, removeAbsence } from './note-absence.ts'
import { awayNotice, takenOut } from './notices.ts'
import { absencesPage } from './pages.ts'
import { listAbsences } from './queries.ts'

/** A trainer cannot come: the days are noted, and each date that lacks them is seen to. */
export function absenceStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminTrainerAbsences, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminTrainerAbsences, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(absenceForm(today()), request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const away = daysAway(form.values)
      if (!(await inTransaction(db, (tx) => noteAbsence(tx, id, away, doing(request))))) throw new NotFound()
      const dates = datesIn(away, await listLacking(db, { personId: id }, doing(request)), timeZone)
      await redirectWith(awayNotice(dates.length), request, response, paths.adminTrainerAbsences({ id }))
    }),

    post(paths.adminAbsenceRemoval, 'run-the-college', async (request, response) => {
      const absence = parameter(request, 'id')
      const gone = found(await inTransaction(db, (tx) => removeAbsence(tx, absence, doing(request))))
      await redirectWith(takenOut, request, response, paths.adminTrainerAbsences({ id: gone.person_id }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock(), timeZone }
  }

  function today(): string {
    return dayOf(clock(), timeZone)
  }

  async function show(request: Request, response: Response, form?: Typed): Promise<void> {
    const at = { now: clock(), timeZone }
    const trainer = found(await findTrainer(db, parameter(request, 'id')))
    const absences = await listAbsences(db, trainer.id, today())
    const lacking = await findLacking(db, { personId: trainer.id }, at)
    response.render('scheduling/trainers/absences', absencesPage(trainer, { absences, lacking }, at, form))
  }
}
