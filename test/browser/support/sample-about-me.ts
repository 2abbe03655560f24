// What somebody in the sample college told of themselves, and somebody who has not read what is new.
import { randomBytes } from 'node:crypto'
import { ensureEqualityQuestions } from '../../../src/accounts/equality/first-questions.ts'
import type { Db } from '../../../src/database/schema.ts'
import { addPerson } from '../../support/college.ts'

const day = 86_400_000
const dayOf = (moment: Date) => moment.toISOString().slice(0, 10)

export async function addAboutMe(db: Db, personId: string, now: Date) {
  await addPerson(db, { name: 'Nell Newcomer', email: 'newcomer@example.org', now })
  await db
    .insertInto('emergency_contact')
    .values({
      person_id: personId,
      name: 'Sid Student',
      phone: '01632 960001',
      relationship: 'Brother',
      updated_at: now,
    })
    .execute()
  await db
    .insertInto('supporter')
    .values({ person_id: personId, name: 'Ana Lopes', comes_along: true, updated_at: now })
    .execute()
  const need = {
    person_id: personId,
    share_with_trainers: true,
    recorded_at: now,
    recorded_by: personId,
    review_on: dayOf(new Date(now.getTime() + 300 * day)),
  }
  const due = { ...need, review_on: dayOf(new Date(now.getTime() - day)), share_with_trainers: false }
  const [kept] = await db
    .insertInto('access_need')
    .values([
      { ...need, kind: 'format', need: 'large-print', detail: '18 point, please' },
      { ...due, kind: 'in-the-room', need: 'breaks', detail: '' },
    ])
    .returning('id')
    .execute()
  await ensureEqualityQuestions(db, now)
  const question = await db.selectFrom('equality_question').select('id').executeTakeFirstOrThrow()
  await addAnswers(db, question.id, dayOf(new Date(now.getTime() - 62 * day)))
  return {
    needId: kept?.id ?? '',
    agreementId: (await db.selectFrom('agreement').select('id').executeTakeFirstOrThrow()).id,
    questionId: question.id,
  }
}

/** Enough of them to be counted, by people who have left. */
async function addAnswers(db: Db, question_id: string, on: string): Promise<void> {
  const answered_in = `${on.slice(0, 7)}-01`
  const rows = Array.from({ length: 12 }, () => ({
    answer_key: randomBytes(32),
    question_id,
    option_id: null,
    answered_in,
  }))
  await db.insertInto('equality_answer').values(rows).execute()
}

/** Whoever is given a password in a test has read everything; the newcomer has not. */
export async function forgetWhatNewcomerRead(db: Db): Promise<void> {
  const newcomer = db.selectFrom('person').select('id').where('email', '=', 'newcomer@example.org')
  await db.deleteFrom('agreement_acceptance').where('person_id', '=', newcomer).execute()
}
