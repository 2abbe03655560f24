// Codes from an app (TOTP, RFC 6238) as every such app makes them: SHA-1, six digits, thirty seconds.
import { Secret, TOTP } from 'otpauth'

const seconds = 30

/** A new secret, in the letters people type: 20 random bytes, as RFC 4226, 4 recommends. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/**
 * The half minute, counted from 1970, whose code this is: the one of `now`, the one before or the one after, because
 * clocks differ and people need a moment (RFC 6238, 5.2). Undefined when it is none of theirs.
 */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime()
  const distance = appOf(secret).validate({ token: code, timestamp, window: 1 })
  return distance === null ? undefined : stepAt(now) + distance
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / seconds)
}

/** The address in the picture that apps read. */
export function keyUri(secret: string, { college, account }: { college: string; account: string }): string {
  return appOf(secret, { issuer: college, label: account }).toString()
}

function appOf(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...names,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: seconds,
  })
}

/** `ABCD EFGH …`, for whoever types it. */
export function inFours(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ')
}
