import type { Role } from '../../database/schema.ts'
import { addMinutes } from '../../lib/time.ts'

export type ClosingRefusal = 'last-administrator' | 'still-teaching' | 'closing-already'

/**
 * Whether an account can be closed. Somebody must be left who can run the college, and whoever teaches has to be
 * replaced first: people come to those dates.
 */
export function decideClosing(account: {
  roles: readonly Role[]
  otherAdministrators: number
  /** Dates they teach that are still to come. */
  datesToTeach: number
  closing: boolean
}): { ok: true } | { ok: false; reason: ClosingRefusal } {
  if (account.closing) return { ok: false, reason: 'closing-already' }
  const last = account.roles.includes('administrator') && account.otherAdministrators === 0
  if (last) return { ok: false, reason: 'last-administrator' }
  return account.datesToTeach > 0 ? { ok: false, reason: 'still-teaching' } : { ok: true }
}

/** For how many days messages on their way are waited for. What has not arrived by then never does. */
const mostDaysForMail = 3

/** Whether somebody can be erased now, or what is still to be done with their name and address. */
export function decideErasing(
  closing: { goodbyeAt: Date | null; livePlaces: number; mailsOnTheirWay: number },
  now: Date,
): { ok: true } | { ok: false; reason: 'has-places' | 'no-goodbye-yet' | 'mail-on-its-way' } {
  if (closing.livePlaces > 0) return { ok: false, reason: 'has-places' }
  if (closing.goodbyeAt === null) return { ok: false, reason: 'no-goodbye-yet' }
  const until = addMinutes(closing.goodbyeAt, mostDaysForMail * 24 * 60)
  return closing.mailsOnTheirWay > 0 && now < until ? { ok: false, reason: 'mail-on-its-way' } : { ok: true }
}
