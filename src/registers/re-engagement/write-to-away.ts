import type { Config } from '../../config/config.ts'
import { recordInAuditTrail, wholeCollege } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueMails, promiseCall } from '../../mail/enqueue.ts'
import { enqueueText } from '../../texts/enqueue.ts'
import { wayTo } from '../reach.ts'
import { gladToSeeYou, gladToSeeYouByWord, gladToSeeYouText, weMissYou } from './mails.ts'
import { type Away, insertWritten, listAway, lockPeople, type Sought } from './queries.ts'
import { type Asked, notSeenSince } from './rules.ts'

export interface Writing {
  config: Config
  now: Date
  actorId: string
}

/**
 * Writes to everybody who has not been seen for so long, each by their own way, and notes it. They are held and looked
 * for again: of two who press at once, the second finds nobody whom the first has written to; nor does a page that is sent
 * twice go on to whom it did not show. How many it were.
 */
export async function writeToAway(
  tx: Tx,
  { months, had, until }: Asked & Pick<Sought, 'until'>,
  writing: Writing,
): Promise<number> {
  const { now, config, actorId } = writing
  const asked = { since: notSeenSince(months, { now, timeZone: config.timeZone }), had, until }
  const seen = await listAway(tx, asked)
  const ids = seen.map(({ id }) => id)
  await lockPeople(tx, ids)
  const people = (await listAway(tx, asked)).filter(({ id }) => ids.includes(id))
  for (const person of people) await writeTo(tx, person, writing)
  if (people.length > 0)
    await recordInAuditTrail(tx, {
      at: now,
      actorId,
      action: 'people.written-to',
      // Of no one person: that we wrote to somebody is no sign of them.
      subject: wholeCollege,
      detail: { people: people.length, months },
    })
  return people.length
}

async function writeTo(tx: Tx, person: Away, { config, now, actorId }: Writing): Promise<void> {
  const way = byCall(person) ? ({ by: 'none' } as const) : wayTo(person, config)
  if (way.by === 'email')
    await enqueueMails(tx, person, [{ letter: gladToSeeYou(config) }], { now, mailDomain: config.mailDomain })
  if (way.by === 'text') {
    const body = gladToSeeYouText(person, config)
    await enqueueText(tx, { personId: person.id, number: way.number, template: weMissYou, body }, now)
  }
  if (way.by === 'none') await promiseCall(tx, person, null, gladToSeeYouByWord(config), { now })
  const channel = way.by === 'none' ? 'call' : way.by
  await insertWritten(tx, { person_id: person.id, sent_at: now, sent_by: actorId, channel })
}

/** They said that they would rather be telephoned or sent a letter. */
function byCall({ preferred_contact: preferred }: Away): boolean {
  return preferred === 'phone' || preferred === 'post'
}
