import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { answerEdits } from '../../../editing/edit-form.ts'
import { savedNotice } from '../../../editing/notices.ts'
import { type Editing, typedFrom } from '../../../editing/pages.ts'
import { dayOf } from '../../../lib/time.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { readForm } from '../../../web/form.ts'
import type { Typed } from '../../../web/form-page.ts'
import { found, NotFound } from '../../../web/problems.ts'
import { get, parameter, post, type Route } from '../../../web/route.ts'
import { redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { listLacking } from '../covers/queries.ts'
import { changeOwnTimes } from '../profiles/change-trainer.ts'
import { ownTimesForm } from '../profiles/forms.ts'
import { findTrainer } from '../profiles/queries.ts'
import { datesIn, daysAway } from './days-away.ts'
import { absenceForm } from './forms.ts'
import { noteAbsence, removeAbsence } from './note-absence.ts'
import { ownAwayNotice, takenOut } from './notices.ts'
import { ownAvailabilityPage } from './pages.ts'
import { listAbsences } from './queries.ts'

/** A trainer's own times and days away. Nothing here takes anybody's id but that of an absence, which must be theirs. */
export function ownAvailabilityRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.ownAvailability, 'teach', async (request, response) => {
      await show(request, response)
    }),

    post(paths.ownAvailability, 'teach', async (request, response) => {
      const { id } = signedIn(request)
      const { usual } = found(await findTrainer(db, id))
      const thing = { schema: ownTimesForm, current: { usual } }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeOwnTimes(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response.status(answer.status), { editing: answer.editing })
      const notice = savedNotice('What you said', answer.byOthers)
      await redirectWith(notice, request, response, paths.ownAvailability())
    }),

    post(paths.ownAbsences, 'teach', async (request, response) => {
      const { id } = signedIn(request)
      const form = readForm(absenceForm(today()), request.body)
      if (!form.ok) return show(request, response.status(422), { away: form })
      const away = daysAway(form.values)
      if (!(await inTransaction(db, (tx) => noteAbsence(tx, id, away, doing(request))))) throw new NotFound()
      const dates = datesIn(away, await listLacking(db, { personId: id }, doing(request)), timeZone)
      await redirectWith(ownAwayNotice(dates.length), request, response, paths.ownAvailability())
    }),

    post(paths.ownAbsenceRemoval, 'teach', async (request, response) => {
      const absence = parameter(request, 'id')
      const { id } = signedIn(request)
      found(await inTransaction(db, (tx) => removeAbsence(tx, absence, doing(request), id)))
      await redirectWith(takenOut, request, response, paths.ownAvailability())
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock(), timeZone }
  }

  function today(): string {
    return dayOf(clock(), timeZone)
  }

  async function show(
    request: Request,
    response: Response,
    { editing, away }: { editing?: Editing; away?: Typed } = {},
  ): Promise<void> {
    const { id } = signedIn(request)
    const at = { now: clock(), timeZone }
    const { usual } = found(await findTrainer(db, id))
    const absences = await listAbsences(db, id, today())
    const lacking = (await listLacking(db, { personId: id }, at)).length
    const begun = editing ?? { form: typedFrom({ usual }), base: { usual } }
    const page = ownAvailabilityPage({ absences, editing: begun, lacking }, away)
    response.render('scheduling/trainers/own-availability', page)
  }
}
