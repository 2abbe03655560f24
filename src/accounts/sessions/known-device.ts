// A mark that a browser keeps where somebody has signed in, so that strangers who guess their password use up tries of
// their own, not theirs (OWASP, Slow Down Online Guessing Attacks with Device Cookies). It opens nothing by itself.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Several people may use one browser, as in a library. */
const mostMarks = 5
export const markDays = 365

/** The cookie after this person signed in: a new mark for them, and those of the others. Pure but for the new mark. */
export function markDevice(secret: string, personId: string, cookie: string | undefined, now: Date): string {
  const others = marksIn(cookie).filter((mark) => !isOf(secret, personId, mark))
  const nonce = randomBytes(12).toString('base64url')
  const issued = now.getTime().toString(36)
  const mark = [nonce, issued, signature(secret, personId, nonce, issued)].join('.')
  return [mark, ...others].slice(0, mostMarks).join('~')
}

/** What the tries of this person in this browser are counted under; undefined for a browser they have not used. */
export function knownDevice(
  secret: string,
  personId: string,
  cookie: string | undefined,
  now: Date,
): string | undefined {
  const mark = marksIn(cookie).find((each) => isOf(secret, personId, each) && !isOld(each, now))
  return mark?.split('.')[0]
}

export function hasMarks(cookie: string | undefined): boolean {
  return marksIn(cookie).length > 0
}

function marksIn(cookie = ''): string[] {
  return cookie
    .split('~')
    .filter((mark) => /^[\w-]{16}\.[0-9a-z]{1,12}\.[\w-]{43}$/.test(mark))
    .slice(0, mostMarks)
}

function isOf(secret: string, personId: string, mark: string): boolean {
  const [nonce = '', issued = '', given = ''] = mark.split('.')
  return timingSafeEqual(Buffer.from(given), Buffer.from(signature(secret, personId, nonce, issued)))
}

function isOld(mark: string, now: Date): boolean {
  return now.getTime() - parseInt(mark.split('.')[1] ?? '0', 36) > markDays * 86_400_000
}

function signature(secret: string, personId: string, nonce: string, issued: string): string {
  const text = JSON.stringify(['known-device', personId, nonce, issued])
  return createHmac('sha256', secret).update(text).digest('base64url')
}
