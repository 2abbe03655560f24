import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import type { Db } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { readForm } from '../web/form.ts'
import { nextOf } from '../web/next-page.ts'
import type { Deps } from '../web/deps.ts'
import { codeForm, emailForm } from './proofs/forms.ts'
import { findOwnerById, findProof, listCodesUsed } from './proofs/queries.ts'
import { givenAddress, isSameAddress } from './proofs/rules.ts'
import { hashCode, hashToken } from './proofs/secrets.ts'
import { findPending, startPage } from './sign-in.ts'

/** How long after a sign-in a second press is taken for one. */
const moment = 60_000

const signingIn = [paths.signIn(), paths.register(), paths.passwordNew({ token: '' })]

/**
 * Whoever presses a button twice that signs them in has another session by then than the page they press it on: they go
 * on to where the first press led. Not whoever shows another address, link or code: they would write into the account of
 * somebody else. The session of the page is another one than this (`guard.ts`).
 */
export async function firstPressLed(request: Request): Promise<string | undefined> {
  if (request.method !== 'POST' || !signingIn.some((start) => request.path.startsWith(start)))
    return undefined
  const { clock, db } = request.app.get('sign-in') as Deps
  const since = new Date(clock().getTime() - moment)
  const here = whereTheyAre(request, since)
  if (here === undefined || !(await isOfThePerson(db, request, here.personId, since))) return undefined
  return here.ledTo
}

/** Who has just signed in here, or has to type a code yet, and where that led. */
function whereTheyAre(request: Request, since: Date): { personId: string; ledTo: string } | undefined {
  const { user, session } = request
  if (user === undefined) {
    const pending = findPending(request)
    return pending && { personId: pending.personId, ledTo: paths.signInCode() }
  }
  const wasNow = (session.signedIn?.at ?? 0) > since.getTime()
  return wasNow ? { personId: user.id, ledTo: nextOf(request) ?? startPage(user) } : undefined
}

/** Whether what they press the button with is of this person. What names nobody, as a code from a phone, may be. */
async function isOfThePerson(db: Db, request: Request, personId: string, since: Date): Promise<boolean> {
  const body: unknown = request.body
  if (request.path === paths.signInLinkCode()) return isCodeOfTheirs(db, body, personId, since)
  const { token } = request.params
  if (typeof token === 'string')
    return (await findProof(db, { tokenHash: hashToken(token) }))?.person_id === personId
  if (!Object.hasOwn(body as object, 'email')) return true
  const form = readForm(emailForm, body)
  const person = await findOwnerById(db, personId)
  // As they gave it: whether it was somebody's already when they registered is not told.
  return form.ok && person !== undefined && isSameAddress(givenAddress(person), form.values.email)
}

async function isCodeOfTheirs(db: Db, body: unknown, personId: string, since: Date): Promise<boolean> {
  const form = readForm(codeForm, body)
  if (!form.ok) return false
  const used = await listCodesUsed(db, personId, since)
  return used.some(({ id, code_hash }) => timingSafeEqual(code_hash, hashCode(id, form.values.code)))
}
