// Gives whoever gives a published run the dates they lack in their calendar: of what was published before there were such
// invitations, or whose work got lost.
import { cutIntoBlocks } from '../../calendar/blocks.ts'
import type { Config } from '../../config/config.ts'
import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueForgotten } from '../../jobs/enqueue.ts'
import { addMinutes } from '../../lib/time.ts'
import { listSessions, type SessionDetails } from '../../scheduling/queries.ts'
import type { Context } from '../context.ts'
import { mostEntriesFor } from '../invites.ts'
import { type Lacking, listLacking } from './queries.ts'
import { nobodyCounted, taughtSessions } from './sessions.ts'

/** Trainers are told five minutes after the last change: only what is older than this was forgotten. */
const forgottenAfter = 10

/** At once, so that a college that begins with it does not keep the mails of its students waiting. */
const mostRuns = 20

export async function sweepTeaching(
  db: Db,
  { clock, config }: Pick<Context, 'clock' | 'config'>,
): Promise<void> {
  const now = clock()
  const lacking = await listLacking(db, { now, before: addMinutes(now, -forgottenAfter) })
  if (lacking.length === 0) return
  const sessions = await listSessions(db, [...new Set(lacking.map(({ run_id: id }) => id))])
  const runIds = lacking.filter((one) => canBeTold(one, sessions, config)).map(({ run_id: id }) => id)
  await inTransaction(db, async (tx) => {
    for (const runId of [...new Set(runIds)].slice(0, mostRuns))
      await enqueueForgotten(tx, 'enrolment.refresh-teaching', { runId }, `teaching:${runId}`)
  })
}

/** Whoever lacks more entries than they are sent at once gets a letter with their dates instead, and has them in their feed. */
function canBeTold(lacking: Lacking, sessions: SessionDetails[], config: Config): boolean {
  const dates = sessions.filter(({ id, status }) => status === 'planned' && lacking.dates.includes(id))
  const run = { id: lacking.run_id, title: lacking.title, drop_in: lacking.drop_in }
  const entries = cutIntoBlocks(taughtSessions(run, dates, lacking, nobodyCounted, config), config.timeZone)
  const inLetter = dates.every(({ id }) => lacking.in_letter.includes(id))
  return entries.length > 0 && (entries.length <= mostEntriesFor(lacking) || !inLetter)
}
