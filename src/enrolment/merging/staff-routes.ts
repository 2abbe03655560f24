import type { Request, Response } from 'express'
import { findPeople } from '../../accounts/people/find-people.ts'
import { listLikely } from '../../accounts/people/search-queries.ts'
import { searchTyped, telephoneTail } from '../../accounts/people/search.ts'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nothingTyped, type Typed } from '../../web/form-page.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { mergeForm } from './forms.ts'
import { mergeRecords } from './merge.ts'
import { recordsMerged, mergeUndone } from './notices.ts'
import { findOtherPage, mergePage, notMergedPage, notUndonePage } from './pages.ts'
import type { Person } from './person.ts'
import { countThings, findPerson, findSide, getTrainerFacts, listLiveOf } from './queries.ts'
import { type Choices, decideMerge, type MergeRefusal, usualChoices } from './rules.ts'
import { undoMerge } from './undo.ts'
import { undoRefusals } from './words.ts'

/** Two records of one person become one, and two again where that was a mistake. */
export function mergingRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.adminPersonMerge, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const other = request.query.with
      if (typeof other === 'string') return showBoth(response, id, other, nothingTyped)
      const person = found(await findPerson(db, id))
      const asked = searchTyped(request.query.q)
      const records =
        asked === '' ? { likely: await listLike(person) } : { found: await findPeople(db, asked) }
      response.render('enrolment/merging/find', findOtherPage(person, records, asked))
    }),

    post(paths.adminPersonMerge, 'run-the-college', async (request, response) => {
      const keptId = parameter(request, 'id')
      const form = readForm(mergeForm, request.body)
      if (!form.ok) return showBoth(response.status(422), keptId, form.typed.other ?? '', form)
      const { other: mergedId, email, contact, supporter } = form.values
      const choices = { email, contact, supporter }
      const by = signedIn(request).id
      const result = await mergeOrRefuse({ keptId, mergedId, choices }, by)
      if (result.ok) {
        const { name } = found(await findPerson(db, keptId))
        return redirectWith(recordsMerged(name), request, response, paths.adminPerson({ id: keptId }))
      }
      if (result.reason === 'not-found') return found<never>(undefined)
      refuse(response, result, keptId, mergedId)
    }),

    post(paths.adminMergeUndo, 'run-the-college', async (request, response) => {
      const by = signedIn(request).id
      const result = await inTransaction(db, (tx) => undoMerge(tx, parameter(request, 'id'), by, deps))
      if (result.ok) return showUndone(request, response, result)
      if (result.reason === 'not-found') return found<never>(undefined)
      const page = notUndonePage(undoRefusals[result.reason], result.keptId)
      response.status(409).render('enrolment/merging/refused', page)
    }),
  ]

  function listLike({ name, email, claimed_email, phone }: Person) {
    return listLikely(db, { name, email: email ?? claimed_email, telephone: telephoneTail(phone) })
  }

  async function showBoth(response: Response, id: string, other: string, form: Typed): Promise<void> {
    if (!uuid.test(other)) throw new BadRequest()
    const [kept, merged] = [found(await findSide(db, id)), found(await findSide(db, other))]
    const trainers = await getTrainerFacts(db, id, other)
    const choices = { ...usualChoices(kept, merged), ...chosenIn(form) }
    const decided = decideMerge({ kept, merged, trainers }, choices)
    if (!decided.ok) return refuse(response, decided, id, other)
    const places = { kept: await listLiveOf(db, id), merged: await listLiveOf(db, other) }
    const counts = { kept: await countThings(db, id), merged: await countThings(db, other) }
    const at = { now: clock(), timeZone: config.timeZone }
    response.render('enrolment/merging/both', mergePage({ kept, merged, places, counts }, choices, form, at))
  }

  function refuse(response: Response, refusal: MergeRefusal, id: string, other: string): void {
    response.status(409).render('enrolment/merging/refused', notMergedPage(refusal, id, other))
  }

  /** Two trainers who are one are known to the rules; where two people change that at once, to the database. */
  async function mergeOrRefuse(merging: Parameters<typeof mergeRecords>[1], by: string) {
    try {
      return await inTransaction(db, (tx) => mergeRecords(tx, merging, by, deps))
    } catch (error) {
      if (!isViolationOf('one_trainer_in_one_place_at_once', error)) throw error
      return { ok: false as const, reason: 'two-places' as const, course: 'one of the two' }
    }
  }

  async function showUndone(
    request: Request,
    response: Response,
    { keptId, mergedId, inLine }: { keptId: string; mergedId: string; inLine: string[] },
  ): Promise<void> {
    const { name } = found(await findPerson(db, mergedId))
    const other = { id: mergedId, name }
    await redirectWith(mergeUndone(other, inLine), request, response, paths.adminPerson({ id: keptId }))
  }
}

function chosenIn({ typed }: Typed): Partial<Choices> {
  const read = readForm(mergeForm.pick({ email: true, contact: true, supporter: true }), typed)
  return Object.keys(typed).length > 0 && read.ok ? read.values : {}
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
