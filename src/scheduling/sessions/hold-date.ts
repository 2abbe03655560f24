import type { Tx } from '../../database/schema.ts'
import { findSessionRunId, listSessions, lockRun, type Run, type SessionDetails } from '../queries.ts'

export interface HeldDate {
  run: Run
  session: SessionDetails
}

/** One date as it is while its run is held. Undefined when there is none. */
export async function holdDate(tx: Tx, sessionId: string): Promise<HeldDate | undefined> {
  const runId = await findSessionRunId(tx, sessionId)
  const run = runId === undefined ? undefined : await lockRun(tx, runId)
  if (run === undefined) return undefined
  const session = (await listSessions(tx, [run.id])).find(({ id }) => id === sessionId)
  return session && { run, session }
}
