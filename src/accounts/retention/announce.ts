import type { Config } from '../../config/config.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { updateCallsOvertaken } from '../../mail/calls.ts'
import { enqueueMails, promiseCall } from '../../mail/enqueue.ts'
import { closingSoonByWord, closingSoonLetter } from './mails.ts'
import { lockToAnnounce, type ToAnnounce, updateAnnounced } from './queries.ts'
import { announcedKinds, type AnnouncedKind, closingSoon, keptUntil } from './rules.ts'

export type AnnounceSettings = Pick<Config, 'baseUrl' | 'college' | 'mailDomain' | 'retention' | 'timeZone'>

/** So many at once: nobody waits for long for a row that is held meanwhile. */
const atOnce = 200

/** Tells whoever's account closes in a month unless they come back: by mail, else on the call list. How many. */
export async function announceClosings(db: Db, settings: AnnounceSettings, now: Date): Promise<number> {
  let announced = 0
  for (const kind of announcedKinds)
    for (;;) {
      const some = await inTransaction(db, (tx) => announceSome(tx, kind, settings, now))
      announced += some
      if (some < atOnce) break
    }
  return announced
}

async function announceSome(
  tx: Tx,
  kind: AnnouncedKind,
  settings: AnnounceSettings,
  now: Date,
): Promise<number> {
  const { retention, timeZone } = settings
  const before = keptUntil(kind, retention, { now, timeZone })
  const people = await lockToAnnounce(tx, kind, { before, now, most: atOnce })
  for (const person of people) await announceTo(tx, person, settings, now)
  await updateAnnounced(
    tx,
    people.map(({ id }) => id),
    now,
  )
  return people.length
}

async function announceTo(tx: Tx, person: ToAnnounce, settings: AnnounceSettings, now: Date): Promise<void> {
  if (person.by === 'mail') {
    await enqueueMails(tx, person, [{ letter: closingSoonLetter(settings) }], { ...settings, now })
    return
  }
  await updateCallsOvertaken(tx, { personId: person.id, runId: null, template: closingSoon }, now)
  await promiseCall(tx, person, null, closingSoonByWord(settings), { now })
}
