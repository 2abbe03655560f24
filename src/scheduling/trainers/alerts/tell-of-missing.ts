import { listOffice } from '../../../accounts/queries.ts'
import type { Config } from '../../../config/config.ts'
import type { Tx } from '../../../database/schema.ts'
import { enqueueMails } from '../../../mail/enqueue.ts'
import { lockRun } from '../../queries.ts'
import { trainerMissingLetter } from './mails.ts'
import { deleteAlertsBut, insertAlerts, listMissing } from './queries.ts'

interface Context {
  config: Pick<Config, 'baseUrl' | 'timeZone' | 'mailDomain'>
  now: Date
}

/**
 * Tells the office of dates of a run that lack half of their pair, each once. May run as often as it likes: what was put
 * right before it came is told to nobody, and what breaks again afterwards is told again.
 */
export async function tellOfMissing(tx: Tx, runId: string, { config, now }: Context): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return
  const missing = await listMissing(tx, runId, { now, timeZone: config.timeZone })
  const ids = missing.map(({ session_id }) => session_id)
  await deleteAlertsBut(tx, runId, ids)
  const news = await insertAlerts(tx, ids, now)
  if (news.length === 0) return
  const dates = missing.filter(({ session_id }) => news.includes(session_id))
  const letter = trainerMissingLetter(run, dates, config)
  const telling = { now, mailDomain: config.mailDomain }
  for (const administrator of await listOffice(tx))
    await enqueueMails(tx, administrator, [{ letter }], telling)
}
