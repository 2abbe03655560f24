// The pages on which the office changes one thing about a person.
import type { Role } from '../../database/schema.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { contactChoices, roleBoxes } from './pages.ts'
import type { findForOffice, listAcceptances, listAgreements } from './queries.ts'

type Person = NonNullable<Awaited<ReturnType<typeof findForOffice>>>

function about({ id, name }: Pick<Person, 'id' | 'name'>) {
  return { name, back: { href: paths.adminPerson({ id }), text: name } }
}

export function changePage(person: Person, form?: Typed) {
  const stored = {
    name: person.name,
    phone: person.phone ?? '',
    postal_address: person.postal_address,
    preferred_contact: person.preferred_contact,
    best_time: person.best_time,
    reminders: person.reminders ? 'yes' : 'no',
  }
  const shown = form ?? { typed: stored, errors: [] }
  const offered = ['email', 'phone', 'text', 'post'] as const
  return {
    ...about(person),
    title: `Change the details of ${person.name}`,
    action: paths.adminPersonDetails({ id: person.id }),
    email: person.email,
    emailHint: person.confirmed ? bothAgree : newAgrees,
    newPersonHref: person.confirmed ? paths.adminNewPerson() : undefined,
    contactChoices: contactChoices(
      shown.typed.preferred_contact,
      offered.filter((way) => way !== 'email' || person.email !== null),
    ),
    reminderChoices: [
      { value: 'yes', text: 'Yes', checked: shown.typed.reminders === 'yes' },
      { value: 'no', text: 'No', checked: shown.typed.reminders === 'no' },
    ],
    ...withErrors(shown),
  }
}

const newAgrees =
  'We send a message to it. The address counts as theirs when they press the button in that message.'
const bothAgree =
  'We send a message to it, and one to the address they have. It changes when the buttons in both are pressed.'

export function rolesPage(person: Person, wanted: readonly Role[], form: Typed) {
  return {
    ...about(person),
    title: `What ${person.name} may do`,
    action: paths.adminPersonRoles({ id: person.id }),
    roleBoxes: roleBoxes((role) => wanted.includes(role), form),
    ...withErrors(form),
  }
}

/** Somebody is about to lock themselves out of the office. */
export function confirmOwnPage(person: Person, wanted: readonly Role[]) {
  const ticked = wanted.map((role) => ({ name: `role_${role}`, value: 'yes' }))
  return {
    title: 'You would no longer be an administrator',
    action: paths.adminPersonRoles({ id: person.id }),
    hidden: [...ticked, { name: 'boxes', value: 'shown' }, { name: 'confirmed', value: 'yes' }],
    insteadHref: paths.adminPersonRoles({ id: person.id }),
  }
}

type Documents = Awaited<ReturnType<typeof listAgreements>>
type Acceptances = Awaited<ReturnType<typeof listAcceptances>>

export function agreementPage(person: Person, documents: Documents, had: Acceptances, form: Typed) {
  const known = new Set(had.map(({ id }) => id))
  const open = documents.filter(({ id }) => !known.has(id))
  const chosen = form.typed.agreement ?? open[0]?.id
  return {
    ...about(person),
    title: `Note that ${person.name} has agreed`,
    action: paths.adminPersonAgreement({ id: person.id }),
    nothingLeft: open.length === 0,
    documentChoices: open.map(({ id, title, version }) => ({
      value: id,
      text: `${title}, version ${version}`,
      checked: id === chosen,
    })),
    meansChoices: [
      { value: 'verbal', text: 'By word of mouth', checked: form.typed.means === 'verbal' },
      { value: 'paper', text: 'On paper', checked: form.typed.means === 'paper' },
    ],
    texts: open.map(({ title, version, body }) => ({
      summary: `Read ${title}, version ${version}`,
      paragraphs: body.split(/\n{2,}/),
    })),
    ...withErrors(form),
  }
}
