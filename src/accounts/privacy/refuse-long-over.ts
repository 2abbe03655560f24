import type { Db } from '../../database/schema.ts'
import { WithTheOffice } from '../../web/problems.ts'
import { findLastEnd } from './queries.ts'
import { decideSeeingPeople } from './rules.ts'

/** Every way from a trainer to the people of a run goes through here, once it is sure that they give it or gave it. */
export async function refuseLongOver(db: Db, runId: string, now: Date): Promise<void> {
  if (!decideSeeingPeople(await findLastEnd(db, runId), now).ok) throw new WithTheOffice()
}
