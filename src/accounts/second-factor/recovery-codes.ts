import { createHash, randomBytes } from 'node:crypto'

const howMany = 10
/** Without letters and digits that are taken for each other on paper: I and 1, O and 0. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * Ten new codes of 120 random bits, such as `K7QM-2XWP-9DHA-VT4C-B3NE-6RYU`: so many that a plain hash hides them (OWASP ASVS
 * 5.0.0, 6.5.2).
 */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: howMany }, () => {
    const letters = Array.from(randomBytes(24), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
    return letters.replace(/(.{4})(?=.)/g, '$1-')
  })
}

/** What is kept of a code. Spaces, dashes and small letters make no difference. */
export function hashOfRecoveryCode(code: string): string {
  const letters = code.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return createHash('sha256').update(letters).digest('hex')
}
