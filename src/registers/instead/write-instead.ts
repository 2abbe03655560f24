import type { Config } from '../../config/config.ts'
import type { Tx } from '../../database/schema.ts'
import { hasOneDate } from '../../enrolment/dates.ts'
import type { Letter } from '../../mail/content.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { listSessions, lockRun } from '../../scheduling/queries.ts'
import { findFailedText, lockFailedText, type TextMessage, updateTextMailed } from '../../texts/queries.ts'
import { gladToSeeYou, weMissYou } from '../re-engagement/mails.ts'
import { reminderLetter, reminderTemplate } from '../reminders/mails.ts'
import { claimForEmail, claimWordForEmail, findTextedReminder, type Written } from './queries.ts'

interface Writing {
  config: Config
  now: Date
}

/**
 * What a text message did not bring to somebody goes to them by email, where they have one. The row of the text is held:
 * it is sent again or written instead, and never both.
 */
export async function writeInstead(tx: Tx, textId: string, writing: Writing): Promise<void> {
  const text = await findFailedText(tx, textId)
  if (text?.template === reminderTemplate) await remindInstead(tx, text, writing)
  if (text?.template === weMissYou && (await lockFailedText(tx, text.id, writing.now))) {
    const person = await claimWordForEmail(tx, text)
    if (person !== undefined) await write(tx, text, { person, letter: gladToSeeYou(writing.config) }, writing)
  }
}

/** The run is held first, as by whoever reminds: nobody hears of a class that was called off a moment before. */
async function remindInstead(tx: Tx, text: TextMessage, writing: Writing): Promise<void> {
  const { config, now } = writing
  const reminder = await findTextedReminder(tx, text)
  const run = reminder && (await lockRun(tx, reminder.run_id))
  if (run === undefined || !(await lockFailedText(tx, text.id, now))) return
  const sessions = await listSessions(tx, [run.id])
  const session = sessions.find(({ id }) => id === reminder?.session_id)
  const person = reminder && (await claimForEmail(tx, reminder, { now, timeZone: config.timeZone }))
  if (person === undefined || session === undefined) return
  const near = { title: run.title, session, oneDate: hasOneDate(sessions) }
  await write(tx, text, { person, letter: reminderLetter(near, config) }, writing)
}

async function write(
  tx: Tx,
  text: TextMessage,
  { person, letter }: { person: Written; letter: Letter },
  { config, now }: Writing,
): Promise<void> {
  await enqueueMails(tx, person, [{ letter }], { now, mailDomain: config.mailDomain })
  await updateTextMailed(tx, text, now)
}
