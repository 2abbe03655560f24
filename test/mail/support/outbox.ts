import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import type { CalendarPart, Letter } from '../../../src/mail/content.ts'
import { enqueueMails, type Promised } from '../../../src/mail/enqueue.ts'
import { addPerson, today } from '../../support/college.ts'

export function letter(subject: string): Letter {
  return {
    template: 'test/letter',
    subject,
    content: { heading: subject, paragraphs: ['Words.'], facts: [], afterwards: [] },
  }
}

export function calendarPart(orderKey: string, address = 'amal@example.org'): CalendarPart {
  return {
    method: 'REQUEST',
    text: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n',
    orderKey,
    address,
  }
}

/** Promises one mail for each subject to a new person; those with a key of one name are sent in this order. */
export async function promise(db: Db, subjects: string[], orderKey?: string): Promise<void> {
  const email = `${randomUUID().slice(0, 8)}@example.org`
  const id = await addPerson(db, { name: 'Amal', email })
  const mails = subjects.map((subject): Promised =>
    orderKey === undefined
      ? { letter: letter(subject) }
      : { letter: letter(subject), calendar: calendarPart(orderKey, email) },
  )
  await inTransaction(db, (tx) =>
    enqueueMails(tx, { id, name: 'Amal', email }, mails, { now: today, mailDomain: 'college.example' }),
  )
}

export async function outbox(db: Db) {
  return db
    .selectFrom('mail')
    .select(['subject', 'status', 'attempts', 'last_error', 'sent_at'])
    .orderBy('number')
    .execute()
}

export async function statuses(db: Db): Promise<Record<string, string>> {
  return Object.fromEntries((await outbox(db)).map(({ subject, status }) => [subject, status]))
}

/** How many seconds each promised delivery still waits. */
export async function waits(db: Db): Promise<number[]> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from run_at - now())::float8 as seconds from graphile_worker._private_jobs
    where attempts < max_attempts order by id`.execute(db)
  return rows.map(({ seconds }) => seconds)
}
