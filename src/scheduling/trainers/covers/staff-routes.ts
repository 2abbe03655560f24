import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { readForm } from '../../../web/form.ts'
import { nothingTyped, type Typed } from '../../../web/form-page.ts'
import { found, NotFound } from '../../../web/problems.ts'
import { get, parameter, post, type Route } from '../../../web/route.ts'
import { type Notice, redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { clashRefusal } from '../../sessions/clashes.ts'
import { coverDate, type Covered, coverFromDateOn, endCover } from './cover-dates.ts'
import { withCandidates } from './find-lacking.ts'
import { afterAllForm, replacementForm } from './forms.ts'
import { afterAll, coveredNotice, seenTo, theyTeach, tooLate, whyNot } from './notices.ts'
import { replacementPage } from './pages.ts'
import { listDownForDate, listGiving } from './queries.ts'

/** What a form asked for. */
interface Asked {
  away: string
  comes: string | null
  scope: 'date' | 'onward' | 'alone'
  seen?: number | undefined
}

/** Somebody else on one date, or from one on: where a trainer falls ill. */
export function replacementRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminReplacement, 'run-the-college', async (request, response) => {
      await show(request, response, nothingTyped)
    }),

    post(paths.adminReplacement, 'run-the-college', async (request, response) => {
      const form = readForm(replacementForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const result = await covered(request, form.values)
      const { away, scope, back } = form.values
      const goOn = (notice: Parameters<typeof redirectWith>[0], runId: string) =>
        redirectWith(
          notice,
          request,
          response,
          back === 'run' ? paths.adminRunTrainers({ id: runId }) : paths.adminTrainerAbsences({ id: away }),
        )
      if (result.ok) return goOn(coveredNotice(scope, result.dates), result.runId)
      if (result.reason === 'not-found') throw new NotFound()
      const message = whyNot(result, timeZone)
      if (message === undefined) {
        const runId = await runOf(request)
        return goOn(result.reason === 'seen-to' ? await seenToBy(request, runId) : tooLate, runId)
      }
      const typed = { away, scope, back, comes: form.values.comes ?? '' }
      await show(request, response.status(409), { typed, errors: [{ field: 'comes', message }] })
    }),

    post(paths.adminReplacementEnd, 'run-the-college', async (request, response) => {
      const form = readForm(afterAllForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const result = await cameAfterAll(request, form.values.away)
      if (result === 'not-found') throw new NotFound()
      const runId = await runOf(request)
      const notice =
        result === 'seen-to'
          ? await seenToBy(request, runId)
          : { done: afterAll, busy: theyTeach, over: tooLate }[result]
      await redirectWith(notice, request, response, paths.adminRunTrainers({ id: runId }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  /** When somebody else was quicker than the check, whoever was to come is busy all the same. */
  async function covered(request: Request, { away, comes, scope, seen }: Asked): Promise<Covered> {
    const id = parameter(request, 'id')
    try {
      return await inTransaction(db, (tx) =>
        scope === 'onward' && comes !== null
          ? coverFromDateOn(tx, id, { awayId: away, comesId: comes, seen }, doing(request))
          : coverDate(
              tx,
              id,
              { awayId: away, comesId: scope === 'alone' ? null : comes, seen },
              doing(request),
            ),
      )
    } catch (error) {
      if (clashRefusal(error) === undefined) throw error
      return { ok: false, reason: 'busy', clashes: [] }
    }
  }

  async function cameAfterAll(
    request: Request,
    awayId: string,
  ): Promise<'done' | 'not-found' | 'over' | 'seen-to' | 'busy'> {
    try {
      const result = await inTransaction(db, (tx) =>
        endCover(tx, parameter(request, 'id'), awayId, doing(request)),
      )
      return result.ok ? 'done' : result.reason
    } catch (error) {
      if (clashRefusal(error) === undefined) throw error
      return 'busy'
    }
  }

  async function runOf(request: Request): Promise<string> {
    return found((await listDownForDate(db, parameter(request, 'id'), timeZone))[0]).run_id
  }

  async function seenToBy(request: Request, runId: string): Promise<Notice> {
    const giving = await listGiving(db, runId, parameter(request, 'id'))
    return seenTo(giving.map(({ name }) => name))
  }

  async function show(request: Request, response: Response, form: Typed): Promise<void> {
    const dates = await listDownForDate(db, parameter(request, 'id'), timeZone)
    const date = found(dates[0])
    const back = form.typed.back === 'trainer' ? 'trainer' : 'run'
    const page = replacementPage(date, await withCandidates(db, dates, { now: clock(), timeZone }), {
      timeZone,
      form,
      back,
    })
    response.render('scheduling/trainers/replacement', page)
  }
}
