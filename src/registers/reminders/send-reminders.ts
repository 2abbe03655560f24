import type { Config } from '../../config/config.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { hasOneDate } from '../../enrolment/dates.ts'
import { eachApart } from '../../lib/each-apart.ts'
import { addMinutes } from '../../lib/time.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { listSessions, lockRun } from '../../scheduling/queries.ts'
import { enqueueText } from '../../texts/enqueue.ts'
import { wayTo } from '../reach.ts'
import { type NearClass, reminderLetter, reminderTemplate, reminderText } from './mails.ts'
import { insertReminder, listNear, listToRemind, type ToRemind } from './queries.ts'
import { isDue, isWaking, mostHoursEarly } from './rules.ts'

export interface Reminding {
  config: Config
  now: Date
}

/** Reminds people of the classes that are near, one class a transaction. May run as often as it likes. */
export async function sendReminders(db: Db, { config, now }: Reminding): Promise<void> {
  const { reminderHours: hours, timeZone } = config
  const at = { now, timeZone }
  if (hours === 0 || !isWaking(at)) return
  const until = addMinutes(now, (hours + mostHoursEarly) * 60)
  const near = await listNear(db, { from: now, until }, { hours, timeZone })
  const due = near.filter(({ starts_at: startsAt }) => isDue(startsAt, hours, at))
  await eachApart(due, (one) => inTransaction(db, (tx) => remindOf(tx, one, { config, now })))
}

/**
 * Each is claimed in the transaction that writes their message. The run is held, so that nobody is reminded of a class
 * that was called off, or a place that was given up, a moment before.
 */
export async function remindOf(
  tx: Tx,
  near: { id: string; run_id: string },
  { config, now }: Reminding,
): Promise<void> {
  const run = await lockRun(tx, near.run_id)
  const sessions = await listSessions(tx, [near.run_id])
  const session = sessions.find(({ id }) => id === near.id)
  if (run === undefined || session === undefined) return
  const { reminderHours: hours, timeZone } = config
  // It may have moved to another day before the run was held.
  if (!isDue(session.starts_at, hours, { now, timeZone })) return
  const nearClass = { title: run.title, session, oneDate: hasOneDate(sessions) }
  for (const person of await listToRemind(tx, near.id, { hours, timeZone }))
    await remind(tx, person, nearClass, { config, now })
}

async function remind(tx: Tx, person: ToRemind, near: NearClass, { config, now }: Reminding): Promise<void> {
  const way = wayTo(person, config)
  const { enrolment_id, day } = person
  const claim = { session_id: near.session.id, enrolment_id, day, at: now, channel: way.by }
  if (!(await insertReminder(tx, claim))) return
  if (way.by === 'email')
    await enqueueMails(tx, person, [{ letter: reminderLetter(near, config) }], {
      now,
      mailDomain: config.mailDomain,
    })
  if (way.by === 'text') {
    const text = {
      personId: person.id,
      number: way.number,
      template: reminderTemplate,
      body: reminderText(near, person, config),
      uselessAfter: near.session.starts_at,
    }
    await enqueueText(tx, text, now)
  }
}
