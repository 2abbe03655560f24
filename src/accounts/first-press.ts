import { timingSafeEqual } from 'node:crypto'
import type { Db } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { readForm } from '../web/form.ts'
import { codeForm, emailForm } from './proofs/forms.ts'
import { findOwnerById, findProof, listCodesUsed } from './proofs/queries.ts'
import { givenAddress, isSameAddress } from './proofs/rules.ts'
import { hashCode, hashToken } from './proofs/secrets.ts'

/** A form that signs somebody in, and the link it stands behind, if it does. */
export interface Pressed {
  path: string
  token: string | undefined
  body: unknown
}

/** Whether what they press the button with is of this person. What names nobody, as a code from a phone, may be. */
export async function isOfThePerson(
  db: Db,
  { path, token, body }: Pressed,
  personId: string,
  since: Date,
): Promise<boolean> {
  if (path === paths.signInLinkCode()) return isCodeOfTheirs(db, body, personId, since)
  if (token !== undefined)
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
