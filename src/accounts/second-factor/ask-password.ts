import type { Db } from '../../database/schema.ts'
import { findPassword } from '../proofs/queries.ts'

const justNowMinutes = 10

/**
 * Whether somebody shows once more that it is them before codes count for their account (ASVS 7.5.1): they have a
 * password, and have not signed in just now. Whoever finds their computer open could else shut them out.
 */
export async function asksPassword(
  db: Db,
  /** `signedInAt` in milliseconds of the clock; undefined in a session from before it was noted. */
  { personId, signedInAt }: { personId: string; signedInAt: number | undefined },
  now: Date,
): Promise<boolean> {
  if (signedInAt !== undefined && now.getTime() - signedInAt < justNowMinutes * 60_000) return false
  return (await findPassword(db, personId)) !== undefined
}
