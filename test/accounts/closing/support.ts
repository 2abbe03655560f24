// Somebody of whom the college keeps everything that it can keep of a person.
import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { answerKey } from '../../../src/accounts/equality/answer-key.ts'
import { sweepClosings } from '../../../src/accounts/closing/sweep.ts'
import { noteReading } from '../../../src/accounts/privacy/note-reading.ts'
import { resetFeedToken } from '../../../src/calendar/feed-token.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import type { Context } from '../../../src/enrolment/context.ts'
import { cancelPlace } from '../../../src/enrolment/withdraw.ts'
import { issueCertificate } from '../../../src/registers/certificates/issue.ts'
import { addCourse, addPerson, addRun, today } from '../../support/college.ts'
import { deedsIn, staff } from '../../support/deeds.ts'
import type { TestApp } from '../../support/app.ts'

export const secret = 'a-secret-for-tests-of-32-letters'

/** Words that stand nowhere in the database but where somebody told or sent them. */
export const marks = [
  'Quillfeather',
  'quill@example.org',
  '07700 900777',
  'Zinnia Lane',
  'Marmalade',
  'Periwinkle',
]

export async function addQuill({ db, config, clock }: TestApp) {
  const admin = await addPerson(db, {
    name: 'Ada Office',
    email: 'admin@example.org',
    roles: ['administrator'],
  })
  const quill = await addPerson(db, {
    name: 'Quillfeather',
    email: 'quill@example.org',
    roles: ['student', 'trainer'],
  })
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const { runId, peerId } = await addRun(db, { course, capacity: 1, waitingListMode: 'auto' })
  const { runId: other } = await addRun(db, {})
  const deeds = deedsIn(db, { clock: () => clock.now, config })
  await deeds.enrol(runId, quill)
  const next = await addPerson(db, { name: 'Nima Next', email: 'next@example.org' })
  await deeds.enrol(runId, next)
  await deeds.enrol(other, quill)
  await cancelWithReason(db, quill, { clock: () => clock.now, config })
  await tellEverything(db, quill, admin)
  await leaveTraces(db, quill, admin, other)
  await comeToClass(db, quill, admin)
  await hearFromUs(db, quill, admin)
  return { admin, quill, next, runId, other, peerId }
}

/** A place the office took back: the reason stands beside the place, in its history and in the message. */
async function cancelWithReason(db: Db, person: string, context: Context): Promise<void> {
  const { runId } = await addRun(db, {})
  const enrolled = await deedsIn(db, context).enrol(runId, person)
  if (!enrolled.ok) throw new Error('There was no place')
  await inTransaction(db, (tx) => cancelPlace(tx, enrolled.enrolmentId, 'Quillfeather moved', staff, context))
}

