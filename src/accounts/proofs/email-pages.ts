import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { EmailChange, Owner } from './queries.ts'
import type { Dropped } from './take-over.ts'
import { givenAddress, isPending, mustOldAgree } from './rules.ts'

/** A claimed address is shown as any that nobody has confirmed: whether it is somebody else's is not told. */
export function emailPage(
  person: Owner,
  { change, asksPassword, now }: { change: EmailChange | undefined; asksPassword: boolean; now: Date },
  form: Typed = nothingTyped,
) {
  const email = givenAddress(person)
  const pending = change !== undefined && isPending(change, now) ? change : undefined
  return {
    title: email === null ? 'Add an email address' : 'My email address',
    back: { href: paths.account(), text: 'My details' },
    email,
    confirmed: person.email_confirmed_at !== null,
    pending: pending && pendingWords(person, pending),
    againAction:
      pending !== undefined || (email !== null && person.email_confirmed_at === null)
        ? paths.accountEmailAgain()
        : undefined,
    cancelAction: pending === undefined ? undefined : paths.accountEmailCancellation(),
    action: paths.accountEmail(),
    asksPassword,
    label: email === null ? 'Your email address' : 'Your new email address',
    ...withErrors(form),
  }
}

function pendingWords(person: Owner, change: EmailChange) {
  const waitsForNew = change.new_agreed_at === null
  const waitsForOld = mustOldAgree(person) && change.old_agreed_at === null
  return {
    email: change.email,
    waitsForNew: waitsForNew ? change.email : undefined,
    waitsForOld: waitsForOld ? person.email : undefined,
  }
}

export function sameAddress(email: string): Typed {
  return { typed: { email }, errors: [{ field: 'email', message: 'We have this address already' }] }
}

/** The address stays in its field; a password never comes back. */
export function wrongPassword(email: string, message: string): Typed {
  return { typed: { email }, errors: [{ field: 'present_password', message }] }
}

export function confirmPage({ token, email }: { token: string; email: string }) {
  return { title: 'Is this your email address?', email, action: paths.emailConfirmation({ token }) }
}

export function answerChangePage({ token, email }: { token: string; email: string }) {
  return {
    title: 'Shall we write to another address?',
    email,
    action: paths.emailChangeAnswer({ token }),
    stopAction: paths.emailChangeStop({ token }),
  }
}

type Outcome = 'confirmed' | 'changed' | 'waits-for-old' | 'waits-for-new' | 'stopped'

const words: Record<Outcome, { title: string; text: string }> = {
  confirmed: { title: 'Thank you', text: 'Your email address is confirmed. There is nothing else to do.' },
  changed: {
    title: 'Your email address is changed',
    text: 'From now on we write to the new address. Your calendar invitations follow.',
  },
  'waits-for-old': {
    title: 'Thank you. One more yes is needed',
    text: 'We have sent a message to the address we had before. Please press the button in that one too. You do not have it any more? The college can help.',
  },
  'waits-for-new': {
    title: 'Thank you. One more yes is needed',
    text: 'We have sent a message to the new address. Please press the button in that one too.',
  },
  stopped: {
    title: 'Nothing was changed',
    text: 'We go on writing to this address. To be safe, you were signed out everywhere. Choose a new password if you think that somebody knows it.',
  },
}

export function changedPage(outcome: Outcome, isSignedIn: boolean) {
  const button = isSignedIn
    ? { text: 'Go to my details', href: paths.account() }
    : outcome === 'stopped'
      ? { text: 'Choose a new password', href: paths.passwordForgotten() }
      : { text: 'Sign in', href: paths.signIn() }
  return { ...words[outcome], button }
}

/** Somebody registers on a laptop and says yes on a phone: they are told why what they chose is gone, too. */
export function confirmedPage(done: { now: Outcome; dropped: Dropped | undefined }, isSignedIn: boolean) {
  return done.dropped === undefined ? changedPage(done.now, isSignedIn) : droppedWords[done.dropped]
}

/** What a stranger may have written stays, for the owner to look at. */
export const lookToo = 'Please look at what is written about you in My details, too: it may not be from you.'

const passwordDropped = {
  title: 'Thank you. The password that was set before is gone',
  text: `Your email address is confirmed. Somebody chose a password before that, and it opens nothing now. If it was you, choose one again, and make your calendar link again if you had one. You can also sign in with an email, without a password. ${lookToo}`,
  button: { text: 'Choose a password', href: paths.passwordForgotten() },
}

const droppedWords: Record<Dropped, { title: string; text: string; button: { text: string; href: string } }> =
  {
    password: passwordDropped,
    'way-to-hear': {
      title: 'Thank you. We write to you by email now',
      text: `Your email address is confirmed. Somebody chose another way to hear from us before that. If it was you, choose it again, and make your calendar link again if you had one. ${lookToo}`,
      button: { text: 'Choose how you hear from us', href: paths.aboutMeContact() },
    },
    nothing: {
      title: 'Thank you. Please look at what is written about you',
      text: 'Your email address is confirmed. Somebody wrote it before that. If it was not you, change it or take it out.',
      button: { text: 'Look at what is written', href: paths.aboutMe() },
    },
    both: {
      ...passwordDropped,
      text: `${passwordDropped.text} We write to you by email now: you can change that in My details.`,
    },
  }
