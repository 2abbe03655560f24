import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { unlessRefused } from '../../editing/edit-form.ts'
import { listHistory } from '../../editing/queries.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { BadRequest, found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { someOf } from '../run-names.ts'
import { clashRefusal } from '../sessions/clashes.ts'
import { listSmallRooms } from '../sessions/queries.ts'
import { termNameTaken } from '../terms/forms.ts'
import { findTerm, listTerms, type NamedDays } from '../terms/queries.ts'
import { countOutsideOfCopy, findCopy, listDraftsOfCopy, listGaps, listSharedLinks } from './copy-queries.ts'
import { type Copied, copyTerm, type CopyWanted } from './copy-term.ts'
import { placeForm, seenToForm } from './forms.ts'
import { fromGap } from './gap-pages.ts'
import { type CopyAsked, type CopyLooked, lookAtCopy } from './look-at-copy.ts'
import { copyTermPage, type PageOf, termCopyPage } from './pages.ts'
import { previewOf } from './preview.ts'
import { readCopy } from './read-copy.ts'
import { listChangesOfTerm } from './queries.ts'
import { seeToGaps, takeBackCopy, type TakenBack } from './take-back.ts'

interface Shown {
  into: NamedDays
  looked: CopyLooked
}

/** Copying a term forward: what it comes to, the copy with what it lacks, and the way back. */
export function termCopyRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminTermCopyNew, 'run-the-college', async (request, response) => {
      const term = found(await findTerm(db, parameter(request, 'id')))
      const terms = await listTerms(db)
      const next = terms.filter(({ starts_on }) => starts_on > term.starts_on).at(-1)
      const typed = { into: next?.id ?? '', with_trainers: 'yes' }
      const changes = await listChangesOfTerm(db, term.id)
      show(response, { term, terms, changes, copyId: randomUUID() }, { typed, errors: [] })
    }),

    post(paths.adminTermCopyNew, 'run-the-college', async (request, response) => {
      const term = found(await findTerm(db, parameter(request, 'id')))
      const read = await readCopy(db, term, request.body)
      const changes = await listChangesOfTerm(db, term.id)
      const page = { term, terms: await listTerms(db), changes, copyId: copyIdIn(request) }
      if (!read.ok) return show(response.status(422), page, read.typed)
      const { wanted, into, typed } = read
      const { step } = request.body as { step?: unknown }
      if (step !== 'copy') {
        const looked = await lookAtCopy(db, { ...wanted, runIds: undefined }, calendar())
        return show(response, page, typed, { into, looked })
      }
      if (wanted.runIds.size === 0)
        return again(response.status(422), page, wanted, into, {
          ...typed,
          errors: [{ field: 'runs', message: 'Tick at least one run' }],
        })
      const copied = await copy(request, wanted)
      if (!copied.ok && 'form' in copied)
        return again(response.status(422), page, wanted, into, { ...typed, errors: copied.form.errors })
      if (copied.ok) return toCopy(request, response, copied.copyId)
      if (copied.reason === 'not-found') throw new NotFound()
      await again(response.status(409), page, { ...wanted, runIds: undefined }, into, {
        ...typed,
        errors: [{ field: 'runs', message: changedMeanwhile }],
      })
    }),

    get(paths.adminTermCopy, 'run-the-college', async (request, response) => {
      const made = found(await findCopy(db, parameter(request, 'id')))
      const [gaps, links, drafts, history] = await Promise.all([
        listGaps(db, made.id),
        listSharedLinks(db, made.id, clock()),
        listDraftsOfCopy(db, made.id),
        listHistory(db, { kind: 'term', id: made.into_term_id }),
      ])
      const runIds = drafts.map((draft) => draft.id)
      const small = await listSmallRooms(db, runIds, clock())
      const outside = await countOutsideOfCopy(db, made.id, config.timeZone)
      const shown = { gaps, links, drafts, small, outside, history }
      response.render(
        'scheduling/term-copies/term-copy',
        termCopyPage(made, shown, placeForm.parse(request.query), config),
      )
    }),

    post(paths.adminTermCopySeenTo, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(seenToForm, request.body)
      if (!form.ok) throw new BadRequest()
      const { gaps, all_of: kind } = form.values
      const which = kind === undefined ? { ids: gaps === '' ? [] : gaps.split('\n') } : { kind }
      const seen = found(await inTransaction(db, (tx) => seeToGaps(tx, id, which, doing(request))))
      const place = fromGap(paths.adminTermCopy({ id }), placeForm.parse(request.query))
      await redirectWith(seenTo(seen), request, response, place)
    }),

    post(paths.adminTermCopyTakingBack, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const made = found(await findCopy(db, id))
      const result = await inTransaction(db, (tx) => takeBackCopy(tx, id, doing(request)))
      if (!result.ok && result.reason === 'not-found') throw new NotFound()
      const termGone = result.ok && result.termGone
      const to = termGone ? wayBack(made.from_term_id) : paths.adminTermCopy({ id })
      await redirectWith(takenBackNotice(result), request, response, to)
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  function calendar() {
    return { now: clock(), timeZone: config.timeZone, country: config.country }
  }

  function show(response: Response, page: PageOf, form: Typed, shown?: Shown): void {
    const preview = shown && previewOf(shown.looked, shown.into, config.timeZone)
    response.render('scheduling/term-copies/copy-term', copyTermPage(page, form, config, preview))
  }

  /** The page with what it comes to now. */
  async function again(response: Response, page: PageOf, asked: CopyAsked, into: NamedDays, form: Typed) {
    show(response, page, form, { into, looked: await lookAtCopy(db, asked, calendar()) })
  }

  async function copy(request: Request, wanted: CopyWanted): Promise<Copied | { ok: false; form: Typed }> {
    const { actorId } = doing(request)
    try {
      const done = await unlessRefused(termNameTaken, {}, () =>
        inTransaction(db, (tx) => copyTerm(tx, wanted, calendar(), actorId)),
      )
      return done.ok ? done.result : done
    } catch (error) {
      if (clashRefusal(error) === undefined) throw error
      return { ok: false, reason: 'changed-meanwhile' }
    }
  }

  async function toCopy(request: Request, response: Response, id: string): Promise<void> {
    const made = found(await findCopy(db, id))
    await redirectWith(
      copiedNotice(made.open_gaps, await countOutsideOfCopy(db, id, config.timeZone)),
      request,
      response,
      paths.adminTermCopy({ id }),
    )
  }
}

