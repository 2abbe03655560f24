import type { Request, Response } from 'express'
import { findPeople } from '../../accounts/people/find-people.ts'
import type { Found } from '../../accounts/people/pages.ts'
import { findCard, findForOffice, findMergedInto, listAcceptances } from '../../accounts/people/queries.ts'
import { searchTyped } from '../../accounts/people/search.ts'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import { findRun, listSessions } from '../../scheduling/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listPrerequisitesMet } from '../booking-rules/queries.ts'
import { mergedIntoThis } from '../merging/notices.ts'
import { listMergesInto } from '../merging/queries.ts'
import { listOwn } from '../page-queries.ts'
import { chooseCoursePage, choosePersonPage } from './choose-pages.ts'
import { enrolFor, type EnrollingFor } from './enrol-for.ts'
import { enrolForForm } from './forms.ts'
import { onCallList, onItAlready } from './notices.ts'
import { askOverlapPage, notEnrolledPage, toldPage } from './outcome-pages.ts'
import { personPage } from './person-page.ts'
import { putOnCallList } from './put-on-call-list.ts'
import { askRulesPage, reasonGiven, saidBefore } from './rules-page.ts'
import { findToTell, listLiveOnRun, listOpenCalls, listRunsToChoose } from './queries.ts'

const mostRuns = 30

/** Somebody phones, visits or writes: their page, and enrolling them as fast as they could online. */
export function onBehalfRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.adminPerson, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const into = await findMergedInto(db, id)
      if (into !== undefined)
        return redirectWith(mergedIntoThis, request, response, paths.adminPerson({ id: into }))
      const person = found(await findForOffice(db, id))
      const own = await listOwn(db, person.id)
      const runIds = own.map(({ run_id }) => run_id)
      const [sessions, calls, acceptances, merged, doneBefore] = await Promise.all([
        listSessions(db, runIds),
        listOpenCalls(db, person.id),
        listAcceptances(db, person.id),
        listMergesInto(db, person.id),
        listPrerequisitesMet(db, person.id),
      ])
      const rows = { person, own, sessions, calls, acceptances, merged, doneBefore }
      response.render('enrolment/on-behalf/person', personPage(rows, moment()))
    }),

    get(paths.adminPersonEnrolments, 'run-the-college', async (request, response) => {
      const person = found(await findCard(db, parameter(request, 'id')))
      const asked = searchTyped(request.query.q)
      const at = moment()
      const choices = await runsToChoose(person.id, asked, at)
      response.render('enrolment/on-behalf/choose-course', chooseCoursePage(person, choices, asked, at))
    }),

    post(paths.adminPersonEnrolments, 'run-the-college', async (request, response) => {
      const form = readForm(enrolForForm, request.body)
      if (!form.ok) throw new BadRequest()
      const person = found(await findCard(db, parameter(request, 'id')))
      const { run: runId, overlap, from, confirmed, done } = form.values
      const run = found(await findRun(db, runId))
      const enrolling = {
        ...{ runId, personId: person.id, overlapAccepted: overlap === 'accepted' },
        ...{ audienceConfirmed: confirmed, rulesWaivedReason: reasonGiven(form.values) },
        done: done.split('\n').filter(Boolean),
      }
      const by = signedIn(request).id
      const result = await enrolOrSayClosed(enrolling, by)
      if (result.ok) return response.redirect(303, paths.adminEnrolment({ id: result.enrolmentId }))
      if (result.reason === 'not-found') return found<never>(undefined)
      if (result.reason === 'rules' || result.reason === 'audience-unconfirmed') {
        const broken = result.reason === 'rules' ? result.broken : []
        response.status(form.values.asked === undefined ? 409 : 422)
        return response.render(
          'enrolment/on-behalf/rules',
          askRulesPage({ person, run, broken, values: form.values }, config.timeZone),
        )
      }
      const pressed = { person, run, from }
      response.status(409)
      if (result.reason === 'overlap')
        return response.render(
          'enrolment/on-behalf/overlap',
          askOverlapPage(result.overlaps, { ...pressed, said: saidBefore(form.values) }, moment()),
        )
      response.render('enrolment/on-behalf/refused', notEnrolledPage(result, pressed, config.timeZone))
    }),

    get(paths.adminRunEnrolling, 'run-the-college', async (request, response) => {
      const run = found(await findRun(db, parameter(request, 'id')))
      const asked = searchTyped(request.query.q)
      const one = await personNamed(request.query.person)
      const people: Found = one ?? (await findPeople(db, asked))
      const ids = people.people.map(({ id }) => id)
      const rows = { found: people, live: await listLiveOnRun(db, run.id, ids), one: one !== undefined }
      response.render('enrolment/on-behalf/choose-person', choosePersonPage(run, rows, asked))
    }),

    get(paths.adminEnrolment, 'run-the-college', (request, response) => showTold(request, response)),

    post(paths.adminTelling, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => putOnCallList(tx, id, deps))
      if (!result.ok && result.reason === 'not-found') return found<never>(undefined)
      await redirectWith(
        result.ok ? onCallList : onItAlready,
        request,
        response,
        paths.adminEnrolment({ id }),
      )
    }),
  ]

  /** A closed account is known to the database before it is known to the rules: it refuses, and this says so. */
  async function enrolOrSayClosed(enrolling: EnrollingFor, by: string) {
    try {
      return await inTransaction(db, (tx) => enrolFor(tx, enrolling, by, deps))
    } catch (error) {
      if (!isViolationOf('closed_account_takes_part_in_nothing', error)) throw error
      return { ok: false as const, reason: 'account-closed' as const }
    }
  }

  async function runsToChoose(personId: string, asked: string, at: ReturnType<typeof moment>) {
    const words = asked.split(/\s+/).filter(Boolean).slice(0, 6)
    const rows = await listRunsToChoose(db, { personId, words, most: mostRuns }, at)
    const sessions = await listSessions(
      db,
      rows.map(({ id }) => id),
    )
    const runs = await Promise.all(rows.map(({ id }) => findRun(db, id)))
    return rows.map((row, index) => ({
      ...row,
      run: found(runs[index]),
      sessions: sessions.filter(({ run_id }) => run_id === row.id),
    }))
  }

  /** The one person the address names, such as somebody who was added a moment ago. */
  async function personNamed(id: unknown): Promise<Found | undefined> {
    if (typeof id !== 'string' || !uuid.test(id)) return undefined
    const card = await findCard(db, id)
    return card && { people: [{ ...card, matching: 1 }], alike: false }
  }

  async function showTold(request: Request, response: Response): Promise<void> {
    const enrolment = found(await findToTell(db, parameter(request, 'id')))
    const run = found(await findRun(db, enrolment.run_id))
    const page = toldPage(enrolment, run, await listSessions(db, [run.id]), moment())
    response.render('enrolment/on-behalf/told', page)
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
