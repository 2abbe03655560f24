import type { Deps } from '../../web/deps.ts'
import { takeTry } from '../../web/throttle.ts'
import { passwordMatches } from '../passwords.ts'
import { triesOfPassword } from './limits.ts'
import { findPassword } from './queries.ts'

export interface PasswordRefused {
  status: 422 | 429
  /** Said beside the field. */
  message: string
}

/**
 * Asks somebody who is signed in for their password once more, before they change how they sign in (ASVS 7.5.1):
 * undefined when it is theirs. Each call is a try, and tries are limited.
 */
export async function refusePresentPassword(
  deps: Pick<Deps, 'db' | 'secret' | 'clock'>,
  personId: string,
  typed: string,
): Promise<PasswordRefused | undefined> {
  if (typed === '') return { status: 422, message: 'Enter the password you have now' }
  const taken = await takeTry(deps, triesOfPassword(personId), deps.clock())
  if (!taken.ok) return { status: 429, message: 'Please wait a few minutes and try again' }
  if (await passwordMatches(await findPassword(deps.db, personId), typed)) return undefined
  return { status: 422, message: 'This is not the password you have now' }
}