/** The one of the page, so that its form makes one copy however often it is shown again. */
function copyIdIn({ body }: Request): string {
  const { copy } = (body ?? {}) as { copy?: unknown }
  return typeof copy === 'string' && /^[0-9a-f-]{36}$/i.test(copy) ? copy : randomUUID()
}

function wayBack(fromTermId: string | null): string {
  return fromTermId === null ? paths.adminTerms() : paths.adminTerm({ id: fromTermId })
}

const changedMeanwhile =
  'Something changed since this was shown, and nothing was copied. This is how it stands now: look again, then copy'

function copiedNotice(gaps: number, outside: number): Notice {
  const lists = [
    ...(gaps === 0 ? [] : ['What could not be placed is listed here.']),
    ...(outside === 0 ? [] : [`${counted(outside, 'date lies', 'dates lie')} outside the term.`]),
  ]
  const said = lists.length === 0 ? 'Everything found its place.' : lists.join(' ')
  return {
    kind: 'success',
    title: 'The term is copied',
    text: `${said} Students see nothing until you publish.`,
  }
}

function seenTo(seen: number): Notice {
  return seen === 0
    ? { kind: 'information', title: 'Nothing was ticked that was still open' }
    : { kind: 'success', title: `${counted(seen, 'thing')} seen to` }
}

function takenBackNotice(result: TakenBack): Notice {
  if (!result.ok)
    return result.reason === 'taken-back-before'
      ? { kind: 'information', title: 'That was done before' }
      : { kind: 'information', title: 'Nothing of it can go: each run was published or changed since' }
  const stay = result.stay.length === 0 ? {} : { text: `These stay: ${someOf(result.stay)}.` }
  return {
    kind: 'success',
    title: `The copy is taken back: ${counted(result.gone, 'draft')} gone`,
    ...stay,
  }
}
