// Letters about the account itself. Their subjects name the college and nothing else.
import type { Config } from '../../config/config.ts'
import type { ProofPurpose, Tx } from '../../database/schema.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import type { Letter, MailContent } from '../../mail/content.ts'
import { counted, momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { withNext } from '../../web/next-page.ts'
import type { Made } from './make-proof.ts'
import { goodForMinutes } from './rules.ts'
import { codeInGroups } from './secrets.ts'

export interface LetterContext {
  config: Pick<Config, 'baseUrl' | 'college' | 'mailDomain' | 'timeZone'>
  now: Date
}

/** Promises one letter to this address, which need not be the person's own yet. */
export async function promiseLetter(
  tx: Tx,
  to: { id: string; name: string; email: string },
  letter: Letter,
  { config, now }: LetterContext,
): Promise<void> {
  await enqueueMails(tx, to, [{ letter }], { now, mailDomain: config.mailDomain })
}

type Settings = LetterContext['config']

const nothingToDo =
  'If this was not you, you do not need to do anything. Nobody can use the link without this message.'

function letter(
  name: string,
  subject: string,
  content: Omit<MailContent, 'facts'> & Partial<MailContent>,
): Letter {
  return { template: `accounts/${name}`, subject, content: { facts: [], ...content } }
}

function goodFor(purpose: ProofPurpose): string {
  const minutes = goodForMinutes[purpose]
  if (minutes < 60) return counted(minutes, 'minute')
  return minutes < 24 * 60 ? counted(minutes / 60, 'hour') : counted(minutes / (24 * 60), 'day')
}

export function signInLetter(
  { token, code }: Made,
  next: string | null,
  { baseUrl, college }: Settings,
): Letter {
  return letter('sign-in-link', `Sign in to ${college.name}`, {
    heading: 'Your link to sign in',
    paragraphs: ['You asked us for a link to sign in. You do not need a password.'],
    facts: [
      {
        label: 'Or type this code on the page you asked from',
        lines: [codeInGroups(code)],
      },
    ],
    button: { text: 'Sign in', href: withNext(baseUrl + paths.signInLinkUse({ token }), next) },
    afterwards: [`The link and the code are good for ${goodFor('sign-in')}, and work once.`, nothingToDo],
  })
}

export function newPasswordLetter({ token }: Made, { baseUrl, college }: Settings): Letter {
  return letter('new-password', `A new password for ${college.name}`, {
    heading: 'Choose a new password',
    paragraphs: ['You asked us for a link to set a new password.'],
    button: { text: 'Choose a new password', href: baseUrl + paths.passwordNew({ token }) },
    afterwards: [`The link is good for ${goodFor('new-password')}, and works once.`, nothingToDo],
  })
}

export function registeredAgainLetter({ token }: Made, { baseUrl, college }: Settings): Letter {
  return letter('registered-again', `Your email address at ${college.name}`, {
    heading: 'You have an account already',
    paragraphs: [
      'Somebody, perhaps you, registered with us again with this email address.',
      'You can go on with the account you have. This button signs you in.',
    ],
    button: { text: 'Sign in to my account', href: baseUrl + paths.signInLinkUse({ token }) },
    afterwards: [`The link is good for ${goodFor('registered-again')}, and works once.`, nothingToDo],
  })
}

export function confirmLetter({ token }: Made, email: string, { baseUrl, college }: Settings): Letter {
  return letter('confirm-email', `Your email address at ${college.name}`, {
    heading: 'Is this your email address?',
    paragraphs: [
      `Somebody, perhaps you, told us that ${email} is their address. Please press the button if it is.`,
    ],
    button: { text: 'Confirm my email address', href: baseUrl + paths.emailConfirmation({ token }) },
    afterwards: [
      `The link is good for ${goodFor('confirm-email')}. We then send your bookings and calendar invitations here.`,
      'If you did not tell us this address, please do not press the button.',
    ],
  })
}

/** To the owner of an address that somebody else gave as theirs. */
export function alreadyThereLetter({ baseUrl, college }: Settings): Letter {
  return letter('already-there', `Your email address at ${college.name}`, {
    heading: 'There is an account with this address already',
    paragraphs: [
      'Somebody, perhaps you, asked us to use this email address for another account. We have not done so: it belongs to the account you have.',
    ],
    button: { text: 'Sign in to the account you have', href: baseUrl + paths.signInLink() },
    afterwards: ['If this was not you, you do not need to do anything. Nothing was changed.'],
  })
}

export function allowChangeLetter({ token }: Made, { baseUrl, college }: Settings): Letter {
  return letter('allow-change', `Your email address at ${college.name}`, {
    heading: 'Shall we write to another address?',
    paragraphs: [
      'Somebody, perhaps you, asked us to use another email address for your account. We only do so if you say yes here.',
    ],
    button: { text: 'Say yes, or stop it', href: baseUrl + paths.emailChangeAnswer({ token }) },
    afterwards: [
      `The link is good for ${goodFor('allow-change')}. The new address has to say yes too.`,
      'If this was not you, please open the link and stop it.',
    ],
  })
}

export function addressChangedLetter({ baseUrl, college }: Settings): Letter {
  return letter('address-changed', `Your email address at ${college.name}`, {
    heading: 'Your email address was changed',
    paragraphs: ['We now write to another email address. This is the last message to this one.'],
    button: { text: 'Open my details', href: baseUrl + paths.account() },
    afterwards: ['If this was not you, please tell us at once.'],
  })
}

export function passwordChangedLetter({ baseUrl, college }: Settings): Letter {
  return letter('password-changed', `Your password for ${college.name}`, {
    heading: 'Your password was changed',
    paragraphs: ['Wherever else you were signed in, you were signed out.'],
    button: { text: 'This was not me: choose a new password', href: baseUrl + paths.passwordForgotten() },
    afterwards: ['If this was you, there is nothing to do.'],
  })
}

export function codesResetLetter(now: Date, { baseUrl, college, timeZone }: Settings): Letter {
  const tell =
    college.phone === undefined
      ? `write to us at once: ${college.email}`
      : `call us at once: ${college.phone}`
  return letter('codes-reset', `Signing in to ${college.name}`, {
    heading: 'Your codes for signing in were reset',
    paragraphs: [
      'Our office has reset the codes from your app, so that you can set up new ones. The old codes and your recovery codes no longer work, and you were signed out everywhere.',
    ],
    facts: [{ label: 'When', lines: [momentInWords(now, timeZone)] }],
    button: { text: 'Sign in', href: baseUrl + paths.signIn() },
    afterwards: [
      'If you asked us for this, sign in and set up your app again.',
      `If you did not ask us, please ${tell}. Somebody else may be trying to sign in as you.`,
    ],
  })
}
