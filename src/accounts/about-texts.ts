import type { Config } from '../config/config.ts'
import type { PreferredContact } from '../database/schema.ts'
import { textNumber } from '../texts/number.ts'
import type { Notice } from '../web/session.ts'

interface Contact {
  phone: string | null
  preferred_contact: PreferredContact
}

type Settings = Pick<Config, 'texts' | 'country'>

/** Whether somebody would like text messages, and the number is one that gets none: they would wait for what never comes. */
function waitsInVain({ phone, preferred_contact: way }: Contact, { texts, country }: Settings): boolean {
  const asks = texts !== undefined && way === 'text' && phone !== null
  return asks && textNumber(phone, country) === undefined
}

/** What somebody reads who has saved how they are reached. */
export function savedWith(notice: Notice, contact: Contact, settings: Settings): Notice {
  if (!waitsInVain(contact, settings)) return notice
  const text = `We cannot send text messages to ${contact.phone ?? ''}. Is it the number of a mobile phone? Until you change it, we write to you by email.`
  return { ...notice, text }
}

/** The same for the office, which has typed it for somebody. */
export function savedFor(notice: Notice, contact: Contact, settings: Settings): Notice {
  if (!waitsInVain(contact, settings)) return notice
  const text = `Text messages cannot be sent to ${contact.phone ?? ''}: it may not be the number of a mobile phone. Until it is changed, what would be a text goes by email, or is told by the office.`
  return { ...notice, text }
}
