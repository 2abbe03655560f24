import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { closeAccount } from './close-account.ts'
import { gatherFacts } from './facts.ts'
import { closingForPersonForm } from './forms.ts'
import { closingForPage } from './pages.ts'

/** The office closes the account of somebody who asks by phone or letter. Their own they close on their own page. */
export function closingStaffRoutes({ db, clock, secret }: Deps): Route<Permission>[] {
  return [
    get(paths.adminPersonClosing, 'run-the-college', (request, response) => show(request, response)),

    post(paths.adminPersonClosing, 'run-the-college', async (request, response) => {
      const [personId, byId] = [parameter(request, 'id'), signedIn(request).id]
      if (personId === byId) return response.redirect(303, paths.accountClosing())
      const { account } = found(await gatherFacts(db, personId, clock()))
      const form = readForm(closingForPersonForm, request.body)
      if (!form.ok) return show(request, response.status(422), form)
      const closed = await inTransaction(db, (tx) => closeAccount(tx, { personId, byId, secret }, clock()))
      if (!closed.ok) return show(request, response.status(409))
      const title = `The account of ${account.name} is closed`
      const text = 'The places are given back now, and then everything about them is erased.'
      await redirectWith({ kind: 'success', title, text }, request, response, paths.adminPeople())
    }),
  ]

  async function show(request: Request, response: Response, form?: Typed): Promise<void> {
    const id = parameter(request, 'id')
    if (id === signedIn(request).id) return response.redirect(303, paths.accountClosing())
    const facts = found(await gatherFacts(db, id, clock()))
    response.render('accounts/closing/closing-for', closingForPage(facts, form))
  }
}
