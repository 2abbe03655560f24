// How often messages may be asked for and codes be typed. The same for addresses we know and those we do not.
import type { Try } from '../../web/throttle.ts'

const hour = 3600

/** For one address, so that nobody's mailbox is filled; and from one client, which a whole college may share. */
export function triesOfMail(email: string, client: string | undefined): Try[] {
  return [
    { name: 'proof.mail', key: email.toLowerCase(), most: 10, perSeconds: hour },
    { name: 'proof.client', key: client ?? 'none', most: 120, perSeconds: hour },
  ]
}

export function triesOfCode(proofId: string, client: string | undefined): Try[] {
  return [
    { name: 'proof.code', key: proofId, most: 10, perSeconds: hour },
    { name: 'proof.code-client', key: client ?? 'none', most: 120, perSeconds: hour },
  ]
}

export function triesOfPassword(personId: string): Try[] {
  return [{ name: 'account.password', key: personId, most: 10, perSeconds: hour / 2 }]
}
