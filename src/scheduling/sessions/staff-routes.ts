import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { answerEdits, unlessRefused } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listPlaces } from '../planning/queries.ts'
import { listGiving } from '../trainers/covers/queries.ts'
import { findRun, findSessionRunId, listSessions } from '../queries.ts'
import { cancelSession, reinstateSession, type Turned } from './cancel.ts'
import { addDate, changeSession } from './change.ts'
import { clashRefusal } from './clashes.ts'
import { warningOfDate } from './date-warnings.ts'
import { sessionWords } from './details.ts'
import { seenForm, sessionForm } from './forms.ts'
import { lateOpeningWarning } from './late-opening.ts'
import {
  alsoSaying,
  changedSince,
  cancelled,
  clashed,
  courseGone,
  nothingChanged,
  placeUnused,
  putBack,
} from './notices.ts'
import { datePage, datesPage, newDatePage } from './pages.ts'
import { countToTell } from './queries.ts'
import { elsewhereWarning } from './students-elsewhere.ts'
import { undo } from '../undo/link.ts'

const quicker = 'Somebody else took the room or a trainer at that time this moment. Choose another time'
const refused = [
  { constraint: 'one_session_in_a_room_at_once', field: 'day', message: quicker },
  { constraint: 'one_trainer_in_one_place_at_once', field: 'day', message: quicker },
]

/** The dates of a run, each moved, called off or put back by itself. */
export function sessionRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone, country } = config
  return [
    get(paths.adminRunSessions, 'run-the-college', async (request, response) => {
      const run = found(await findRun(db, parameter(request, 'id')))
      const sessions = await listSessions(db, [run.id])
      response.render('scheduling/sessions/dates', datesPage(run, sessions, { now: clock(), timeZone }))
    }),

    get(paths.adminSessionNew, 'run-the-college', async (request, response) => {
      await showNew(request, response)
    }),

    post(paths.adminSessionNew, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(sessionForm, request.body)
      if (!form.ok) return showNew(request, response.status(422), form)
      const added = await unlessRefused(refused, form.values, () =>
        inTransaction(db, (tx) => addDate(tx, id, form.values, wish(request), doing(request))),
      )
      if (!added.ok) return showNew(request, response.status(422), added.form)
      const notice = await warned(id, found(added.result), { ...savedNotice('The date'), link: undo })
      await redirectWith(notice, request, response, paths.adminRunSessions({ id }))
    }),

    get(paths.adminSession, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminSession, 'run-the-college', async (request, response) => {
      const { run, session } = await sessionOf(request)
      const thing = { schema: sessionForm, current: sessionWords(session, timeZone), refused }
      const answer = await answerEdits(request.body, thing, (edits) =>
        inTransaction(db, (tx) => changeSession(tx, session.id, edits, wish(request), doing(request))),
      )
      if (!answer.ok) return show(request, response.status(answer.status), answer.editing)
      const saved = { ...savedNotice('The date', answer.byOthers), link: undo }
      const notice = await warned(run.id, session.id, saved)
      await redirectWith(notice, request, response, paths.adminRunSessions({ id: run.id }))
    }),

    post(paths.adminSessionCancellation, 'run-the-college', async (request, response) => {
      const { run, session } = await sessionOf(request)
      const { seen } = seenForm.parse(request.body ?? {})
      const result = await inTransaction(db, (tx) => cancelSession(tx, session.id, doing(request), seen))
      if (!result.ok && result.reason === 'changed-since') {
        const notice = changedSince((await sessionOf(request)).session, timeZone)
        return redirectWith(notice, request, response, paths.adminSession({ id: session.id }))
      }
      const late = await lateOpeningWarning(db, run.id, timeZone)
      await afterwards(request, response, run.id, result, alsoSaying(cancelled(run), late))
    }),

    post(paths.adminSessionReturn, 'run-the-college', async (request, response) => {
      const { run, session } = await sessionOf(request)
      const result = await returned(session.id, request)
      const elsewhere = alsoSaying(putBack(run), await elsewhereWarning(db, run.id, session.id))
      await afterwards(request, response, run.id, result, await warned(run.id, session.id, elsewhere))
    }),
  ]

  function warned(runId: string, sessionId: string, notice: Notice): Promise<Notice> {
    return warningOfDate(db, { runId, sessionId }, notice, { timeZone, country })
  }

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  function wish(request: Request) {
    const { all_the_same: allTheSame } = request.body as { all_the_same?: unknown }
    return { timeZone, allTheSame: allTheSame === 'yes' }
  }

  async function returned(id: string, request: Request): Promise<Turned | 'clashed'> {
    try {
      return await inTransaction(db, (tx) => reinstateSession(tx, id, doing(request)))
    } catch (error) {
      if (clashRefusal(error) === undefined) throw error
      return 'clashed'
    }
  }

  function afterwards(
    request: Request,
    response: Response,
    runId: string,
    result: Turned | 'clashed',
    done: Notice,
  ): Promise<void> {
    const notice = result === 'clashed' ? clashed : result.ok ? done : refusals[result.reason]
    return redirectWith(notice ?? nothingChanged, request, response, paths.adminRunSessions({ id: runId }))
  }

  async function sessionOf(request: Request) {
    const id = parameter(request, 'id')
    const runId = found(await findSessionRunId(db, id))
    const run = found(await findRun(db, runId))
    const session = (await listSessions(db, [runId])).find((one) => one.id === id)
    if (session === undefined) throw new NotFound()
    return { run, session }
  }

  async function showNew(request: Request, response: Response, form?: Typed): Promise<void> {
    const run = found(await findRun(db, parameter(request, 'id')))
    const [places, told, sessions] = await Promise.all([
      listPlaces(db),
      countToTell(db, run.id),
      listSessions(db, [run.id]),
    ])
    const last = sessions.at(-1)
    const begun = last && typedFrom({ ...sessionWords(last, timeZone), day: '', note: '' })
    response.render('scheduling/sessions/date', newDatePage(run, places, told, form ?? begun))
  }

  async function show(request: Request, response: Response, editing?: Editing): Promise<void> {
    const { run, session } = await sessionOf(request)
    const words = sessionWords(session, timeZone)
    const shown = {
      run,
      places: await listPlaces(db),
      told: await countToTell(db, run.id),
      giving: (await listGiving(db, run.id, session.id)).map(({ name }) => name),
      history: await listHistory(db, { kind: 'session', id: session.id }),
      editing: editing ?? { form: typedFrom(words), base: words },
    }
    response.render('scheduling/sessions/date', datePage(session, shown, { now: clock(), timeZone }))
  }
}

const refusals: Partial<Record<string, Notice>> = {
  'room-taken': clashed,
  'trainer-busy': clashed,
  'place-unused': placeUnused,
  'course-gone': courseGone,
}