async function tellEverything(db: Db, person_id: string, admin: string): Promise<void> {
  const told = {
    phone: '07700 900777',
    postal_address: 'Zinnia Lane 4\nBelfast',
    what_helps: 'Marmalade',
    best_time: 'After the Marmalade',
    reminders: false,
    student_kind: 'carer-or-family',
    neutral_calendar_titles: true,
    registration_key: randomBytes(32),
    email_confirmed_at: today,
    last_seen_at: today,
  } as const
  await db.updateTable('person').set(told).where('id', '=', person_id).execute()
  const updated_at = today
  const contact = { name: 'Periwinkle', phone: '028 9018 0000', relationship: 'Aunt', updated_at }
  await db
    .insertInto('emergency_contact')
    .values({ person_id, ...contact })
    .execute()
  await db
    .insertInto('supporter')
    .values({ person_id, name: 'Periwinkle', comes_along: true, updated_at })
    .execute()
  const need = await db
    .insertInto('access_need')
    .values({
      person_id,
      kind: 'format',
      need: 'something-else',
      detail: 'Marmalade',
      share_with_trainers: true,
      review_on: '2027-01-01',
      recorded_at: today,
      recorded_by: person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('access_need_met')
    .values({
      access_need_id: need.id,
      occasion: 'mail',
      met_at: today,
      recorded_by: admin,
      note: 'Marmalade',
    })
    .execute()
  await answer(db, person_id)
}

/** A class they were marked at, and corrected; and one they came to without a place. */
async function comeToClass(db: Db, person_id: string, marked_by: string): Promise<void> {
  const enrolled = sql<string>`(select id from enrolment where person_id = ${person_id})`
  for (const mark of ['no-word', 'late'] as const)
    await db
      .updateTable('attendance')
      .set({ mark, marked_at: today, marked_by, means: 'page' })
      .where('enrolment_id', 'in', enrolled)
      .execute()
  await complete(db, person_id, marked_by)
  const { id: session_id } = await db.selectFrom('session').select('id').limit(1).executeTakeFirstOrThrow()
  const walkIn = { id: randomUUID(), session_id, person_id, name: 'Quillfeather', contact: '07700 900777' }
  await db
    .insertInto('walk_in')
    .values({ ...walkIn, added_at: today, added_by: marked_by })
    .execute()
}

/** They were called about it, reminded of others, and written to when they had not been seen for long. */
async function hearFromUs(db: Db, person_id: string, by_id: string): Promise<void> {
  const tasks = await db.selectFrom('follow_up').select(['id', 'enrolment_id', 'session_id']).execute()
  for (const { id: follow_up_id, enrolment_id, session_id } of tasks) {
    const call = { follow_up_id, enrolment_id, at: today, by_id, outcome: 'spoke' as const }
    await db
      .insertInto('follow_up_call')
      .values({ ...call, id: randomUUID(), words: 'Marmalade' })
      .execute()
    const reminder = { session_id, enrolment_id, day: '2026-09-01', at: today, channel: 'text' as const }
    await db.insertInto('reminder').values(reminder).execute()
  }
  const text = { person_id, template: 'registers/reminder', to_number: '+447700900777', created_at: today }
  await db
    .insertInto('text_message')
    .values([
      { ...text, body: 'Marmalade', status: 'sent', sent_at: today, provider_id: 'SM1' },
      { ...text, body: 'More Marmalade', status: 'failed', last_error: 'Marmalade' },
    ])
    .execute()
  const written = { person_id, sent_at: today, sent_by: by_id, channel: 'text' as const }
  await db.insertInto('re_engagement').values(written).execute()
}

/** A course they completed, by decision, with words of whoever decided. */
async function complete(db: Db, person_id: string, decided_by: string): Promise<void> {
  const { runId } = await addRun(db, { sessions: [] })
  const place = { run_id: runId, person_id, status: 'completed', joined_at: today } as const
  const { id } = await db
    .insertInto('enrolment')
    .values({ ...place, confirmed_at: today, ended_at: today })
    .returning('id')
    .executeTakeFirstOrThrow()
  const event = { enrolment_id: id, at: today, actor_id: decided_by, actor: 'staff' } as const
  await db
    .insertInto('enrolment_event')
    .values([
      { ...event, action: 'enrol', from_status: null, to_status: 'confirmed' },
      { ...event, action: 'complete', from_status: 'confirmed', to_status: 'completed' },
    ])
    .execute()
  await db
    .insertInto('completion_decision')
    .values({ enrolment_id: id, completed: true, reason: 'Marmalade at home', decided_at: today, decided_by })
    .execute()
  await inTransaction(db, (tx) => issueCertificate(tx, id, today))
}

async function answer(db: Db, person: string): Promise<void> {
  const question = await db
    .insertInto('equality_question')
    .values({ position: 1, wording: 'How old are you?', created_at: today })
    .returning('id')
    .executeTakeFirstOrThrow()
  const row = { question_id: question.id, option_id: null, answered_in: '2026-09-01' }
  await db
    .insertInto('equality_answer')
    .values({ answer_key: answerKey(secret, person, question.id), ...row })
    .execute()
}

/** What only comes about over time; no codes from an app, which would be asked for at each sign-in. */
async function leaveTraces(db: Db, person_id: string, admin: string, run_id: string): Promise<void> {
  const made_at = today
  const agreement = await db.selectFrom('agreement').select('id').executeTakeFirstOrThrow()
  await db
    .insertInto('agreement_acceptance')
    .values({ person_id, agreement_id: agreement.id, accepted_at: today, means: 'online' })
    .execute()
  await db
    .updateTable('enrolment')
    .set({ priority_reason: 'Quillfeather moved', status_reason: 'Periwinkle' })
    .where('person_id', '=', person_id)
    .execute()
  await db
    .insertInto('call')
    .values({
      person_id,
      run_id,
      template: 'x',
      subject: 'News',
      view: '{"paragraphs":["Quillfeather"]}',
      created_at: today,
    })
    .execute()
  await db.insertInto('second_factor').values({ person_id, secret: 'sealed', begun_at: today }).execute()
  await db
    .insertInto('recovery_code')
    .values({ person_id, code_hash: 'a'.repeat(64), made_at })
    .execute()
  await db
    .insertInto('single_sign_on_identity')
    .values({
      issuer: 'https://trust.example',
      subject: 'quill@example.org',
      person_id,
      linked_at: today,
      last_used_at: today,
    })
    .execute()
  await db
    .insertInto('email_change')
    .values({ person_id, email: 'new-quill@example.org', asked_at: today, asked_by: person_id })
    .execute()
  await db
    .insertInto('email_proof')
    .values({
      person_id,
      purpose: 'sign-in',
      email: 'quill@example.org',
      token_hash: randomBytes(32),
      created_at: today,
      expires_at: new Date(today.getTime() + 60_000),
    })
    .execute()
  await inTransaction(db, async (tx) => {
    await resetFeedToken(tx, person_id, today)
    const reading = {
      personId: person_id,
      readerId: admin,
      role: 'administrator' as const,
      reason: 'other' as const,
    }
    await noteReading(tx, { ...reading, kinds: ['what-helps'], words: 'Quillfeather rang' }, today)
  })
}

/** Where any of these words stand, as `table: the words`, in every table of ours and among the work to do. */
export async function findWords(db: Db, words: string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname in ('public', 'graphile_worker') order by 1`.execute(db)
  const found: string[] = []
  for (const { name } of tables)
    for (const word of words) {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from ${sql.raw(name)} as one where strpos(lower(one::text), ${word.toLowerCase()}) > 0`.execute(
        db,
      )
      if ((rows[0]?.count ?? 0) > 0) found.push(`${name}: ${word}`)
    }
  return found
}

/** Does the work in the background, until what waits for a message to leave is done too. */
export async function finish({ db, runJobs }: TestApp): Promise<void> {
  await runJobs()
  await sweepClosings(db)
  await runJobs()
}
