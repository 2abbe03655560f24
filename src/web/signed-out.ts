// Whose session has ended has nowhere to keep a notice: the address tells the next page.
import type { Request } from 'express'
import { paths } from '../paths.ts'

/** Whether what they sent is kept for them. */
type Lost = 'yes' | 'kept'

/** Where signing out leads. */
export const signedOutHome = `${paths.home()}?signed-out=yes`

/** Where a form leads that came after its session had ended: to sign in, and back to the page it was on. */
export function signInAgain(page: string, lost: Lost): string {
  return `${paths.signIn()}?next=${encodeURIComponent(page)}&signed-out=${lost}`
}

/** What the page has to say; nothing to somebody who is signed in, whatever the address says. */
export function signedOutToSay({ user, query }: Request): Lost | undefined {
  const said = query['signed-out']
  return user === undefined && (said === 'yes' || said === 'kept') ? said : undefined
}
