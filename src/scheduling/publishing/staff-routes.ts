import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { counted } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { findTerm } from '../terms/queries.ts'
import { undo } from '../undo/link.ts'
import { publishForm } from './forms.ts'
import { lookAtDrafts, type Where } from './look-at-drafts.ts'
import { readShown } from './news.ts'
import { addressesOf, type Again, nothingWords, publishTogetherPage } from './pages.ts'
import { publishTogether } from './publish-together.ts'
import { countRuns } from './queries.ts'

/** Publishing all that is ready of a term, or of the drafts without one: what it comes to first, then the button. */
export function publishingRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone, country } = config
  return [
    get(paths.adminTermPublication, 'run-the-college', async (request, response) => {
      await show(response, await ofTerm(request))
    }),
    post(paths.adminTermPublication, 'run-the-college', async (request, response) => {
      await publish(request, response, await ofTerm(request))
    }),
    get(paths.adminPublicationOfRest, 'run-the-college', async (_request, response) => {
      await show(response, ofNoTerm)
    }),
    post(paths.adminPublicationOfRest, 'run-the-college', async (request, response) => {
      await publish(request, response, ofNoTerm)
    }),
  ]

  async function ofTerm(request: Request): Promise<Where> {
    return { term: found(await findTerm(db, parameter(request, 'id'))) }
  }

  async function publish(request: Request, response: Response, where: Where): Promise<void> {
    const form = readForm(publishForm, request.body)
    if (!form.ok) throw new BadRequest()
    const chosen = new Set(form.values.runs.split('\n').filter(Boolean))
    if (chosen.size === 0)
      return show(response.status(422), where, { chosen, news: undefined, error: 'Tick at least one run' })
    const wanted = { chosen, shown: readShown(form.values.shown) }
    const doing = { actorId: signedIn(request).id, now: clock() }
    const done = await inTransaction(db, (tx) =>
      publishTogether(tx, where, wanted, { timeZone, country }, doing),
    )
    if (!done.ok && done.reason === 'otherwise')
      return show(response.status(409), where, { chosen, news: done.news, error: undefined })
    const notice = done.ok ? publishedNotice(done.runs) : before(done.runs)
    await redirectWith(notice, request, response, addressesOf(where).publication)
  }

  async function show(response: Response, where: Where, again?: Again): Promise<void> {
    const looked = await lookAtDrafts(db, where, { now: clock(), timeZone, country })
    const nothing =
      looked.length === 0 ? nothingWords(await countRuns(db, where.term?.id ?? null)) : undefined
    const page = publishTogetherPage(where, looked, timeZone, again)
    response.render('scheduling/publishing/publish', { ...page, nothing })
  }
}

const ofNoTerm: Where = { term: null }

function publishedNotice(runs: number): Notice {
  return {
    kind: 'success',
    title: `${counted(runs, 'run is', 'runs are')} published`,
    text: 'Everybody finds them in the prospectus, and can enrol as soon as enrolment is open.',
    link: undo,
  }
}

function before(runs: number): Notice {
  return {
    kind: 'information',
    title: 'That was done before',
    text: `${counted(runs, 'run is', 'runs are')} published already. Nothing was done a second time.`,
  }
}
