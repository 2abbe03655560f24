import type { Request, Response } from 'express'
import { z } from 'zod'
import { findPeople } from '../../accounts/people/find-people.ts'
import { findCard } from '../../accounts/people/queries.ts'
import { searchTyped } from '../../accounts/people/search.ts'
import type { Permission } from '../../accounts/rules.ts'
import { decideOpen } from '../../catalogue/open.ts'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { runFacts } from '../../enrolment/rules.ts'
import { paths } from '../../paths.ts'
import { findRun, listSessions } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { takeWalkInOut } from '../marking/add-walk-in.ts'
import { findSessionByNumber, findWalkIn } from '../marking/queries.ts'
import { numberOf } from '../paper/code.ts'
import { sheetRoutes } from '../paper/staff-routes.ts'
import { nameWhoWalkedIn } from './name-walk-in.ts'
import { seenToAlready, walkInFound, walkInOut } from './notices.ts'
import { registersPage, walkInPage } from './pages.ts'
import { findUnknownWalkIn, listUnknownWalkIns, listUnmarked, type UnknownWalkIn } from './queries.ts'

const personForm = z.object({ person: z.uuid({ error: 'Choose who it was' }) })

const noSuchCode = 'No register has this code. Please look at the sheet again'
const ofDraft = 'This sheet is of a run that is a draft, and a draft has no registers. Publish the run first'

const problems = {
  'has-a-place': 'They have a place on this class. Mark them on its register, and take this line out',
  joined: 'This record is part of another by now. Look for the person again',
  'found-already': 'Somebody else has found who it was meanwhile',
  twice: 'They are on this register once already. Take one of the two out',
}

export function registerStaffRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.adminRegisters, 'run-the-college', async (request, response) => {
      const code = searchTyped(request.query.code)
      if (code === '') return showRegisters(response)
      const number = numberOf(code)
      const session = number === undefined ? undefined : await findSessionByNumber(db, number)
      if (session?.is_draft === false) return response.redirect(paths.adminRegister(session))
      const message = session === undefined ? noSuchCode : ofDraft
      const errors = [{ field: 'code', message }]
      await showRegisters(response.status(422), { typed: { code }, errors })
    }),

    ...sheetRoutes(deps),

    get(paths.adminWalkIn, 'run-the-college', async (request, response) => {
      await showWalkIn(request, response)
    }),

    post(paths.adminWalkIn, 'run-the-college', async (request, response) => {
      const walkIn = await findUnknownWalkIn(db, parameter(request, 'id'))
      if (walkIn === undefined) return redirectWith(seenToAlready, request, response, paths.adminRegisters())
      const form = readForm(personForm, request.body)
      if (!form.ok) return showWalkIn(request, response.status(422), form)
      const person = found(await findCard(db, form.values.person))
      const doing = { actorId: signedIn(request).id, now: clock() }
      const problem = await unlessTwice(() =>
        inTransaction(db, (tx) => nameWhoWalkedIn(tx, walkIn, person.id, doing)),
      )
      if (problem !== undefined) {
        const errors = [{ field: 'found', message: problems[problem] }]
        return showWalkIn(request, response.status(409), { typed: {}, errors })
      }
      const notice = walkInFound(person, walkIn, await isOpen(walkIn.run_id))
      await redirectWith(notice, request, response, paths.adminRegisters())
    }),

    post(paths.adminWalkInRemoval, 'run-the-college', async (request, response) => {
      const walkIn = found(await findWalkIn(db, parameter(request, 'id')))
      const doing = { actorId: signedIn(request).id, now: clock() }
      await inTransaction(db, (tx) => takeWalkInOut(tx, walkIn, doing))
      await redirectWith(walkInOut, request, response, paths.adminRegister({ id: walkIn.session_id }))
    }),
  ]

  /** Whether people still join the run. On the telephone it is the same, whoever it is first for. */
  async function isOpen(runId: string): Promise<boolean> {
    const run = found(await findRun(db, runId))
    const open = decideOpen(runFacts(run, await listSessions(db, [runId])), clock())
    return open.ok || open.reason === 'first-for-others'
  }

  async function showRegisters(response: Response, form?: Typed): Promise<void> {
    const at = moment()
    const [unmarked, walkIns] = await Promise.all([listUnmarked(db, at.now), listUnknownWalkIns(db)])
    response.render('registers/office/registers', registersPage({ unmarked, walkIns }, at, form))
  }

  async function showWalkIn(request: Request, response: Response, form?: Typed): Promise<void> {
    const walkIn = found(await findUnknownWalkIn(db, parameter(request, 'id')))
    const { asked, people } = await lookFor(walkIn, searchTyped(request.query.q))
    response.render('registers/office/walk-in', walkInPage(walkIn, people, asked, moment(), form))
  }

  /** Whom the office searches for; else by how they can be reached, and if nobody can be reached so, by their name. */
  async function lookFor({ contact, name }: UnknownWalkIn, typed: string) {
    const asked = typed === '' && contact !== '' ? contact : typed
    const people = asked === '' ? undefined : await findPeople(db, asked)
    if (people !== undefined && (typed !== '' || (people.people.length > 0 && !people.alike)))
      return { asked, people }
    return { asked: name ?? '', people: await findPeople(db, name ?? '') }
  }
}

async function unlessTwice(work: () => ReturnType<typeof nameWhoWalkedIn>) {
  try {
    const named = await work()
    return named.ok ? undefined : named.reason
  } catch (error) {
    if (isViolationOf('one_walk_in_a_person_a_session', error)) return 'twice' as const
    throw error
  }
}
