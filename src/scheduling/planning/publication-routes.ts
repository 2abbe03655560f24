import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { optionalLine, readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { undo } from '../undo/link.ts'
import { listLacking } from '../trainers/covers/queries.ts'
import { publishRun } from '../publish-run.ts'
import { findRun, listSessions, listTrainers } from '../queries.ts'
import { smallRoomWarning } from '../sessions/small-room.ts'
import { daysToLookAt } from './days-to-look-at.ts'
import { publicationPage } from './publication-page.ts'
import { refusals } from './publication-words.ts'

const publicationForm = z.object({ reason: optionalLine(300) })

/** Publishing a run: first what everybody will see and what it lacks, then the button. */
export function publicationRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminPublication, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminPublication, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(publicationForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const reason = form.values.reason ?? undefined
      const doing = { actorId: signedIn(request).id, now: clock() }
      const result = await inTransaction(db, (tx) => publishRun(tx, id, reason, doing))
      if (result.ok) return redirectWith(published, request, response, paths.adminRun({ id }))
      if (result.reason === 'not-found') throw new NotFound()
      if (result.reason === 'not-a-draft')
        return redirectWith(before, request, response, paths.adminRun({ id }))
      const errors = [{ field: 'reason', message: refusals[result.reason] }]
      await show(request, response.status(422), { typed: {}, errors })
    }),
  ]

  async function show(request: Request, response: Response, form?: Typed): Promise<void> {
    const run = found(await findRun(db, parameter(request, 'id')))
    const [sessions, trainers] = await Promise.all([listSessions(db, [run.id]), listTrainers(db, [run.id])])
    const lacking = await listLacking(db, { runIds: [run.id] }, { now: clock(), timeZone: config.timeZone })
    const small = await smallRoomWarning(db, { runId: run.id, after: clock() })
    const daysToSee = await daysToLookAt(db, run.id, sessions, config)
    const page = publicationPage({ run, sessions, trainers, lacking, small, daysToSee }, config, form)
    response.render('scheduling/planning/publication', page)
  }
}

const published: Notice = {
  kind: 'success',
  title: 'The run is published',
  text: 'Everybody can see it, and enrol as soon as enrolment is open.',
  link: undo,
}
const before: Notice = { kind: 'information', title: 'That was done before' }
