import type { PreferredContact } from '../database/schema.ts'
import { textNumber } from '../texts/number.ts'

export interface Reachable {
  email: string | null
  phone: string | null
  preferred_contact: PreferredContact
}

export type Way = { by: 'text'; number: string } | { by: 'email' } | { by: 'none' }

/**
 * How a message that nobody has to speak is sent to somebody: as a text where they would rather have that, it can be
 * sent and their number is one; else by email; else not at all.
 */
export function wayTo(
  { email, phone, preferred_contact: preferred }: Reachable,
  college: { texts: unknown; country: string },
): Way {
  const number =
    college.texts !== undefined && preferred === 'text' ? textNumber(phone, college.country) : undefined
  if (number !== undefined) return { by: 'text', number }
  return email === null ? { by: 'none' } : { by: 'email' }
}

/** For a text message to somebody who cannot sign in: how they reach the college instead of by a page. */
export function reachUs({ phone, email }: { phone: string | undefined; email: string }): string {
  return phone === undefined ? `write to ${email}` : `ring ${phone}`
}
