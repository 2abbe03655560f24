import type { Response } from 'express'
import type { AgreementKind } from '../../database/schema.ts'
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
import { versionForm } from './forms.ts'
import { beginningOf, newVersionPage, previewPage, versionPage, versionsPage } from './pages.ts'
import { publishVersion } from './publish.ts'
import { findLatestVersion, findVersion, listVersions } from './queries.ts'
import { kindWords } from './words.ts'

/** Every version of the agreement and the privacy notice; a new one is looked at before it is published. */
export function agreementStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  const moment = () => ({ now: clock(), timeZone })
  return [
    get(paths.adminAgreements, 'run-the-college', async (_request, response) => {
      response.render('accounts/agreements/versions', versionsPage(await listVersions(db), moment()))
    }),

    get(paths.adminAgreementNew, 'run-the-college', async (request, response) => {
      const kind = request.query.kind === 'privacy-notice' ? 'privacy-notice' : 'agreement'
      await showForm(response, kind)
    }),

    post(paths.adminAgreementPreview, 'run-the-college', async (request, response) => {
      const form = readForm(versionForm, request.body)
      if (!form.ok) return refuse(response, form)
      const at = moment()
      const { kind, effective_from: day } = form.values
      const latest = await findLatestVersion(db, kind)
      const from = beginningOf(day, at)
      if (latest !== undefined && from < latest.effective_from) return refuse(response, tooEarly(form.values))
      const page = previewPage(form.values, (latest?.version ?? 0) + 1, from, at)
      response.render('accounts/agreements/preview', page)
    }),

    post(paths.adminAgreements, 'run-the-college', async (request, response) => {
      const form = readForm(versionForm, request.body)
      if (!form.ok) return refuse(response, form)
      const { effective_from: day, ...text } = form.values
      if ((request.body as { again?: unknown }).again !== undefined)
        return showForm(response, text.kind, { typed: form.values, errors: [] })
      const at = moment()
      const by = { actorId: signedIn(request).id, now: at.now }
      const effectiveFrom = beginningOf(day, at)
      const result = await inTransaction(db, (tx) => publishVersion(tx, { ...text, effectiveFrom }, by))
      if (!result.ok) return refuse(response, tooEarly(form.values))
      const title = `Version ${result.version} of the ${kindWords[text.kind].toLowerCase()} is published`
      const notice = { kind: 'success' as const, title, text: 'The versions before it are kept.' }
      await redirectWith(notice, request, response, paths.adminAgreements())
    }),

    get(paths.adminAgreementVersion, 'run-the-college', async (request, response) => {
      const version = found(await findVersion(db, parameter(request, 'id')))
      response.render('accounts/agreements/version', versionPage(version, moment()))
    }),
  ]

  async function refuse(response: Response, form: Typed): Promise<void> {
    response.status(422)
    await showForm(response, form.typed.kind === 'privacy-notice' ? 'privacy-notice' : 'agreement', form)
  }

  async function showForm(response: Response, kind: AgreementKind, form?: Typed): Promise<void> {
    const page = newVersionPage(kind, await findLatestVersion(db, kind), form)
    response.render('accounts/agreements/new', page)
  }
}

function tooEarly(typed: Record<string, string>): Typed {
  const message = 'A version before this one begins on a later day. Choose that day, or a day after it'
  return { typed, errors: [{ field: 'effective_from', message }] }
}
