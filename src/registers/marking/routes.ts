import type { Request, Response } from 'express'
import { listSharedNeeds } from '../../accounts/about-me/need-queries.ts'
import { listSupporters } from '../../accounts/about-me/queries.ts'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { listSessions } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { ownScript } from '../../web/security.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { sheetPage } from '../paper/pages.ts'
import { readRegister, type RegisterSent } from './forms.ts'
import { registerSaved } from './notices.ts'
import { type Again, registerPage } from './pages.ts'
import {
  findRegister,
  listMarkHistory,
  listRegister,
  listWalkIns,
  type Register,
  type RegisterRow,
} from './queries.ts'
import { saveRegister, type Saved } from './save-register.ts'
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
      if (sent.heads !== undefined && !register.drop_in) throw new BadRequest()
      const means = side.means === 'page' ? sent.means : side.means
      const marking = { ...moment(), actorId: signedIn(request).id, means }
      const saved = await inTransaction(db, (tx) => saveRegister(tx, register, sent, marking))
      if (!saved.ok) return showAgain(request, response, register, sent, saved)
      if (sent.wrong.errors.length > 0)
        return show(request, response.status(422), register, { form: sent.wrong })
      const marks = (await listRegister(db, register.id)).map(({ mark }) => mark)
      const notice = registerSaved(saved.parts, marks)
      await redirectWith(notice, request, response, side.register(register))
    }),

    get(side.sheet, side.may, async (request, response) => {
      const register = await registerOf(request, parameter(request, 'id'))
      const people = await listRegister(db, register.id)
      const page = sheetPage({ register, session: await sessionOf(register), people }, side, moment())
      response.render('registers/paper/sheet', page)
    }),
  ]

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
    sent: RegisterSent,
    { conflicts, refused, headsCountedMeanwhile }: Extract<Saved, { ok: false }>,
  ): Promise<void> {
    const { said, typed, wrong } = sent
    if (refused !== undefined) {
      const form = { typed, errors: wrong.errors }
      const status = refused === 'moved' ? 409 : 422
      return show(request, response.status(status), register, { said, conflicts, refused, form })
    }
    const form = headsCountedMeanwhile
      ? { ...wrong, typed: { ...wrong.typed, people: typed.people ?? '' } }
      : wrong
    return show(request, response.status(409), register, { said, conflicts, headsCountedMeanwhile, form })
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
    const told = side.told ? idsOf(people) : []
    const [session, history, walkIns, needs, supporters, given, back] = await Promise.all([
      sessionOf(register),
      listMarkHistory(db, id),
      listWalkIns(db, id),
      listSharedNeeds(db, told),
      listSupporters(db, told),
      side.givenDates(db, viewerId, register.run_id),
      side.back(db, viewerId, register.run_id, at.now),
    ])
    ownScript(response)
    const rows = { register, session, people, history, walkIns, needs, supporters, given, back }
    response.render('registers/marking/register', registerPage(rows, side, viewerId, at, again))
  }
}

function idsOf(people: RegisterRow[]): string[] {
  return people.map(({ person_id: personId }) => personId)
}
