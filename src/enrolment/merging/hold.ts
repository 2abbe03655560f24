import type { Tx } from '../../database/schema.ts'
import { Busy } from '../../database/transaction.ts'
import { lockRun, type Run } from '../../scheduling/queries.ts'
import { lockMarks } from './marks-queries.ts'
import { listRunIds, lockPlaces, lockRecords } from './queries.ts'

/**
 * Holds everything that two records have, in the lock order: the runs, what they have on them, and the records. Gives
 * the runs. Throws Busy when one of the two came to another run in between: then it is all to be read anew.
 */
export async function holdRecords(tx: Tx, personIds: string[]): Promise<Run[]> {
  const runs: Run[] = []
  for (const id of await listRunIds(tx, personIds)) {
    const run = await lockRun(tx, id)
    if (run !== undefined) runs.push(run)
  }
  await lockPlaces(tx, personIds)
  await lockMarks(tx, personIds)
  await lockRecords(tx, personIds)
  const held = new Set(runs.map(({ id }) => id))
  const now = await listRunIds(tx, personIds)
  if (now.some((id) => !held.has(id))) throw new Busy(new Error('Somebody enrolled meanwhile'))
  return runs
}
