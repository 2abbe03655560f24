import type { Db } from '../../database/schema.ts'
import { countOtherAdministrators, listRoles } from '../people/queries.ts'
import type { ClosingFacts } from './pages.ts'
import { findAccount, listLiveTitles } from './queries.ts'
import { decideClosing } from './rules.ts'

/** What the page before closing shows; undefined for nobody, and for somebody who is erased. */
export async function gatherFacts(db: Db, personId: string, now: Date): Promise<ClosingFacts | undefined> {
  const account = await findAccount(db, personId, now)
  if (account === undefined) return undefined
  const roles = await listRoles(db, personId)
  const otherAdministrators = await countOtherAdministrators(db, personId)
  const decided = decideClosing({ ...account, roles, otherAdministrators })
  const refused = decided.ok ? undefined : decided.reason
  return { account, courses: await listLiveTitles(db, personId), refused }
}
