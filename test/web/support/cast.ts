// One of everything that an address can name, and a signed-in browser for each role.
import { closingSoonByWord } from '../../../src/accounts/retention/mails.ts'
import { resetFeedToken } from '../../../src/calendar/feed-token.ts'
import type { Db, Role } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { type Browser, givePasswords, type TestApp } from '../../support/app.ts'
import { addCategory, addCourse, addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { addCompleted, type Completed } from './completed.ts'
import { addPlan, type Plan } from './plan.ts'
import { addWalkIn } from './registers.ts'
import { addTeaching, type Teaching } from './teaching.ts'
import type { Viewer } from './who-may.ts'

export interface Cast extends Plan, Teaching, Completed {
  browsers: Record<Viewer, Browser>
  slug: string
  runId: string
  sessionId: string
  studentId: string
  /** The student's own: a confirmed place, and an open offer on another run. */
  enrolmentId: string
  offerId: string
  /** News the student does not read by email. */
  callId: string
  mailId: string
  textId: string
  /** The student missed a class, and is to be called. */
  followUpId: string
  feedToken: string
  agreementId: string
  questionId: string
  needId: string
  courseId: string
  /** In the log of the course. */
  noteId: string
  categoryId: string
  /** Another record of the student, which was merged with theirs. */
  mergeId: string
  /** Who came to the session without a place. */
  walkInId: string
}

/** Everything the trainer and the student are asked for is their own, so that only the role decides. */
export async function makeCast(college: TestApp): Promise<Cast> {
  const { db, as, visitor } = college
  const studentId = await addPerson(db, { email: 'student@example.org', roles: ['student'] })
  for (const role of ['personal-tutor', 'administrator', 'auditor'] satisfies Role[])
    await addPerson(db, { email: `${role}@example.org`, roles: [role] })
  const { id: courseId, slug } = await addCourse(db, { title: 'Sleep well' })
  const { runId, peerId, sessionIds } = await addRun(db, { course: courseId })
  const { runId: fullRun } = await addRun(db, { capacity: 1 })
  await db.updateTable('person').set({ email: 'trainer@example.org' }).where('id', '=', peerId).execute()
  await givePasswords(db)
  const enrolmentId = await addEnrolment(db, runId, { person: studentId })
  const offered = await addEnrolment(db, fullRun, { person: studentId, status: 'offered' })
  const visiting = visitor()
  await visiting.get('/sign-in')
  return {
    browsers: {
      visitor: visiting,
      student: await as('student@example.org'),
      trainer: await as('trainer@example.org'),
      'personal-tutor': await as('personal-tutor@example.org'),
      administrator: await as('administrator@example.org'),
      auditor: await as('auditor@example.org'),
    },
    slug,
    courseId,
    noteId: await addNote(db, courseId),
    categoryId: await addCategory(db, 'Everyday skills'),
    runId,
    sessionId: sessionIds[0] ?? '',
    studentId,
    enrolmentId,
    offerId: await offerOf(db, offered),
    callId: await addQuestionWhetherToStay(college, studentId),
    mailId: await addFailedMail(db, studentId),
    textId: await addFailedText(db, studentId),
    followUpId: await addFollowUp(db, { sessionId: sessionIds[0] ?? '', enrolmentId }),
    agreementId: (await db.selectFrom('agreement').select('id').executeTakeFirstOrThrow()).id,
    questionId: await addQuestion(db),
    needId: await addNeed(db, studentId),
    ...(await addPlan(db, (await officeOf(db)).id, runId)),
    ...(await addTeaching(db, peerId)),
    ...(await addCompleted(db, runId, studentId)),
    feedToken: await inTransaction(db, (tx) => resetFeedToken(tx, studentId, today)),
    mergeId: await addMerge(db, studentId),
    walkInId: await addWalkIn(db, sessionIds[0] ?? '', peerId),
  }
}

function officeOf(db: Db) {
  return db
    .selectFrom('person')
    .select('id')
    .where('email', '=', 'administrator@example.org')
    .executeTakeFirstOrThrow()
}

async function addNote(db: Db, course_id: string): Promise<string> {
  const note = { course_id, happened_on: '2026-05-04', what: 'designed' as const, lived_experience: 'Amal' }
  const added = db
    .insertInto('co_production')
    .values({ ...note, noted_at: today })
    .returning('id')
  return (await added.executeTakeFirstOrThrow()).id
}

async function addQuestion(db: Db): Promise<string> {
  const question = { position: 0, wording: 'How old are you?', hint: '', created_at: today }
  return (await db.insertInto('equality_question').values(question).returning('id').executeTakeFirstOrThrow())
    .id
}

async function addNeed(db: Db, person_id: string): Promise<string> {
  const need = {
    person_id,
    kind: 'in-the-room' as const,
    need: 'breaks' as const,
    detail: '',
    share_with_trainers: true,
    review_on: '2027-09-01',
    recorded_at: today,
    recorded_by: person_id,
  }
  return (await db.insertInto('access_need').values(need).returning('id').executeTakeFirstOrThrow()).id
}

/** As the office leaves it when it has merged another record of somebody with theirs. */
export async function addMerge(db: Db, keptId: string, name = 'Stu Dent', now = today): Promise<string> {
  const by = await db
    .selectFrom('role_grant')
    .where('role', '=', 'administrator')
    .select('person_id')
    .executeTakeFirstOrThrow()
  const mergedId = await addPerson(db, { name, email: null, roles: [], now })
  await db.updateTable('person').set({ merged_into: keptId }).where('id', '=', mergedId).execute()
  const merge = { kept_id: keptId, merged_id: mergedId, merged_at: now, merged_by: by.person_id }
  const { id } = await db.insertInto('person_merge').values(merge).returning('id').executeTakeFirstOrThrow()
  const row = { merge_id: id, table_name: 'person', row_key: JSON.stringify({ id: mergedId }) }
  const [was, became] = [JSON.stringify(null), JSON.stringify(keptId)]
  await db
    .insertInto('person_merge_row')
    .values({ ...row, column_name: 'merged_into', was, became })
    .execute()
  return id
}

export async function offerOf(db: Db, enrolmentId: string): Promise<string> {
  const offer = db.selectFrom('offer').select('id').where('enrolment_id', '=', enrolmentId)
  return (await offer.executeTakeFirstOrThrow()).id
}

/** News for somebody who does not read mails, which nobody has passed on yet. */
/** News that can be answered in every way there is. */
async function addQuestionWhetherToStay({ db, config }: TestApp, personId: string): Promise<string> {
  const { template, subject, content } = closingSoonByWord(config)
  const view = JSON.stringify(content)
  const call = { person_id: personId, run_id: null, template, subject, view, created_at: today }
  return (await db.insertInto('call').values(call).returning('id').executeTakeFirstOrThrow()).id
}

export async function addCall(db: Db, personId: string, runId: string, now = today): Promise<string> {
  const view = {
    heading: 'A date has changed',
    paragraphs: ['We now meet an hour later.', 'We look forward to seeing you.'],
    facts: [{ label: 'Dates', lines: ['Friday 11 September 2026, 11am to 1pm'] }],
    afterwards: [],
  }
  const { id } = await db
    .insertInto('call')
    .values({
      person_id: personId,
      run_id: runId,
      template: 'enrolment/dates-changed',
      subject: 'A date has changed',
      view: JSON.stringify(view),
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Somebody missed a class, and is to be called. */
export async function addFollowUp(
  db: Db,
  { sessionId, enrolmentId }: { sessionId: string; enrolmentId: string },
  opened_at = today,
): Promise<string> {
  const { run_id } = await db
    .selectFrom('session')
    .where('id', '=', sessionId)
    .select('run_id')
    .executeTakeFirstOrThrow()
  const trainer = db.selectFrom('run_trainer').where('run_id', '=', run_id).select('person_id')
  const { person_id: marked_by } = await trainer.executeTakeFirstOrThrow()
  const said = { mark: 'no-word' as const, marked_at: opened_at, marked_by, means: 'page' as const }
  await db
    .updateTable('attendance')
    .set(said)
    .where('session_id', '=', sessionId)
    .where('enrolment_id', '=', enrolmentId)
    .execute()
  const task = db.selectFrom('follow_up').where('enrolment_id', '=', enrolmentId).select('id')
  return (await task.where('session_id', '=', sessionId).executeTakeFirstOrThrow()).id
}

export async function addFailedText(db: Db, person_id: string, created_at = today): Promise<string> {
  const text = { person_id, to_number: '+447400123456', body: 'See you soon', template: 'registers/reminder' }
  const failed = { status: 'failed' as const, last_error: '400 No such number (21211)', created_at }
  const added = db
    .insertInto('text_message')
    .values({ ...text, ...failed })
    .returning('id')
  return (await added.executeTakeFirstOrThrow()).id
}

export async function addFailedMail(db: Db, personId: string, subject = 'A place'): Promise<string> {
  const { id } = await db
    .insertInto('mail')
    .values({
      message_id: `<${crypto.randomUUID()}@example.org>`,
      template: 'enrolment/place-confirmed',
      person_id: personId,
      to_name: 'Somebody',
      to_address: 'student@example.org',
      subject,
      view: JSON.stringify({ heading: 'A place', paragraphs: ['Words.'], facts: [], afterwards: [] }),
      status: 'failed',
      last_error: '550 no such person',
      created_at: today,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
