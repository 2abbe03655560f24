import type { Role } from '../database/schema.ts'
import { listed } from '../lib/words.ts'
import { paths } from '../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../web/form-page.ts'
import { type Agreement, agreementText, wasShown } from './agreement.ts'
import { givenAddress } from './proofs/rules.ts'

export function signInPage(next: string | undefined, form: Typed = nothingTyped) {
  return {
    title: 'Sign in',
    action: paths.signIn(),
    registerHref: linkWith(paths.register(), next),
    linkHref: linkWith(paths.signInLink(), next),
    forgottenHref: paths.passwordForgotten(),
    singleSignOnHref: linkWith(paths.singleSignOn(), next),
    next,
    ...withErrors(form),
  }
}

export function registerPage(
  next: string | undefined,
  agreement: Agreement | undefined,
  form: Typed = nothingTyped,
) {
  const changed = form !== nothingTyped && !wasShown(agreement, form.typed.agreement_version)
  return {
    title: 'Register',
    action: paths.register(),
    signInHref: linkWith(paths.signIn(), next),
    privacyHref: paths.privacy(),
    next,
    agreement: agreement && { ...agreementText(agreement), href: paths.agreement(), open: changed },
    ...withErrors(changed ? askedAnew(form) : form),
  }
}

export function agreementPage(agreement: Agreement) {
  return { ...agreementText(agreement), registerHref: paths.register() }
}

/** The form with the box no longer ticked: it stood below other words. */
function askedAnew({ typed, errors }: Typed): Typed {
  const message = 'The student agreement has changed. Please read it again, and tick the box if you agree'
  const others = errors.filter(({ field }) => field !== 'agree')
  return { typed: { ...typed, agree: '' }, errors: [...others, { field: 'agree', message }] }
}

interface PersonDetails {
  name: string
  email: string | null
  claimed_email: string | null
  email_confirmed_at: Date | null
  phone: string | null
  preferred_contact: string
  what_helps: string
  neutral_calendar_titles: boolean
  calendar_invitations: string
  reminders: boolean
}

export function accountPage(person: PersonDetails, feed: FeedPanel, form?: Typed) {
  const stored = {
    name: person.name,
    phone: person.phone ?? '',
    preferred_contact: person.preferred_contact,
    what_helps: person.what_helps,
    calendar_invitations: person.calendar_invitations,
    reminders: person.reminders ? 'yes' : 'no',
    ...(person.neutral_calendar_titles ? { neutral_calendar_titles: 'yes' } : {}),
  }
  const shown = form ?? { typed: stored, errors: [] }
  return {
    title: 'My details',
    action: paths.account(),
    sessionsHref: paths.accountSessions(),
    aboutMeHref: paths.aboutMe(),
    email: givenAddress(person),
    emailToConfirm: person.email_confirmed_at === null,
    emailHref: paths.accountEmail(),
    passwordHref: paths.accountPassword(),
    contactChoices: contactChoices(shown.typed.preferred_contact),
    reminderChoices: reminderChoices(shown.typed.reminders),
    invitationChoices: invitationChoices(shown.typed.calendar_invitations),
    feed,
    dataLinks,
    ...withErrors(shown),
  }
}

/** What somebody can see and do about what is kept of them. */
const dataLinks = [
  { href: paths.myData(), text: 'See everything we keep about you, and take a copy' },
  { href: paths.whoLooked(), text: 'Who has looked at what is sensitive' },
  { href: paths.accountClosing(), text: 'Close my account' },
]

function contactChoices(contact: string | undefined) {
  return [
    { value: 'email', text: 'Email', checked: contact === 'email' },
    { value: 'phone', text: 'A phone call', checked: contact === 'phone' },
    { value: 'text', text: 'A text message', checked: contact === 'text' },
    { value: 'post', text: 'A letter', checked: contact === 'post' },
  ]
}

function reminderChoices(chosen: string | undefined) {
  return [
    { value: 'yes', text: 'Yes, please', checked: chosen === 'yes' },
    { value: 'no', text: 'No, thank you', checked: chosen === 'no' },
  ]
}

function invitationChoices(invitations: string | undefined) {
  return [
    {
      value: 'usual',
      text: 'Yes, please',
      hint: 'Unless a course has so many different dates that there would be a flood of them.',
      checked: invitations === 'usual',
    },
    {
      value: 'every-date',
      text: 'Yes, for every date, however many messages that takes',
      checked: invitations === 'every-date',
    },
    {
      value: 'none',
      text: 'No, thank you',
      hint: 'What we have sent is taken out of your calendar again.',
      checked: invitations === 'none',
    },
  ]
}

type FeedPanel = ReturnType<typeof feedPanel>

/** What somebody is told of their own calendar's link: what it shows follows from what they are. */
export function feedPanel(roles: readonly Role[], exists: boolean) {
  const shown = [
    ...(roles.includes('student') || !roles.includes('trainer') ? ['your courses'] : []),
    ...(roles.includes('trainer') ? ['the sessions you teach'] : []),
  ]
  return {
    action: paths.accountFeed(),
    exists,
    shows: listed(shown),
    hasInvites: roles.includes('student') || roles.includes('trainer'),
    teaches: roles.includes('trainer'),
  }
}

function linkWith(href: string, next: string | undefined): string {
  return next === undefined ? href : `${href}?next=${encodeURIComponent(next)}`
}
