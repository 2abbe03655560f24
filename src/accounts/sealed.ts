import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const nonceLength = 12
const tagLength = 16

/** What is kept sealed: each under a key of its own. */
export type Purpose = 'second factor' | 'unsent form'

/** The key that this is sealed with. Another SESSION_SECRET is another key. */
export function sealingKey(sessionSecret: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', sessionSecret, '', `recovery-college: ${purpose}`, 32))
}

/** Encrypts (AES-256-GCM) for one person: put into another person's row, it opens no more. */
export function seal(text: string, key: Buffer, personId: string): string {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(personId))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64')
}

/** What was sealed; undefined when the key is another one now, or the row was changed. */
export function unseal(sealed: string, key: Buffer, personId: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length < nonceLength + tagLength) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(Buffer.from(personId)).setAuthTag(bytes.subarray(-tagLength))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()])
    return text.toString('utf8')
  } catch {
    return undefined
  }
}
