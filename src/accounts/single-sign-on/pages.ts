import { paths } from '../../paths.ts'
import type { SignOnRefusal } from './strategy.ts'

interface Refused {
  status: number
  title: string
  text: string
  /** Where to go now; signing in with a password when left out. */
  button: { text: string; href: string }
}

const again = { text: 'Try again', href: paths.signIn() }
const own = { text: 'Sign in another way', href: paths.signIn() }

/** What to say to whoever could not be signed in, and what they can do. `name` is the provider's, as people know it. */
export function refusedPage(reason: SignOnRefusal, name: string): Refused {
  return about[reason](name)
}

const about: Record<SignOnRefusal, (name: string) => Refused> = {
  'begin-again': () => ({
    status: 400,
    title: 'Please sign in again',
    text: 'That sign-in was used already, took too long, or began in another window. Nothing is wrong with your account.',
    button: again,
  }),
  'refused-there': (name) => ({
    status: 403,
    title: `You did not sign in with ${name}`,
    text: `${name} tells us that the sign-in was stopped there. You can try again, or sign in another way.`,
    button: again,
  }),
  'not-trusted': (name) => ({
    status: 502,
    title: 'We could not be sure that it was you',
    text: `What ${name} told us about you did not fit together, so we did not sign you in. Try again. If it happens twice, tell the people who look after your computers: the clock of a server may be wrong.`,
    button: again,
  }),
  'provider-down': (name) => ({
    status: 502,
    title: `We cannot reach ${name} just now`,
    text: 'Please wait a few minutes and try again, or sign in another way.',
    button: again,
  }),
  'no-role': (name) => ({
    status: 403,
    title: 'You do not work here yet, as far as we know',
    text: `You signed in with ${name}, but it names no role for you at this college. Ask an administrator of the college, or the people who look after your work account, to add you to the right group. Then sign in again. To take part in courses, register as a student.`,
    button: { text: 'Register as a student', href: paths.register() },
  }),
  'email-not-verified': (name) => ({
    status: 403,
    title: 'We need an email address that has been checked',
    text: `${name} does not tell us that your email address is really yours, so we cannot find your account by it. If you have an account here, sign in to it, open My details, and connect the two. If you have none, ask an administrator of the college.`,
    button: own,
  }),
  'student-account': (name) => ({
    status: 409,
    title: 'You have a student account here already',
    text: `To be sure that it is yours, sign in to it once, with its password or an emailed link. Then you can connect it with ${name}.`,
    button: {
      text: 'Sign in and connect the two',
      href: `${paths.signIn()}?next=${encodeURIComponent(paths.singleSignOnLink())}`,
    },
  }),
  'address-not-confirmed': () => ({
    status: 409,
    title: 'Please confirm your email address first',
    text: 'We have sent you a message with a button that says the address is yours. Press it, and then connect the two. The message did not come? My details has a button to send it again.',
    button: { text: 'Go to my email address', href: paths.accountEmail() },
  }),
  'connected-elsewhere': (name) => ({
    status: 409,
    title: 'That work account belongs to another account here',
    text: `You may have two accounts. Sign out, sign in with ${name}, and see. An administrator of the college can help.`,
    button: { text: 'Go to my details', href: paths.account() },
  }),
  'has-another': (name) => ({
    status: 409,
    title: 'Your account is connected with another work account',
    text: `Sign in with the account of ${name} that you used before. If you do not have it any more, ask an administrator of the college.`,
    button: own,
  }),
}

/** Where somebody signed in connects their account with the provider's. */
export function connectPage(name: string, connected: boolean, staff: boolean) {
  return {
    title: connected ? `Your account is connected with ${name}` : `Connect your account with ${name}`,
    name,
    connected,
    // A student's password may have been somebody else's choice; see come-in.ts.
    passwordEnds: !staff,
    href: `${paths.singleSignOn()}?connect=yes`,
    accountHref: paths.account(),
  }
}
