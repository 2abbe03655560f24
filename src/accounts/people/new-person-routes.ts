import type { Response } from 'express'
import type { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { agreementText, wasShown } from '../agreement.ts'
import { findAgreement } from '../queries.ts'
import { savedFor } from '../about-texts.ts'
import type { Permission } from '../rules.ts'
import { addPersonByOffice, type NewPerson } from './add-person.ts'
import { newPersonForm, rolesTicked } from './forms.ts'
import { personAdded } from './notices.ts'
import { likelyPage, newPersonPage, whoWalkedIn } from './pages.ts'
import { findRunTitle, findWalkInToAdd } from './queries.ts'
import { decideReach } from './rules.ts'
import { listLikely } from './search-queries.ts'
import { telephoneTail } from './search.ts'
import { typedIn } from './typed-in.ts'
import { reachErrors } from './words.ts'

/** Adding somebody who phones, visits or writes: first asking whether they are here already. */
export function newPersonRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminNewPerson, 'run-the-college', async (request, response) => {
      const known = { ...runIn(request.query), ...(await walkInIn(request.query)) }
      await showForm(response, { typed: { role_student: 'yes', ...known }, errors: [] })
    }),

    post(paths.adminNewPerson, 'run-the-college', async (request, response) => {
      const form = readForm(newPersonForm, request.body)
      if (!form.ok) return showForm(response.status(422), form)
      const [now, typed] = [clock(), typedIn(request.body)]
      const agreement = await findAgreement(db, now)
      const errors = errorsOf(form.values, wasShown(agreement, form.values.agreement_version))
      if (errors.length > 0) return showForm(response.status(422), { typed, errors })
      const { name, email, phone, somebody_new: somebodyNew } = form.values
      const telephone = telephoneTail(phone)
      const likely = somebodyNew === 'yes' ? [] : await listLikely(db, { name, email, telephone })
      if (likely.length > 0)
        return response.status(409).render('accounts/people/likely', likelyPage(likely, typed))
      const by = signedIn(request).id
      const id = await inTransaction(db, (tx) => addPersonByOffice(tx, newPerson(form.values), by, now))
      const notice = savedFor(personAdded(name), form.values, config)
      await redirectWith(notice, request, response, await nextFor(id, form.values))
    }),
  ]

  /** Where the office came from, to go on with whoever is added now. */
  async function nextFor(id: string, { name, run, walk_in: walkInId }: Values): Promise<string> {
    if (run !== undefined) return `${paths.adminRunEnrolling({ id: run })}?person=${id}`
    const walkIn = walkInId === undefined ? undefined : await findWalkInToAdd(db, walkInId)
    return walkIn === undefined ? paths.adminPerson({ id }) : whoWalkedIn(walkIn.id, name)
  }

  /** What was written down of somebody who walked in, as the form asks for it. */
  async function walkInIn({ walk_in: id }: { walk_in?: unknown }): Promise<Record<string, string>> {
    const walkIn = typeof id === 'string' && uuid.test(id) ? await findWalkInToAdd(db, id) : undefined
    if (walkIn === undefined) return {}
    const { name, contact } = walkIn
    return { walk_in: walkIn.id, name: name ?? '', [contact.includes('@') ? 'email' : 'phone']: contact }
  }

  async function showForm(response: Response, form: Typed): Promise<void> {
    const agreement = await findAgreement(db, clock())
    const runId = runIn(form.typed).run
    const title = runId === undefined ? undefined : await findRunTitle(db, runId)
    const run = runId === undefined || title === undefined ? undefined : { id: runId, title }
    const shown = agreement && { ...agreementText(agreement), id: agreement.id }
    response.render('accounts/people/new', newPersonPage(form, { agreement: shown, run }))
  }
}

type Values = z.infer<typeof newPersonForm>

function errorsOf(values: Values, agreementShown: boolean) {
  const reach = decideReach({ ...values, email: null })
  return [
    ...(reach.ok ? [] : [reachErrors[reach.reason]]),
    ...(rolesTicked(values).length === 0 ? [noRole] : []),
    ...(agreementShown || values.agreed === 'not-yet' ? [] : [agreementChanged]),
  ]
}

const noRole = { field: 'role_student', message: 'Tick at least one thing they may do' }
const agreementChanged = {
  field: 'agreed',
  message: 'The student agreement has changed since you opened this page. Please read it to them again',
}

function newPerson(values: Values): NewPerson {
  return {
    name: values.name,
    phone: values.phone,
    email: values.email,
    postalAddress: values.postal_address,
    preferredContact: values.preferred_contact,
    whatHelps: values.what_helps,
    agreed: values.agreed === 'not-yet' ? undefined : values.agreed,
    roles: rolesTicked(values),
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function runIn({ run }: { run?: unknown }): { run?: string } {
  return typeof run === 'string' && uuid.test(run) ? { run } : {}
}
