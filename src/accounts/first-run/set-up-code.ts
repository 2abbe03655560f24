// The code that whoever started a new college reads in its log: a stranger who finds the address first has none.
import { hkdfSync, timingSafeEqual } from 'node:crypto'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * Made from the product's secret, so that every web process prints the same one, also after a restart, and none is
 * stored. 60 bits, as in `K7QM-2XWP-9DHA`. It is worth nothing once there is an administrator.
 */
export function setUpCode(sessionSecret: string): string {
  const bytes = new Uint8Array(hkdfSync('sha256', sessionSecret, '', 'recovery-college: first run', 12))
  const letters = Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** Spaces, dashes and small letters make no difference; nor does how much of it is right make one in time. */
export function isSetUpCode(typed: string, sessionSecret: string): boolean {
  const plain = (text: string) => Buffer.from(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const [given, right] = [plain(typed), plain(setUpCode(sessionSecret))]
  return given.length === right.length && timingSafeEqual(given, right)
}
