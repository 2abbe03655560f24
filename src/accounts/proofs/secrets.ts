import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 32 random bytes, as they stand in a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of it. Random enough that a plain hash hides it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Six figures, for somebody who reads the mail on another device. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

/** Hashed with the id of its proof, so that two people with the same code share no hash. */
export function hashCode(proofId: string, code: string): Buffer {
  return createHash('sha256').update(`${proofId}:${code}`).digest()
}
