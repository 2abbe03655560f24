import type { Request, Response } from 'express'
import { listSharedNeeds } from '../../accounts/about-me/need-queries.ts'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { listSessions } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { ownScript } from '../../web/security.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { sheetPage } from '../paper/pages.ts'
import { addWalkIn, countHeads, takeWalkInOut } from './add-walk-in.ts'
import { headCountForm, readRegister, type RegisterSent, walkInForm } from './forms.ts'
import { type Marked, type Marking, markRegister } from './mark-register.ts'
import { headsCounted, registerSaved, walkInAdded, walkInOut } from './notices.ts'
import { type Again, registerPage } from './pages.ts'
import {
  findRegister,
  findWalkIn,
  listMarkHistory,
  listRegister,
  listWalkIns,
  type Register,
  type RegisterRow,
} from './queries.ts'
import type { Side } from './sides.ts'

/** The register of a session, from one side: whoever gives it, or the office. */
export function markingRoutes({ db, clock, config }: Deps, side: Side): Route<Permission>[] {
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(side.register, side.may, async (request, response) => {
      await show(request, response, await registerOf(request, parameter(request, 'id')))
    }),

    post(side.register, side.may, async (request, response) => {
      const register = await registerOf(request, parameter(request, 'id'))
      const sent = readRegister(request.body)
      if (sent === undefined) throw new BadRequest()
      const means = side.means === 'page' ? sent.means : side.means
      const marking = { ...by(request), means }
      const marked = await inTransaction(db, (tx) => markRegister(tx, register, sent, marking))
      if (!marked.ok) return showAgain(request, response, register, sent, marked)
      const people = await listRegister(db, register.id)
      const unmarked = people.filter(({ mark }) => mark === null).length
      await redirectWith(
        registerSaved(marked.saidSomething, unmarked),
        request,
        response,
        side.register(register),
      )
    }),

    post(side.walkIns, side.may, async (request, response) => {
      const register = await registerOf(request, parameter(request, 'id'))
      const form = readForm(walkInForm, request.body)
      if (!form.ok) return show(request, response.status(422), register, { form })
      const noted = await inTransaction(db, (tx) => addWalkIn(tx, register.id, form.values, by(request)))
      if (!noted.ok) return show(request, response.status(422), register, { refused: noted.reason })
      await redirectWith(walkInAdded, request, response, side.register(register))
    }),

    post(side.walkInRemoval, side.may, async (request, response) => {
      const walkIn = found(await findWalkIn(db, parameter(request, 'id')))
      const register = await registerOf(request, walkIn.session_id)
      await inTransaction(db, (tx) => takeWalkInOut(tx, walkIn, by(request)))
      await redirectWith(walkInOut, request, response, side.register(register))
    }),

    post(side.headCount, side.may, async (request, response) => {
      const register = await registerOf(request, parameter(request, 'id'))
      const form = readForm(headCountForm, request.body)
      // Where people have a place, no page of ours asks for a count.
      if (!register.drop_in) throw new BadRequest()
      if (!form.ok) return show(request, response.status(422), register, { form })
      const { people } = form.values
      const noted = await inTransaction(db, (tx) => countHeads(tx, register.id, people, by(request)))
      if (!noted.ok) return show(request, response.status(422), register, { refused: noted.reason })
      await redirectWith(headsCounted, request, response, side.register(register))
    }),

    get(side.sheet, side.may, async (request, response) => {
      const register = await registerOf(request, parameter(request, 'id'))
      const people = await listRegister(db, register.id)
      const page = sheetPage({ register, session: await sessionOf(register), people }, side, moment())
      response.render('registers/paper/sheet', page)
    }),
  ]

  function by(request: Request): Marking {
    return { ...moment(), actorId: signedIn(request).id, means: side.means }
  }

  /** What is not theirs to mark is not there. */
  async function registerOf(request: Request, sessionId: string): Promise<Register> {
    if (!(await side.mayMark(db, signedIn(request).id, sessionId))) throw new NotFound()
    const register = found(await findRegister(db, sessionId))
    await side.refuseLongOver(db, register.run_id, clock())
    return register
  }

  async function sessionOf({ id, run_id: runId }: Register) {
    return found((await listSessions(db, [runId])).find((session) => session.id === id))
  }

  /** What was sent, ticked as it was, beside what stands there. */
  function showAgain(
    request: Request,
    response: Response,
    register: Register,
    { said }: RegisterSent,
    { reason, conflicts }: Extract<Marked, { ok: false }>,
  ): Promise<void> {
    const again = reason === 'conflicts' ? { said, conflicts } : { said, conflicts, refused: reason }
    const status = reason === 'too-early' || reason === 'cancelled' ? 422 : 409
    return show(request, response.status(status), register, again)
  }

  async function peopleOf(sessionId: string): Promise<RegisterRow[]> {
    const people = await listRegister(db, sessionId)
    return side.told ? people : people.map((person) => ({ ...person, what_helps: '' }))
  }

  async function show(request: Request, response: Response, { id }: Register, again?: Again): Promise<void> {
    const register = found(await findRegister(db, id))
    const people = await peopleOf(id)
    const at = moment()
    const { id: viewerId } = signedIn(request)
    const [session, history, walkIns, needs, back] = await Promise.all([
      sessionOf(register),
      listMarkHistory(db, id),
      listWalkIns(db, id),
      side.told ? listSharedNeeds(db, idsOf(people)) : [],
      side.back(db, viewerId, register.run_id, at.now),
    ])
    ownScript(response)
    const rows = { register, session, people, history, walkIns, needs, back }
    response.render('registers/marking/register', registerPage(rows, side, viewerId, at, again))
  }
}

function idsOf(people: RegisterRow[]): string[] {
  return people.map(({ person_id: personId }) => personId)
}
