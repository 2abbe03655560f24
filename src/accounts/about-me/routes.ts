import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { savedWith } from '../about-texts.ts'
import type { Permission } from '../rules.ts'
import { holdWhoIsHere } from '../sessions/hold.ts'
import { contactForm, emergencyForm, helpsForm, kindForm, supporterForm } from './forms.ts'
import { aboutMePage, contactPage, emergencyPage, helpsPage, kindPage, supporterPage } from './pages.ts'
import {
  deleteEmergencyContact,
  deleteSupporter,
  insertEmergencyContact,
  insertSupporter,
  updateContact,
  updateStudentKind,
  updateWhatHelps,
} from './queries.ts'
import { findTold, type Told } from './told.ts'

interface SectionOf<Schema extends z.ZodObject> {
  to: { pattern: string }
  view: string
  form: Schema
  page: (told: Told, form?: Typed) => object
  save: (tx: Tx, personId: string, values: z.infer<Schema>) => Promise<void>
  /** What is said when it is saved, where that is not said of everything. */
  saved?: (values: z.infer<Schema>) => Notice
  /** What the button "Remove" does, where there is one. */
  remove?: (tx: Tx, personId: string) => Promise<void>
}

/** What a person tells us beyond their name: a page for each thing, which saves by itself. Nothing here is required. */
export function aboutMeRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.aboutMe, 'use-own-account', async (request, response) => {
      response.render('accounts/about-me/about-me', aboutMePage(await findTold(db, signedIn(request).id)))
    }),

    ...section({
      to: paths.aboutMeContact,
      view: 'contact',
      form: contactForm,
      page: contactPage,
      save: updateContact,
      saved: (contact) => savedWith(saved, contact, config),
    }),
    ...section({
      to: paths.aboutMeKind,
      view: 'kind',
      form: kindForm,
      page: kindPage,
      save: (tx, id, { student_kind: kind }) => updateStudentKind(tx, id, kind === '' ? null : kind),
    }),
    ...section({
      to: paths.aboutMeHelps,
      view: 'what-helps',
      form: helpsForm,
      page: helpsPage,
      save: (tx, id, { what_helps: helps }) => updateWhatHelps(tx, id, helps),
    }),
    ...section({
      to: paths.aboutMeEmergency,
      view: 'emergency-contact',
      form: emergencyForm,
      page: emergencyPage,
      save: (tx, id, values) => insertEmergencyContact(tx, id, values, clock()),
      remove: deleteEmergencyContact,
    }),
    ...section({
      to: paths.aboutMeSupporter,
      view: 'supporter',
      form: supporterForm,
      page: supporterPage,
      save: (tx, id, { name, comes_along: comes }) =>
        insertSupporter(tx, id, { name, comes_along: comes === 'yes' }, clock()),
      remove: deleteSupporter,
    }),
  ]

  function section<Schema extends z.ZodObject>(part: SectionOf<Schema>): Route<Permission>[] {
    const show = async (request: Request, response: Response, form?: Typed) => {
      const told = await findTold(db, signedIn(request).id)
      response.render(`accounts/about-me/${part.view}`, part.page(told, form))
    }
    return [
      get(part.to, 'use-own-account', (request, response) => show(request, response)),
      post(part.to, 'use-own-account', async (request, response) => {
        const { id } = signedIn(request)
        const { remove } = part
        if (remove !== undefined && wantsRemoval(request)) {
          await inTransaction(db, (tx) => remove(tx, id))
          return redirectWith(removed, request, response, paths.aboutMe())
        }
        const form = readForm(part.form, request.body)
        if (!form.ok) {
          response.status(422)
          return show(request, response, form)
        }
        await inTransaction(db, async (tx) => part.save(tx, await holdWhoIsHere(tx, request), form.values))
        await redirectWith(part.saved?.(form.values) ?? saved, request, response, paths.aboutMe())
      }),
    ]
  }
}

function wantsRemoval(request: Request): boolean {
  return (request.body as { remove?: unknown } | undefined)?.remove === 'yes'
}

const saved: Notice = { kind: 'success', title: 'Saved' }
const removed: Notice = { kind: 'success', title: 'Taken out', text: 'We do not keep it any more.' }
