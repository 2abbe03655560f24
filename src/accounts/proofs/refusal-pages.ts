import { paths } from '../../paths.ts'
import type { ProofRefusal } from './rules.ts'

/** What the link was for: what to do next depends on it. */
export type LinkKind = 'sign-in' | 'password' | 'address'

interface Refused {
  status: number
  title: string
  text: string
  button?: { text: string; href: string }
  /** Whoever is signed in as somebody else may sign out here. */
  signOut?: string
}

const another: Record<LinkKind, { text: string; href: string }> = {
  'sign-in': { text: 'Ask for another link', href: paths.signInLink() },
  password: { text: 'Ask for another link', href: paths.passwordForgotten() },
  address: { text: 'Go to my details', href: paths.account() },
}

const tooOld: Refused = {
  status: 410,
  title: 'This link is too old',
  text: 'To keep your account safe, links work for a short time only.',
}

const refusals: Record<ProofRefusal | 'taken', Refused> = {
  unknown: {
    status: 404,
    title: 'We do not know this link',
    text: 'Part of the address may be missing. Press the button in our message, or copy the whole address.',
  },
  used: { status: 410, title: 'This link has been used', text: 'Each link works once. Nothing is wrong.' },
  replaced: {
    status: 410,
    title: 'There is a newer message',
    text: 'Only the newest link works. Look for our latest message, or ask for another.',
  },
  expired: tooOld,
  'wrong-codes': tooOld,
  'another-account': {
    status: 403,
    title: 'You are signed in as somebody else',
    text: 'This link belongs to another account. Sign out first, and then press the button in the message again.',
    signOut: paths.signOut(),
  },
  closed: {
    status: 410,
    title: 'This account is closed',
    text: 'Nobody signs in to it any more. You are welcome to register again.',
    button: { text: 'Register', href: paths.register() },
  },
  taken: {
    status: 409,
    title: 'This address belongs to another account',
    text: 'You may have registered twice. Sign in with a link sent to that address, or ask the college to put the two together.',
    button: another['sign-in'],
  },
}

/** A page that says why a link does nothing any more, and what to do instead. */
export function refusalPage(reason: ProofRefusal | 'taken', kind: LinkKind): Refused {
  const refused = refusals[reason]
  return refused.signOut === undefined ? { button: another[kind], ...refused } : refused
}

interface Answer {
  status(code: number): { render(view: string, page: object): void }
}

export function showRefusal(response: Answer, reason: ProofRefusal | 'taken', kind: LinkKind): void {
  const page = refusalPage(reason, kind)
  response.status(page.status).render('accounts/proofs/refused', page)
}
