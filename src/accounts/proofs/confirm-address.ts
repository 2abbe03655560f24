import type { Tx } from '../../database/schema.ts'
import { makeProof } from './make-proof.ts'
import {
  allowChangeLetter,
  alreadyThereLetter,
  confirmLetter,
  type LetterContext,
  promiseLetter,
  registeredAgainLetter,
} from './mails.ts'
import { type EmailChange, findEmailChange, findOwner, lockOwner, type Owner } from './queries.ts'
import { isPending, mustOldAgree } from './rules.ts'

/**
 * Asks by mail whether the address a person wishes to have, or has, is theirs. Only here it is looked up whether it is
 * somebody else's, and only they are told. May run twice: the older messages are then worth nothing.
 */
export async function confirmAddress(tx: Tx, personId: string, context: LetterContext): Promise<void> {
  const person = await lockOwner(tx, personId)
  if (person === undefined) return
  const change = await findEmailChange(tx, personId)
  if (change !== undefined && isPending(change, context.now)) return askForChange(tx, person, change, context)
  if (person.email !== null && person.email_confirmed_at === null)
    return askWhetherTheirs(tx, person, person.email, context)
  if (person.claimed_email !== null) await askAboutClaim(tx, person, person.claimed_email, context)
}

async function askForChange(
  tx: Tx,
  person: Owner,
  change: EmailChange,
  context: LetterContext,
): Promise<void> {
  if (change.new_agreed_at === null) {
    const owner = await findOwner(tx, change.email)
    if (owner === undefined || owner.id === person.id)
      await askWhetherTheirs(tx, person, change.email, context)
    else
      await promiseLetter(tx, { ...owner, email: change.email }, alreadyThereLetter(context.config), context)
  }
  if (mustOldAgree(person) && change.old_agreed_at === null && person.email !== null) {
    const proof = { personId: person.id, purpose: 'allow-change' as const, email: person.email }
    const made = await makeProof(tx, proof, context.now)
    await promiseLetter(
      tx,
      { ...person, email: person.email },
      allowChangeLetter(made, context.config),
      context,
    )
  }
}

async function askWhetherTheirs(tx: Tx, person: Owner, email: string, context: LetterContext): Promise<void> {
  const made = await makeProof(tx, { personId: person.id, purpose: 'confirm-email', email }, context.now)
  await promiseLetter(tx, { ...person, email }, confirmLetter(made, email, context.config), context)
}

/** Whoever registered with somebody's address proves nothing by it; the owner is offered the account they have. */
async function askAboutClaim(tx: Tx, person: Owner, email: string, context: LetterContext): Promise<void> {
  const found = await findOwner(tx, email)
  const owner = found && (await lockOwner(tx, found.id))
  if (owner === undefined || owner.email === null) return askWhetherTheirs(tx, person, email, context)
  const proof = { personId: owner.id, purpose: 'registered-again' as const, email: owner.email }
  const made = await makeProof(tx, proof, context.now)
  await promiseLetter(
    tx,
    { ...owner, email: owner.email },
    registeredAgainLetter(made, context.config),
    context,
  )
}
