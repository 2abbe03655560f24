import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { undo } from '../undo/link.ts'
import { clashRefusal } from '../sessions/clashes.ts'
import { findRun, listSessions, listTrainers } from '../queries.ts'
import { changeTeam, type TeamChange, type TeamChanged } from './change-team.ts'
import { findLacking } from './covers/find-lacking.ts'
import { coversDecided } from './covers/pages.ts'
import { giveInWords } from './covers/notices.ts'
import { listCovers } from './covers/queries.ts'
import { joiningForm, leavingForm } from './forms.ts'
import { teamPage } from './pages.ts'
import type { Times } from './suitability/dates.ts'
import { askFirst, cautionAbout } from './suitability/ask-first.ts'
import { findSuitable } from './suitability/find-suitable.ts'

/** Who gives a run: somebody comes, somebody cannot any more, and who could take over. */
export function trainerStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminRunTrainers, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminRunTrainers, 'run-the-college', async (request, response) => {
      const form = readForm(joiningForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const { comes, expertise } = form.values
      const change = { leaves: null, comes: { personId: comes, expertise }, reason: null }
      const warning = await warningOf(request, change.comes)
      const result = await changed(request, change)
      if (result.ok) return back(request, response, askFirst(joined, warning))
      await refuse(request, response, result, { typed: form.values, field: 'comes' })
    }),

    post(paths.adminTrainerLeaving, 'run-the-college', async (request, response) => {
      const form = readForm(leavingForm, request.body)
      if (!form.ok) return show(request, response.status(422), beside(form, form.typed.leaves ?? ''))
      const { leaves, comes, reason } = form.values
      const team = await listTrainers(db, [parameter(request, 'id')])
      const expertise = team.find(({ person_id }) => person_id === leaves)?.expertise ?? 'lived'
      const comesIn = comes === null ? null : { personId: comes, expertise }
      const warning = await warningOf(request, comesIn)
      const result = await changed(request, { leaves, comes: comesIn, reason })
      if (result.ok) return back(request, response, comes === null ? left : askFirst(takenOver, warning))
      const typed = { leaves, comes: comes ?? '', reason: reason ?? '' }
      const part = result.reason === 'needs-reason' ? 'reason' : 'comes'
      await refuse(request, response, result, { typed, field: `${part}-${leaves}` })
    }),
  ]

  /** When somebody else was quicker than the check, the trainer is busy all the same. */
  async function changed(request: Request, change: TeamChange): Promise<TeamChanged> {
    const doing = { actorId: signedIn(request).id, now: clock() }
    try {
      return await inTransaction(db, (tx) => changeTeam(tx, parameter(request, 'id'), change, doing))
    } catch (error) {
      if (clashRefusal(error) === undefined) throw error
      return { ok: false, reason: 'busy', clashes: [] }
    }
  }

  /** Looked for before they are in the team, of which nobody is a candidate. */
  async function warningOf(request: Request, comes: TeamChange['comes']): Promise<string[]> {
    const run = await findRun(db, parameter(request, 'id'))
    if (comes === null || run === undefined) return []
    const at = { now: clock(), timeZone: config.timeZone }
    const candidates = await findSuitable(db, run, await timesToCome(run.id), at)
    const one = candidates[comes.expertise].find(({ id }) => id === comes.personId)
    const caution = one && cautionAbout(one, config.timeZone)
    return caution === undefined ? [] : [caution]
  }

  async function timesToCome(runId: string): Promise<Times[]> {
    const sessions = await listSessions(db, [runId])
    return sessions
      .filter(({ status, ends_at }) => status === 'planned' && ends_at > clock())
      .map(({ starts_at, ends_at }) => ({ startsAt: starts_at, endsAt: ends_at }))
  }

  async function refuse(
    request: Request,
    response: Response,
    refused: Exclude<TeamChanged, { ok: true }>,
    { typed, field }: { typed: Record<string, string>; field: string },
  ): Promise<void> {
    if (refused.reason === 'not-found') throw new NotFound()
    if (refused.reason === 'run-over') return back(request, response, runOver)
    if (refused.reason === 'gone-already') {
      const team = await listTrainers(db, [parameter(request, 'id')])
      return back(request, response, goneAlready(team.map(({ name }) => name)))
    }
    const status = refused.reason === 'needs-reason' ? 422 : 409
    await show(request, response.status(status), { typed, errors: [{ field, message: why(refused) }] })
  }

  function why(refused: Exclude<TeamChanged, { ok: true }>): string {
    if (refused.reason !== 'busy') return refusals[refused.reason]
    const [clash] = refused.clashes
    if (clash === undefined) return 'They were booked for something else this moment. Choose somebody else'
    const day = shortDay(clash.starts_at, config.timeZone)
    return `They teach ${clash.title} on ${day}. Choose somebody else, or move one of the two`
  }

  async function show(request: Request, response: Response, form?: Typed): Promise<void> {
    const run = found(await findRun(db, parameter(request, 'id')))
    const now = clock()
    const [team, sessions] = await Promise.all([listTrainers(db, [run.id]), listSessions(db, [run.id])])
    const times = await timesToCome(run.id)
    const at = { now, timeZone: config.timeZone }
    const candidates = await findSuitable(db, run, times, at)
    const lacking = await findLacking(db, { runIds: [run.id] }, at)
    const decided = coversDecided(await listCovers(db, run.id), sessions, at)
    const rows = { run, team, candidates, dates: times.length, lacking, decided }
    const page = teamPage(rows, config.timeZone, form)
    response.render('scheduling/trainers/team', page)
  }
}

function back(request: Request, response: Response, notice: Notice): Promise<void> {
  return redirectWith(notice, request, response, paths.adminRunTrainers({ id: parameter(request, 'id') }))
}

/** A form stands beside each trainer: mistakes belong to the fields of this one. */
function beside({ typed, errors }: Typed, personId: string): Typed {
  return { typed, errors: errors.map(({ field, message }) => ({ field: `${field}-${personId}`, message })) }
}

const refusals = {
  'not-found': '',
  'run-over': '',
  'gone-already': '',
  'needs-reason': 'Say why nobody takes over, or choose somebody. The course was promised with two',
  'not-a-trainer': 'They are no trainer any more. Choose somebody else',
  'there-already': 'They give this course already. Choose somebody else',
}

const joined: Notice = { kind: 'success', title: 'They give this course now', link: undo }
const left: Notice = {
  kind: 'success',
  title: 'That is noted',
  text: 'They are down for none of the dates to come. If the pair is incomplete, the office page says so until you find somebody.',
  link: undo,
}
const takenOver: Notice = {
  kind: 'success',
  title: 'Somebody else takes over',
  text: 'From now on, for every date to come.',
  link: undo,
}
const runOver: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'The run is over or called off.',
}

/** Somebody was quicker: who gives it now. */
function goneAlready(names: string[]): Notice {
  const title = 'Nothing was changed: they had left it before'
  const text = names.length === 0 ? 'Nobody gives this course now.' : `${giveInWords(names)} this course now.`
  return { kind: 'information', title, text }
}
