import type { Tx } from '../../database/schema.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { makeProof } from './make-proof.ts'
import { type LetterContext, newPasswordLetter, promiseLetter, signInLetter } from './mails.ts'
import { findOwner, findProof, lockOwner } from './queries.ts'

/**
 * Sends whoever has this address a link. In the background, so that the page that asked for it did the same, in the same
 * time, for an address that nobody has. May run twice: the id of the request is that of the proof.
 */
export async function sendProof(
  tx: Tx,
  { requestId, email, purpose, next }: Jobs['accounts.send-proof'],
  context: LetterContext,
): Promise<void> {
  const owner = await findOwner(tx, email)
  const person = owner && (await lockOwner(tx, owner.id))
  if (person === undefined || person.email === null) return
  if ((await findProof(tx, { id: requestId })) !== undefined) return
  const to = { id: person.id, name: person.name, email: person.email }
  const made = await makeProof(
    tx,
    { id: requestId, personId: person.id, purpose, email: to.email },
    context.now,
  )
  const { config } = context
  const letter = purpose === 'sign-in' ? signInLetter(made, next, config) : newPasswordLetter(made, config)
  await promiseLetter(tx, to, letter, context)
}
