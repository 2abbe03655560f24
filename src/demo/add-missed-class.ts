import type { Tx } from '../database/schema.ts'
import { addMinutes, type Moment } from '../lib/time.ts'
import { markRegister } from '../registers/marking/mark-register.ts'
import { findLatestClass, listExpected } from './queries.ts'

/** Of the latest class that is over, one person was missed without a word, so that there is somebody to call. */
export async function addMissedClass(tx: Tx, { now, timeZone }: Moment): Promise<void> {
  const latest = await findLatestClass(tx, now)
  if (latest === undefined) return
  const [missed, ...others] = await listExpected(tx, latest.id)
  if (missed === undefined) return
  const said = new Map([
    [missed.enrolment_id, { was: missed.mark, chosen: 'no-word' as const }],
    ...others.map(
      ({ enrolment_id: id, mark }) => [id, { was: mark, chosen: mark ?? ('present' as const) }] as const,
    ),
  ])
  const marking = {
    actorId: latest.trainer_id,
    means: 'page' as const,
    now: addMinutes(latest.ends_at, 5),
    timeZone,
  }
  await markRegister(tx, latest, { said, everyoneCame: false }, marking)
}
