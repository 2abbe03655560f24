import { randomUUID } from 'node:crypto'
import { configFrom } from '../../../src/config/config.ts'
import { readEnvironment } from '../../../src/config/environment.ts'
import { compose } from '../../../src/mail/compose.ts'
import type { CalendarPart, Letter } from '../../../src/mail/content.ts'
import type { Mail } from '../../../src/mail/queries.ts'
import { senderFrom } from '../../../src/worker.ts'
import { today } from '../../support/college.ts'

export const config = configFrom(readEnvironment({ NODE_ENV: 'test' }))

/** A row of the outbox, as it would be read back, for a letter to Amal. */
export function rowOf(letter: Letter, calendar?: CalendarPart): Mail {
  return {
    id: randomUUID(),
    number: 1,
    message_id: '<stable@college.example>',
    template: letter.template,
    person_id: null,
    to_name: 'Amal',
    to_address: 'amal@example.org',
    subject: letter.subject,
    view: JSON.parse(JSON.stringify(letter.content)) as Record<string, unknown>,
    calendar_method: calendar?.method ?? null,
    calendar_text: calendar?.text ?? null,
    order_key: calendar?.orderKey ?? null,
    status: 'queued',
    attempts: 0,
    last_error: null,
    created_at: today,
    sent_at: null,
    erased_at: null,
    bulk_change_id: null,
  }
}

export async function rendered(letter: Letter) {
  const { text, html, subject } = await compose(rowOf(letter), senderFrom(config))
  return { text, html, subject: subject ?? '' }
}
