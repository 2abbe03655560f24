import type { Request, Response } from 'express'
import { findCard } from '../../../accounts/people/queries.ts'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { answerEdits } from '../../../editing/edit-form.ts'
import { savedNotice } from '../../../editing/notices.ts'
import { type Editing, typedFrom } from '../../../editing/pages.ts'
import { listHistory } from '../../../editing/queries.ts'
import { dayOf } from '../../../lib/time.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { readForm } from '../../../web/form.ts'
import type { Typed } from '../../../web/form-page.ts'
import { found, NotFound } from '../../../web/problems.ts'
import { get, parameter, post, type Route } from '../../../web/route.ts'
import { type Notice, redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { listAbsences } from '../absences/queries.ts'
import { countLacking, listLacking } from '../covers/queries.ts'
import { changeTrainer, noteTraining, removeTraining, trainerDetails } from './change-trainer.ts'
import { trainerForm, trainingForm } from './forms.ts'
import { filterIn, trainersPage } from './list-page.ts'
import { trainerPage } from './pages.ts'
import { findTrainer, listCoursesToGive, listRunsToCome, listTrainers, listTrainings } from './queries.ts'

const refused = [
  {
    constraint: 'trainer_course_course_id_fkey',
    field: 'courses',
    message: 'One of these courses is gone. Look at the list again',
  },
]

/** Trainers as the office keeps them. Who is one stands with the roles of people. */
export function trainerProfileRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminTrainers, 'run-the-college', async (request, response) => {
      const rows = {
        trainers: await listTrainers(db, today()),
        lacking: await countLacking(db, { now: clock(), timeZone }),
      }
      const page = trainersPage(rows, filterIn(request.query.expertise), today())
      response.render('scheduling/trainers/trainers', page)
    }),

    get(paths.adminTrainer, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminTrainer, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const trainer = found(await findTrainer(db, id))
      const thing = { schema: trainerForm, current: trainerDetails(trainer), refused }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeTrainer(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response.status(answer.status), { editing: answer.editing })
      await redirectWith(
        savedNotice(trainer.name, answer.byOthers),
        request,
        response,
        paths.adminTrainer({ id }),
      )
    }),

    post(paths.adminTrainerTrainings, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(trainingForm, request.body)
      if (!form.ok) return show(request, response.status(422), { training: form })
      if (!(await inTransaction(db, (tx) => noteTraining(tx, id, form.values, doing(request)))))
        throw new NotFound()
      await redirectWith(noted, request, response, paths.adminTrainer({ id }))
    }),

    post(paths.adminTrainingRemoval, 'run-the-college', async (request, response) => {
      const training = parameter(request, 'id')
      const id = found(await inTransaction(db, (tx) => removeTraining(tx, training, doing(request))))
      await redirectWith(takenOut, request, response, paths.adminTrainer({ id }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  function today(): string {
    return dayOf(clock(), timeZone)
  }

  /** Somebody may be down for dates and have not the role: their own page is where it is given. */
  async function leadToPerson(response: Response, id: string): Promise<void> {
    found(await findCard(db, id))
    response.redirect(303, paths.adminPerson({ id }))
  }

  async function show(
    request: Request,
    response: Response,
    { editing, training }: { editing?: Editing; training?: Typed } = {},
  ): Promise<void> {
    const at = { now: clock(), timeZone }
    const id = parameter(request, 'id')
    const trainer = await findTrainer(db, id)
    if (trainer === undefined) return leadToPerson(response, id)
    const details = trainerDetails(trainer)
    const [courses, trainings, absences, lacking, runs, history] = await Promise.all([
      listCoursesToGive(db, id),
      listTrainings(db, id),
      listAbsences(db, id, today()),
      listLacking(db, { personId: id }, at),
      listRunsToCome(db, id, at.now),
      listHistory(db, { kind: 'trainer', id }),
    ])
    const shown = { courses, trainings, absences, lacking: lacking.length, runs, history, training }
    const begun = editing ?? { form: typedFrom(details), base: details }
    response.render('scheduling/trainers/trainer', trainerPage(trainer, { ...shown, editing: begun }, at))
  }
}

const noted: Notice = { kind: 'success', title: 'The training is noted' }
const takenOut: Notice = { kind: 'success', title: 'The training is taken out' }
