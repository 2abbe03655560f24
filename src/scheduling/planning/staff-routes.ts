import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { unlessRefused } from '../../editing/edit-form.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import type { Typed } from '../../web/form-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { undo } from '../undo/link.ts'
import { clashRefusal } from '../sessions/clashes.ts'
import { listClosedDays } from '../closures/queries.ts'
import { type Choices, getChoices } from './choices.ts'
import { closedDays } from './closed-days.ts'
import { lookAtPlan, type PlanShown, type ReadyPlan, shownWithClashes, withMistakes } from './look-at-plan.ts'
import { planPage } from './pages.ts'
import { planRun, type Planned, trainersOf } from './plan-run.ts'
import { type ClashRow, listClashes, listFreeRooms } from './queries.ts'
import { alsoSaying } from '../sessions/notices.ts'
import { askFirst } from '../trainers/suitability/ask-first.ts'
import { sharedLinkWarning } from './shared-links.ts'

const beside = [
  {
    constraint: 'run_code',
    field: 'code',
    message: 'Another run of this term has this code. Choose another',
  },
  { constraint: 'run_term_id_fkey', field: 'term', message: 'This term is gone. Choose another, or none' },
]

/** A mistake that only the database finds. */
interface Unsaved {
  ok: false
  reason: 'refused'
  form: Typed
}

type Refusal = Exclude<Planned, { ok: true } | { reason: 'planned-before' }> | Unsaved

/** Planning a run: from a pattern to dates that each stand for themselves. */
export function planningRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminRunNew, 'run-the-college', async (request, response) => {
      const choices = await getChoices(db)
      const { course, term: asked } = request.query
      // Only where it is plain: a run that is planned for another one would land there without a word.
      const term = choices.terms.find(({ id }) => id === asked)
      const typed = {
        ...(typeof course === 'string' ? { course } : {}),
        term: term?.id ?? '',
        sessions: '1',
        capacity: '12',
      }
      await show(response, choices, { form: { typed, errors: [] }, rows: [], skipped: [] })
    }),

    post(paths.adminRunNew, 'run-the-college', async (request, response) => {
      const moment = { now: clock(), timeZone }
      const choices = await getChoices(db)
      const closures = await listClosedDays(db)
      const around = { choices, closedOn: closedDays(closures, config.country), moment }
      const looked = await lookAtPlan(db, request.body, around)
      if (!looked.ready) return show(response.status(looked.status), choices, looked.shown)
      const planned = await plan(request, looked.found)
      if (planned.ok) {
        const shared = await sharedLinkWarning(db, planned, timeZone)
        const notice = alsoSaying(doneWith(looked.found), shared)
        return redirectWith(notice, request, response, paths.adminRun({ id: planned.runId }))
      }
      if (planned.reason === 'planned-before')
        return redirectWith(plannedBefore, request, response, paths.adminRun({ id: planned.runId }))
      await show(response.status(409), choices, refused(planned, looked.found))
    }),
  ]

  async function show(response: Response, choices: Choices, shown: PlanShown): Promise<void> {
    const free = shown.insteadOf && (await listFreeRooms(db, shown.insteadOf.times))
    response.render('scheduling/planning/plan', planPage(choices, shown, free))
  }

  async function plan(request: Request, found: ReadyPlan): Promise<Planned | Unsaved> {
    const doing = { actorId: signedIn(request).id, now: clock() }
    try {
      const done = await unlessRefused(beside, found.plan, () =>
        inTransaction(db, (tx) => planRun(tx, found.plan, found, doing)),
      )
      return done.ok ? done.result : { ok: false, reason: 'refused', form: done.form }
    } catch (error) {
      if (clashRefusal(error) === undefined) throw error
      return { ok: false, reason: 'clashes', clashes: await clashesOf(found) }
    }
  }

  /** Another administrator was quicker than the check: the clash is looked for again, to be named. */
  function clashesOf({ plan, place, times }: ReadyPlan): Promise<ClashRow[]> {
    const trainerIds = trainersOf(plan).map(({ person_id }) => person_id)
    return listClashes(db, times, { roomId: place.roomId, trainerIds })
  }

  function refused(planned: Refusal, found: ReadyPlan): PlanShown {
    if (planned.reason === 'refused') return { form: planned.form, rows: found.rows, skipped: [] }
    if (planned.reason === 'clashes') return shownWithClashes(found, planned.clashes, timeZone)
    const message = 'What you chose was taken out of use meanwhile. Choose again'
    return { form: withMistakes(found.plan, [{ field: 'place', message }]), rows: found.rows, skipped: [] }
  }
}

const done: Notice = {
  kind: 'success',
  title: 'The run is planned',
  text: 'It is a draft: only the office sees it. Publish it when it is ready.',
  link: undo,
}

const plannedBefore: Notice = {
  kind: 'information',
  title: 'The run is planned already',
  text: 'The form came twice, and there is one run. For another, begin again with “Plan a run”.',
}

function doneWith({ warnings, once }: ReadyPlan): Notice {
  const asking = askFirst(
    done,
    warnings.map(({ text }) => text),
  )
  return once.reduce((notice, text) => alsoSaying(notice, `${text}.`), asking)
}
