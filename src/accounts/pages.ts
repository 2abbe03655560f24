import { paths } from '../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../web/form-page.ts'

export function signInPage(next: string | undefined, form: Typed = nothingTyped) {
  return {
    title: 'Sign in',
    action: paths.signIn(),
    registerHref: linkWith(paths.register(), next),
    next,
    ...withErrors(form),
  }
}

export function registerPage(
  next: string | undefined,
  agreement: { title: string; body: string; version: number } | undefined,
  form: Typed = nothingTyped,
) {
  return {
    title: 'Register',
    action: paths.register(),
    signInHref: linkWith(paths.signIn(), next),
    next,
    agreement: agreement && { ...agreement, href: paths.agreement() },
    ...withErrors(form),
  }
}

export function agreementPage(agreement: { title: string; body: string; version: number }) {
  return { ...agreement, paragraphs: agreement.body.split(/\n{2,}/), registerHref: paths.register() }
}

export interface PersonDetails {
  name: string
  email: string | null
  phone: string | null
  preferred_contact: string
  what_helps: string
  neutral_calendar_titles: boolean
}

export function accountPage(person: PersonDetails, feed: { exists: boolean }, form?: Typed) {
  const stored = {
    name: person.name,
    phone: person.phone ?? '',
    preferred_contact: person.preferred_contact,
    what_helps: person.what_helps,
    ...(person.neutral_calendar_titles ? { neutral_calendar_titles: 'yes' } : {}),
  }
  const shown = form ?? { typed: stored, errors: [] }
  const contact = shown.typed.preferred_contact
  return {
    title: 'My details',
    action: paths.account(),
    email: person.email,
    contactChoices: [
      { value: 'email', text: 'Email', checked: contact === 'email' },
      { value: 'phone', text: 'A phone call', checked: contact === 'phone' },
      { value: 'text', text: 'A text message', checked: contact === 'text' },
      { value: 'post', text: 'A letter', checked: contact === 'post' },
    ],
    feed: { ...feed, action: paths.accountFeed() },
    ...withErrors(shown),
  }
}

function linkWith(href: string, next: string | undefined): string {
  return next === undefined ? href : `${href}?next=${encodeURIComponent(next)}`
}
