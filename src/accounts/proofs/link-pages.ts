import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { withNext } from '../../web/next-page.ts'
import { waitInWords } from '../../web/throttle.ts'
import { figuresOfCode } from './secrets.ts'

export function askForLinkPage(next: string | undefined, form: Typed = nothingTyped) {
  return {
    title: 'Sign in with an email',
    action: paths.signInLink(),
    back: { href: withNext(paths.signIn(), next), text: 'Sign in with a password' },
    next,
    ...withErrors(form),
  }
}

interface Awaited {
  email: string
}

/** The same for an address we know and one we do not. */
export function codePage({ email }: Awaited, form: Typed = nothingTyped) {
  return {
    title: 'Look in your email',
    action: paths.signInLinkCode(),
    codeHint: `Then type the ${figuresOfCode} figures from the message here.`,
    againHref: paths.signInLink(),
    registerHref: paths.register(),
    email,
    ...withErrors(form),
  }
}

export function linkPage(token: string, email: string, next: string | undefined) {
  return {
    title: 'Sign in',
    email,
    action: paths.signInLinkUse({ token }),
    hidden: next === undefined ? [] : [{ name: 'next', value: next }],
  }
}

interface Wait {
  waitSeconds: number
}

export function waitForm(email: string, { waitSeconds }: Wait): Typed {
  const message = `You asked for several messages. Look in your email, or wait ${waitInWords(waitSeconds)} and try again`
  return { typed: { email }, errors: [{ field: 'email', message }] }
}

/** The code of a message, typed when its time is over. */
export const tooOld: Typed = {
  typed: {},
  errors: [{ field: 'email', message: 'That message is too old by now. Ask for another here' }],
}

/** Why it is not right is not said: that would tell whether a message was sent. */
export function wrongCode(wait?: Wait): Typed {
  const message =
    wait === undefined
      ? 'That code is not right, or it is too old. Look for our newest message, or ask for another'
      : `That was tried many times. Wait ${waitInWords(wait.waitSeconds)}, or ask for another message`
  return { typed: {}, errors: [{ field: 'code', message }] }
}
