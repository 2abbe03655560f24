import type { Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { findProspectus, listParts } from './find-prospectus.ts'
import { editionForm } from './forms.ts'
import { makeEdition } from './make-edition.ts'
import { editionPage, editionsPage, printPage } from './office-pages.ts'
import { findEdition, listEditions, listWithoutEasyRead } from './queries.ts'

/** Printing the prospectus, and what has changed since it was printed. */
export function prospectusStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminProspectus, 'run-the-college', async (_request, response) => {
      const page = printPage(await listParts(db, moment()), await listWithoutEasyRead(db))
      response.render('catalogue/prospectus/print', page)
    }),

    get(paths.adminProspectusEditions, 'run-the-college', async (_request, response) => {
      await showEditions(response, 200)
    }),

    post(paths.adminProspectusEditions, 'run-the-college', async (request, response) => {
      const form = readForm(editionForm, request.body)
      if (!form.ok) return showEditions(response, 422, form)
      const doing = { actorId: signedIn(request).id, ...moment() }
      const made = await inTransaction(db, (tx) => makeEdition(tx, form.values, doing))
      if (!made.ok) return showEditions(response, 422, { typed: form.values, errors: [gone] })
      const notice = made.isNew ? madeNotice : sameNotice
      await redirectWith(notice, request, response, paths.adminProspectusEdition({ id: made.id }))
    }),

    get(paths.adminProspectusEdition, 'run-the-college', async (request, response) => {
      const edition = found(await findEdition(db, parameter(request, 'id')))
      const print = { term: '', venue: '', since: edition.id }
      const prospectus = found(await findProspectus(db, print, { config, moment: moment() }))
      response.render('catalogue/prospectus/edition', editionPage(edition, prospectus, config))
    }),
  ]

  function moment() {
    return { now: clock(), timeZone: config.timeZone }
  }

  async function showEditions(response: Response, status: number, form?: Typed) {
    const page = editionsPage(await listEditions(db), await listParts(db, moment()), config, form)
    response.status(status).render('catalogue/prospectus/editions', page)
  }
}

const gone = { field: 'term', message: 'Choose a term and a venue from the lists' }

const sameNotice: Notice = {
  kind: 'information',
  title: 'The last edition says the same',
  text: 'Nothing has changed since it was made, so there is no new one. Print it as it is.',
}

const madeNotice: Notice = {
  kind: 'success',
  title: 'The edition is made',
  text: 'Print it now. When something changes later, this page says what, for a reprint.',
}
