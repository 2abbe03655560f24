// Whose session has ended has nowhere to keep a notice: the address tells the next page.
import type { Request } from 'express'
import { paths } from '../paths.ts'

const mark = 'signed-out=yes'

/** Where signing out leads. */
export const signedOutHome = `${paths.home()}?${mark}`

/** Where a form leads that came after its session had ended: to sign in, and back to the page it was on. */
export function signInAgain(page: string): string {
  return `${paths.signIn()}?next=${encodeURIComponent(page)}&${mark}`
}

/** True on the page that has to say so; never for somebody who is signed in, whatever the address says. */
export function mustSaySignedOut({ user, query }: Request): boolean {
  return user === undefined && query['signed-out'] === 'yes'
}
