import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { callForm, takingForm } from './forms.ts'
import { callNoted, callTakenBack, doneMeanwhile, letGo, takenMeanwhile, youCall } from './notices.ts'
import { noteCall } from './note-call.ts'
import { followUpPage, followUpsPage } from './pages.ts'
import { listCallsOfPerson } from './call-queries.ts'
import {
  findFollowUp,
  listFollowUps,
  listOtherTasks,
  lockFollowUp,
  updateLetGo,
  updateTaken,
} from './queries.ts'
import { takeCallBack } from './take-back.ts'

/** Who missed a class without a word, for personal tutors and the office to call. */
export function followUpRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.followUps, 'follow-up', async (request, response) => {
      const page = followUpsPage(
        await listFollowUps(db, lately()),
        signedIn(request),
        config.followUpDays,
        moment(),
      )
      response.render('registers/follow-up/list', page)
    }),

    get(paths.followUp, 'follow-up', (request, response) => show(request, response)),

    post(paths.followUpTaking, 'follow-up', async (request, response) => {
      const task = await taskOf(request)
      const { id } = task
      const form = readForm(takingForm, request.body)
      if (!form.ok) throw new BadRequest()
      const seen = form.values.seen === '' ? null : form.values.seen
      const by = { by: signedIn(request).id, seen, now: clock() }
      const taken = await inTransaction(db, (tx) => updateTaken(tx, id, by))
      await toTask(request, response, id, taken ? youCall(task) : takenMeanwhile)
    }),

    post(paths.followUpLettingGo, 'follow-up', async (request, response) => {
      const task = await taskOf(request)
      await inTransaction(db, async (tx) => {
        await lockFollowUp(tx, task.id)
        await updateLetGo(tx, task.enrolment_id, signedIn(request).id)
      })
      await redirectWith(letGo, request, response, paths.followUps())
    }),

    post(paths.followUpCalls, 'follow-up', async (request, response) => {
      const { id, name } = await taskOf(request)
      const form = readForm(callForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const actorId = signedIn(request).id
      const noted = await inTransaction(db, (tx) => noteCall(tx, id, form.values, actorId, deps))
      if (noted.ok) return redirectWith(callNoted(name, noted.outcome), request, response, paths.followUps())
      await toTask(
        request,
        response,
        id,
        noted.reason === 'somebody-else-calls' ? takenMeanwhile : doneMeanwhile,
      )
    }),

    post(paths.followUpTakingBack, 'follow-up', async (request, response) => {
      const { id, name } = await taskOf(request)
      const actorId = signedIn(request).id
      const taken = await inTransaction(db, (tx) => takeCallBack(tx, id, actorId, clock()))
      await toTask(request, response, id, taken.ok ? callTakenBack(name, taken.open) : doneMeanwhile)
    }),
  ]

  function lately() {
    return { now: clock(), days: config.followUpDays }
  }

  function moment() {
    return { now: clock(), timeZone: config.timeZone }
  }

  async function taskOf(request: Request) {
    return found(await findFollowUp(db, parameter(request, 'id'), clock()))
  }

  async function show(request: Request, response: Response, form?: Typed): Promise<void> {
    const task = await taskOf(request)
    const [calls, others] = await Promise.all([
      listCallsOfPerson(db, task),
      listOtherTasks(db, task, lately()),
    ])
    const page = followUpPage(task, { calls, others }, signedIn(request), moment(), form)
    response.render('registers/follow-up/task', page)
  }
}

function toTask(request: Request, response: Response, id: string, notice: Notice): Promise<void> {
  return redirectWith(notice, request, response, paths.followUp({ id }))
}
