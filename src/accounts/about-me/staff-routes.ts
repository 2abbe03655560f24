import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nothingTyped, type Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { findName } from '../privacy/queries.ts'
import type { Permission } from '../rules.ts'
import { emergencyForm, helpsByOfficeForm, kindByOfficeForm, supporterByOfficeForm } from './forms.ts'
import {
  emergencyOfPage,
  helpsOfPage,
  kindOfPage,
  type PersonPath,
  type Subject,
  supporterOfPage,
} from './office-pages.ts'
import {
  deleteEmergencyContact,
  deleteSupporter,
  insertEmergencyContact,
  insertSupporter,
  updateStudentKind,
  updateWhatHelps,
} from './queries.ts'
import { type WrittenDown, writeDown } from './write-down.ts'

interface PartOf<Schema extends z.ZodObject> {
  to: PersonPath
  what: WrittenDown
  view: string
  form: Schema
  page: (person: Subject, form: Typed) => object
  save: (tx: Tx, personId: string, values: z.infer<Schema>) => Promise<void>
  takeOut: (tx: Tx, personId: string) => Promise<void>
}

/**
 * What people tell beyond their name, written down by the office for whoever phones. What was told before is not shown:
 * reading it is another page, which asks why.
 */
export function aboutPersonRoutes({ db, clock }: Deps): Route<Permission>[] {
  return [
    ...part({
      to: paths.adminPersonEmergency,
      what: 'emergency_contact',
      view: 'tell-emergency',
      form: emergencyForm,
      page: emergencyOfPage,
      save: (tx, id, values) => insertEmergencyContact(tx, id, values, clock()),
      takeOut: deleteEmergencyContact,
    }),
    ...part({
      to: paths.adminPersonSupporter,
      what: 'supporter',
      view: 'tell-supporter',
      form: supporterByOfficeForm,
      page: supporterOfPage,
      save: (tx, id, { name, comes_along: comes }) =>
        insertSupporter(tx, id, { name, comes_along: comes === 'yes' }, clock()),
      takeOut: deleteSupporter,
    }),
    ...part({
      to: paths.adminPersonHelps,
      what: 'what_helps',
      view: 'tell-helps',
      form: helpsByOfficeForm,
      page: helpsOfPage,
      save: (tx, id, { what_helps: helps }) => updateWhatHelps(tx, id, helps),
      takeOut: (tx, id) => updateWhatHelps(tx, id, ''),
    }),
    ...part({
      to: paths.adminPersonKind,
      what: 'student_kind',
      view: 'tell-kind',
      form: kindByOfficeForm,
      page: kindOfPage,
      save: (tx, id, { student_kind: kind }) => updateStudentKind(tx, id, kind),
      takeOut: (tx, id) => updateStudentKind(tx, id, null),
    }),
  ]

  function part<Schema extends z.ZodObject>(one: PartOf<Schema>): Route<Permission>[] {
    const person = async (request: Request) => found(await findName(db, parameter(request, 'id')))
    const show = async (request: Request, response: Response, form: Typed) =>
      response.render(`accounts/about-me/${one.view}`, one.page(await person(request), form))
    const change = async (request: Request, work: (tx: Tx, personId: string) => Promise<void>) => {
      const { id: personId } = await person(request)
      const noting = { personId, what: one.what, by: signedIn(request).id }
      const isDone = await inTransaction(db, (tx) => writeDown(tx, noting, () => work(tx, personId), clock()))
      if (!isDone) throw new NotFound()
      return paths.adminPerson({ id: personId })
    }
    return [
      get(one.to, 'run-the-college', (request, response) => show(request, response, nothingTyped)),
      post(one.to, 'run-the-college', async (request, response) => {
        if (wantsTakenOut(request))
          return redirectWith(takenOut, request, response, await change(request, one.takeOut))
        const form = readForm(one.form, request.body)
        if (!form.ok) return show(request, response.status(422), form)
        const back = await change(request, (tx, id) => one.save(tx, id, form.values))
        await redirectWith(written, request, response, back)
      }),
    ]
  }
}

function wantsTakenOut(request: Request): boolean {
  return (request.body as { remove?: unknown } | undefined)?.remove === 'yes'
}

const written: Notice = { kind: 'success', title: 'It is written down' }
const takenOut: Notice = { kind: 'success', title: 'Taken out', text: 'We do not keep it any more.' }
