import type { Db } from '../../database/schema.ts'
import { listNeeds } from './need-queries.ts'
import { findEmergencyContact, findSupporter, getAboutMe } from './queries.ts'

/** Everything somebody has told us of themselves, for them alone. */
export async function findTold(db: Db, personId: string) {
  const [person, needs, emergency, supporter] = await Promise.all([
    getAboutMe(db, personId),
    listNeeds(db, [personId]),
    findEmergencyContact(db, personId),
    findSupporter(db, personId),
  ])
  return { person, needs, emergency, supporter }
}

export type Told = Awaited<ReturnType<typeof findTold>>
