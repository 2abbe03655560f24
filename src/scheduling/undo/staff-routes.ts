import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { listNames } from '../../editing/queries.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { addMinutes } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { beforeIn, rowsOnPage } from '../../web/before.ts'
import type { Deps } from '../../web/deps.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listClosedDays } from '../closures/queries.ts'
import { closedDays } from '../planning/closed-days.ts'
import { clashRefusal } from '../sessions/clashes.ts'
import { warningOfDate } from '../sessions/date-warnings.ts'
import { alsoSaying } from '../sessions/notices.ts'
import { elsewhereWarning } from '../sessions/students-elsewhere.ts'
import { listPlaces } from '../planning/queries.ts'
import { runLabels } from '../runs/pages.ts'
import { sessionLabels } from '../sessions/pages.ts'
import { listTerms } from '../terms/queries.ts'
import { refusals, undoAddress, undoPage } from './pages.ts'
import { listActsSince, listChangesSince, listPresses } from './queries.ts'
import { bringsTimeBack, type PastChange, undoableFor } from './rules.ts'
import { togetherNotice } from './notices.ts'
import { type Undone, undoChange } from './undo-change.ts'
import { undoTogether } from './undo-together.ts'

/** What was planned and changed since yesterday, each with a button that takes it back. */
export function undoRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone, country } = config
  return [
    get(paths.adminUndo, 'run-the-college', async (request, response) => {
      await show(request, response)
    }),

    post(paths.adminUndoChange, 'run-the-college', async (request, response) => {
      const tried = await undoOne(numberIn(request), signedIn(request).id)
      if (typeof tried === 'string') return show(request, response.status(409), tried)
      if (tried.ok)
        return redirectWith(
          await undoneNotice(tried.change),
          request,
          response,
          undoAddress(beforeIn(request)),
        )
      if (tried.reason === 'not-found') throw new NotFound()
      await show(request, response.status(409), refusals[tried.reason])
    }),

    post(paths.adminUndoTogether, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const doing = { actorId: signedIn(request).id, now: clock() }
      const done = found(await inTransaction(db, (tx) => undoTogether(tx, id, timeZone, doing)))
      await redirectWith(togetherNotice(done), request, response, paths.adminUndo())
    }),
  ]

  /** What became of it; or in words what is in the way of how it was. */
  async function undoOne(number: number, actorId: string): Promise<Undone | string> {
    try {
      return await inTransaction(db, (tx) => undoChange(tx, number, timeZone, { actorId, now: clock() }))
    } catch (error) {
      if (error instanceof RefusedField) return `It cannot be as it was. ${error.message}.`
      if (clashRefusal(error) !== undefined) return quicker
      if (isViolationOf('audit_event_undone_once', error)) return refusals['undone-already']
      throw error
    }
  }

  async function undoneNotice(change: PastChange): Promise<Notice> {
    const { title, runId, sessionId } = change
    const text = 'It is as it was before. If that was a slip, undo it too.'
    const undone: Notice = { kind: 'success', title: `Undone: ${title}`, text }
    if (sessionId === null || !bringsTimeBack(change)) return undone
    const elsewhere = alsoSaying(undone, await elsewhereWarning(db, runId, sessionId))
    return warningOfDate(db, { runId, sessionId }, elsewhere, { timeZone, country })
  }

  async function show(request: Request, response: Response, refused?: string): Promise<void> {
    const now = clock()
    const before = beforeIn(request)
    const since = addMinutes(now, -undoableFor)
    const [changes, acts, places, terms, closures] = await Promise.all([
      listChangesSince(db, since, { before, most: rowsOnPage + 1 }),
      listActsSince(db, since),
      listPlaces(db),
      listTerms(db),
      listClosedDays(db),
    ])
    const labels = { session: sessionLabels(places), run: runLabels(terms) }
    const presses = await listPresses(db, changes)
    const names = await listNames(db, [...changes, ...[...presses.values()].flat()])
    const around = { labels, closedOn: closedDays(closures, country), names, presses }
    const listed = { changes, acts, before, ...(refused === undefined ? {} : { refused }) }
    response.render('scheduling/undo/undo', undoPage(listed, around, { now, timeZone }))
  }
}

const quicker = 'It cannot be as it was. Somebody else took the room or a trainer at that time this moment.'

function numberIn(request: Request): number {
  const text = parameter(request, 'number')
  return found(/^\d{1,15}$/.test(text) ? Number(text) : undefined)
}
