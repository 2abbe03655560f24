import { createHash, randomBytes, randomInt } from 'node:crypto'

/** 32 random bytes, as they stand in a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of it. Random enough that a plain hash hides it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/**
 * Of a code for somebody who reads the mail on another device. With six, whoever asks for messages all day and guesses
 * each time gets into one account within some two years; eight make it two hundred.
 */
export const figuresOfCode = 8

export function newCode(): string {
  return String(randomInt(10 ** figuresOfCode)).padStart(figuresOfCode, '0')
}

/** `1234 5678`, as the message shows it. */
export function codeInGroups(code: string): string {
  return `${code.slice(0, figuresOfCode / 2)} ${code.slice(figuresOfCode / 2)}`
}

/** Hashed with the id of its proof, so that two people with the same code share no hash. */
export function hashCode(proofId: string, code: string): Buffer {
  return createHash('sha256').update(`${proofId}:${code}`).digest()
}
