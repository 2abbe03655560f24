// Rows become what the templates show. Nothing is decided here, and no clock is read.
import type { Role } from '../../database/schema.ts'
import { addressWith } from '../../lib/path.ts'
import { counted, listed } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { roles } from './forms.ts'
import type { Likely, PersonCard } from './search-queries.ts'
import { contactWords, rolesInWords, roleWords } from './words.ts'

export interface Found {
  people: PersonCard[]
  /** Nobody is written that way: these are like it. */
  alike: boolean
}

/** People to choose from, with how many there are in all, and how to see fewer. */
export function foundPeople({ people, alike }: Found, asked: string) {
  const matching = people[0]?.matching ?? 0
  const more = matching > people.length
  return {
    people,
    count: asked === '' ? undefined : counted(matching, 'person', 'people'),
    alike: alike && people.length > 0,
    nobody: people.length === 0,
    more: more
      ? `The first ${people.length} of ${matching} are shown. Type a little more to see fewer.`
      : undefined,
  }
}

export function peoplePage(found: Found, asked: string) {
  return {
    title: 'People',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminPeople(),
    addHref: paths.adminNewPerson(),
    asked,
    heading: asked === '' ? 'The newest' : 'Found',
    ...foundPeople(found, asked),
    rows: found.people.map((person) => ({
      title: person.name,
      href: paths.adminPerson({ id: person.id }),
      detail: [waysToReach(person), ...alsoWords(person.also)].join('. '),
      aside: rolesInWords(person.roles),
    })),
  }
}

/** By which other names there were records of this person: merged into this one. */
export function alsoWords(also: string[]): string[] {
  return also.length === 0 ? [] : [`Merged into this record: ${listed(also)}`]
}

/** `028 9018 0123, amal@example.org`; without either, that letters reach them. */
export function waysToReach({ phone, email }: { phone: string | null; email: string | null }): string {
  return [phone, email].filter((way) => way !== null).join(', ') || 'By letter only'
}

interface Shown {
  id: string
  title: string
  version: number
  paragraphs: string[]
}

export interface AboutNew {
  agreement: Shown | undefined
  /** The run they are to be enrolled on afterwards. */
  run: { id: string; title: string } | undefined
}

export function newPersonPage(form: Typed, { agreement, run }: AboutNew) {
  const { typed } = form
  return {
    title: 'Add a person',
    back: backOf(typed, run),
    action: paths.adminNewPerson(),
    run,
    agreement,
    contactChoices: contactChoices(typed.preferred_contact, ['phone', 'text', 'post']),
    agreedChoices: [
      { value: 'verbal', text: 'Yes, by word of mouth', checked: typed.agreed === 'verbal' },
      { value: 'paper', text: 'Yes, on paper', checked: typed.agreed === 'paper' },
      {
        value: 'not-yet',
        text: 'Not yet',
        hint: 'They can take part. You can note it later, on their page.',
        checked: typed.agreed === 'not-yet',
      },
    ],
    roleBoxes: roleBoxes((role) => typed[`role_${role}`] !== undefined, form),
    ...withErrors(form),
  }
}

function backOf({ walk_in: walkIn }: Record<string, string>, run: AboutNew['run']) {
  if (run !== undefined)
    return { href: paths.adminRunEnrolling({ id: run.id }), text: `Enrol somebody on ${run.title}` }
  return walkIn === undefined
    ? { href: paths.adminPeople(), text: 'People' }
    : { href: paths.adminWalkIn({ id: walkIn }), text: 'Who came without a place' }
}

/** Where the office says who it was that came without a place, with those of this name to choose from. */
export function whoWalkedIn(walkIn: string, name: string): string {
  return addressWith(paths.adminWalkIn({ id: walkIn }), { q: name })
}

export function contactChoices(chosen: string | undefined, offered: (keyof typeof contactWords)[]) {
  return offered.map((value) => ({ value, text: contactWords[value], checked: chosen === value }))
}

export function roleBoxes(has: (role: Role) => boolean, { errors }: Typed) {
  return roles.map((role) => ({
    name: `role_${role}`,
    label: roleWords[role].text,
    hint: roleWords[role].hint,
    checked: has(role),
    error: errors.find(({ field }) => field === `role_${role}`)?.message,
  }))
}

/** Before a second record of one person is made: who it may be. */
export function likelyPage(likely: Likely[], typed: Record<string, string>) {
  const emailTaken = likely.some(({ sameEmail }) => sameEmail)
  const kept = Object.entries(typed).filter(([name]) => name !== 'email' || !emailTaken)
  const { run, walk_in: walkIn } = typed
  const hrefOf = ({ id, name }: Likely) => {
    if (run) return `${paths.adminRunEnrolling({ id: run })}?person=${id}`
    return walkIn ? whoWalkedIn(walkIn, name) : paths.adminPerson({ id })
  }
  return {
    title: 'Is it one of these?',
    name: typed.name,
    rows: likely.map((person) => ({
      title: person.name,
      href: hrefOf(person),
      detail: waysToReach(person),
      aside: whyLikely(person),
    })),
    action: paths.adminNewPerson(),
    hidden: [...kept, ['somebody_new', 'yes']].map(([name, value]) => ({ name, value })),
    emailTaken,
    backHref: paths.adminPeople(),
  }
}

/** Why a record may be of the same person. */
export function whyLikely({ sameEmail, samePhone }: Likely): string {
  if (sameEmail) return 'The same email address'
  return samePhone ? 'The same phone number' : 'Nearly the same name'
}
