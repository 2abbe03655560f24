import type { Request, Response } from 'express'
import type { Role } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nothingTyped, type Typed } from '../../web/form-page.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { resetSecondFactor } from '../second-factor/reset.ts'
import { savedFor } from '../about-texts.ts'
import { recordAgreement } from './add-person.ts'
import { agreementPage, changePage, confirmOwnPage, rolesPage } from './change-pages.ts'
import { changeByOffice } from './change-person.ts'
import { signOutEverywhere } from '../sessions/end-sessions.ts'
import { changeRoles } from './change-roles.ts'
import { findPeople } from './find-people.ts'
import { agreementForm, detailsForm, rolesForm, rolesTicked } from './forms.ts'
import { newPersonRoutes } from './new-person-routes.ts'
import {
  agreementNoted,
  codesEnded,
  signedOutEverywhere,
  detailsSaved,
  noCodes,
  noEmailAddress,
  notedBefore,
  rolesSaved,
  signInMailSent,
} from './notices.ts'
import { peoplePage } from './pages.ts'
import { findForOffice, listAcceptances, listAgreements } from './queries.ts'
import { searchTyped } from './search.ts'
import { sendSignInMail } from './send-sign-in-mail.ts'
import { typedIn } from './typed-in.ts'
import { reachErrors } from './words.ts'

/** People, as the office keeps them: finding and adding somebody, and changing one thing about them at a time. */
export function peopleStaffRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, config } = deps
  return [
    get(paths.adminPeople, 'run-the-college', async (request, response) => {
      const asked = searchTyped(request.query.q)
      response.render('accounts/people/people', peoplePage(await findPeople(db, asked), asked))
    }),

    ...newPersonRoutes(deps),

    get(paths.adminPersonDetails, 'run-the-college', async (request, response) => {
      response.render('accounts/people/details', changePage(await person(request)))
    }),

    post(paths.adminPersonDetails, 'run-the-college', async (request, response) => {
      const { id, ...shown } = await person(request)
      const form = readForm(detailsForm, request.body)
      if (!form.ok)
        return response.status(422).render('accounts/people/details', changePage({ id, ...shown }, form))
      const [now, by] = [clock(), signedIn(request).id]
      const result = await inTransaction(db, (tx) => changeByOffice(tx, id, form.values, by, now))
      if (result.ok) return back(request, response, id, savedFor(detailsSaved, form.values, config))
      if (result.reason === 'not-found') return found<never>(undefined)
      const error = result.reason === 'too-much-help' ? tooMuchHelp : reachErrors[result.reason]
      const refused = { typed: typedIn(request.body), errors: [error] }
      response.status(422).render('accounts/people/details', changePage({ id, ...shown }, refused))
    }),

    get(paths.adminPersonRoles, 'run-the-college', async (request, response) => {
      const shown = await person(request)
      response.render('accounts/people/roles', rolesPage(shown, shown.roles, nothingTyped))
    }),

    post(paths.adminPersonRoles, 'run-the-college', async (request, response) => {
      const shown = await person(request)
      const form = readForm(rolesForm, request.body)
      if (!form.ok) throw new BadRequest()
      const wanted = rolesTicked(form.values)
      const change = { personId: shown.id, wanted, confirmed: form.values.confirmed === 'yes' }
      const result = await inTransaction(db, (tx) => changeRoles(tx, change, signedIn(request).id, clock()))
      if (result.ok) return back(request, response, shown.id, rolesSaved(shown.name, result))
      if (result.reason === 'not-found') return found<never>(undefined)
      response.status(409)
      if (result.reason === 'confirm-own')
        return response.render('accounts/people/confirm-own', confirmOwnPage(shown, wanted))
      return response.render(
        'accounts/people/roles',
        rolesPage(shown, shown.roles, refusedRoles(result.reason, wanted, shown)),
      )
    }),

    post(paths.adminPersonSignInMail, 'run-the-college', async (request, response) => {
      const { id, name } = await person(request)
      const by = signedIn(request).id
      const sent = await inTransaction(db, (tx) => sendSignInMail(tx, id, by, clock()))
      return back(request, response, id, sent ? signInMailSent(name) : noEmailAddress)
    }),

    post(paths.adminPersonSignOut, 'run-the-college', async (request, response) => {
      const { id, name } = await person(request)
      const whose = { personId: id, actorId: signedIn(request).id, exceptSid: request.sessionID }
      const ended = await inTransaction(db, (tx) => signOutEverywhere(tx, whose, clock()))
      return back(request, response, id, signedOutEverywhere(name, ended))
    }),

    post(paths.adminPersonNewCodes, 'run-the-college', async (request, response) => {
      const { id, name } = await person(request)
      const by = signedIn(request).id
      const isRequired = config.staffSecondFactor === 'required'
      const context = { config, now: clock() }
      const { reset } = await inTransaction(db, (tx) => resetSecondFactor(tx, id, by, context))
      return back(request, response, id, reset ? codesEnded(name, isRequired) : noCodes)
    }),

    get(paths.adminPersonAgreement, 'run-the-college', (request, response) =>
      showAgreement(request, response, nothingTyped),
    ),

    post(paths.adminPersonAgreement, 'run-the-college', async (request, response) => {
      const { id, name } = await person(request)
      const form = readForm(agreementForm, request.body)
      if (!form.ok) return showAgreement(request, response.status(422), form)
      const { agreement, means } = form.values
      const [now, by] = [clock(), signedIn(request).id]
      const document = found((await listAgreements(db, now)).find((one) => one.id === agreement))
      const noted = await inTransaction(db, (tx) =>
        recordAgreement(tx, { personId: id, document, means }, by, now),
      )
      return back(request, response, id, noted ? agreementNoted(name, document) : notedBefore)
    }),
  ]

  async function person(request: Request) {
    return found(await findForOffice(db, parameter(request, 'id')))
  }

  async function showAgreement(request: Request, response: Response, form: Typed): Promise<void> {
    const shown = await person(request)
    const [documents, had] = await Promise.all([listAgreements(db, clock()), listAcceptances(db, shown.id)])
    response.render('accounts/people/agreement', agreementPage(shown, documents, had, form))
  }
}

function back(
  request: Request,
  response: Response,
  id: string,
  notice: Parameters<typeof redirectWith>[0],
): Promise<void> {
  return redirectWith(notice, request, response, paths.adminPerson({ id }))
}

const tooMuchHelp = {
  field: 'what_helps_too',
  message: 'There is too much there already. Please make this shorter',
}

const refusedBeside = (role: Role, message: string): Typed => ({
  typed: {},
  errors: [{ field: `role_${role}`, message }],
})

const ownWords = {
  'last-administrator': refusedBeside(
    'administrator',
    'Nobody else can open the office. Make somebody else an administrator first',
  ),
  'still-teaching': refusedBeside(
    'trainer',
    'They teach on dates that are still to come. Find somebody else for those first, under Trainers',
  ),
}

function refusedRoles(
  reason: keyof typeof ownWords | 'email-not-confirmed',
  wanted: Role[],
  { email, roles }: { email: string | null; roles: readonly Role[] },
): Typed {
  if (reason !== 'email-not-confirmed') return ownWords[reason]
  const first = wanted.find((role) => role !== 'student' && !roles.includes(role)) ?? 'student'
  return refusedBeside(first, email === null ? claimed : notConfirmed)
}

const notConfirmed =
  'Nobody has shown yet that the email address is theirs. Send them a message to sign in first, from their page'
const claimed =
  'They registered with an email address that is on another record already. If both are the same person, merge the two first'
