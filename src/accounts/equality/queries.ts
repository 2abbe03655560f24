// No query here knows a person: only routes.ts holds their id, and hands over keys made of it.
import type { Db, Tx } from '../../database/schema.ts'

export interface Question {
  id: string
  wording: string
  hint: string
  options: { id: string; wording: string }[]
}

/** The questions that are asked now, with the options that can be chosen now. */
export async function listQuestions(db: Db): Promise<Question[]> {
  const questions = await db
    .selectFrom('equality_question')
    .where('retired_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .select(['id', 'wording', 'hint'])
    .execute()
  const options = await db
    .selectFrom('equality_option')
    .where('retired_at', 'is', null)
    .orderBy('position')
    .select(['id', 'wording', 'question_id'])
    .execute()
  return questions.map((question) => ({
    ...question,
    options: options.flatMap(({ question_id, ...option }) => (question_id === question.id ? [option] : [])),
  }))
}

export async function listQuestionIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('equality_question').select('id').execute()
  return rows.map(({ id }) => id)
}

export async function listRetiredQuestions(db: Db) {
  return db
    .selectFrom('equality_question')
    .where('retired_at', 'is not', null)
    .orderBy('retired_at', 'desc')
    .select(['id', 'wording', 'retired_at'])
    .execute()
}

export async function lockQuestions(tx: Tx): Promise<{ id: string; position: number }[]> {
  return tx
    .selectFrom('equality_question')
    .where('retired_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .select(['id', 'position'])
    .forUpdate()
    .execute()
}

/** True when it was not there before: a fixed id is added once. */
export async function insertQuestion(
  db: Db,
  question: { id?: string; position: number; wording: string; hint: string; created_at: Date },
): Promise<string | undefined> {
  const row = await db
    .insertInto('equality_question')
    .values(question)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateQuestion(
  tx: Tx,
  id: string,
  change: { wording?: string; hint?: string; position?: number; retired_at?: Date },
): Promise<void> {
  await tx.updateTable('equality_question').set(change).where('id', '=', id).execute()
}

/** Options by their words: one that has gone is kept for those who chose it, and one that comes back is the same one. */
export async function replaceOptions(
  tx: Db,
  questionId: string,
  wordings: string[],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('equality_option')
    .set({ retired_at: now })
    .where('question_id', '=', questionId)
    .where('retired_at', 'is', null)
    .$if(wordings.length > 0, (query) => query.where('wording', 'not in', wordings))
    .execute()
  for (const [position, wording] of wordings.entries()) {
    await tx
      .insertInto('equality_option')
      .values({ question_id: questionId, position, wording })
      .onConflict((conflict) =>
        conflict.columns(['question_id', 'wording']).doUpdateSet({ position, retired_at: null }),
      )
      .execute()
  }
}

/** What was answered under these keys: the question, and the option or null for "prefer not to say". */
export async function listAnswers(db: Db, keys: Buffer[]) {
  if (keys.length === 0) return []
  return db
    .selectFrom('equality_answer')
    .where('answer_key', 'in', keys)
    .select(['question_id', 'option_id'])
    .execute()
}

/** Only options of this question can be chosen. The month is the first day of it: `2026-09-01`. */
export async function insertAnswer(
  tx: Tx,
  answer: { answer_key: Buffer; question_id: string; option_id: string | null; answered_in: string },
): Promise<void> {
  const { option_id, answered_in } = answer
  await tx
    .insertInto('equality_answer')
    .values(answer)
    .onConflict((conflict) => conflict.column('answer_key').doUpdateSet({ option_id, answered_in }))
    .execute()
}

export async function deleteAnswers(tx: Tx, keys: Buffer[]): Promise<void> {
  if (keys.length === 0) return
  await tx.deleteFrom('equality_answer').where('answer_key', 'in', keys).execute()
}

export async function updateAnswerKey(tx: Tx, from: Buffer, to: Buffer): Promise<void> {
  await tx.updateTable('equality_answer').set({ answer_key: to }).where('answer_key', '=', from).execute()
}

/** Every equality question, also those that are asked no more, with all that could be answered. */
export async function listAllQuestions(db: Db) {
  const questions = await db
    .selectFrom('equality_question')
    .orderBy('position')
    .orderBy('id')
    .select(['id', 'wording', 'hint'])
    .execute()
  const options = await db
    .selectFrom('equality_option')
    .orderBy('position')
    .select(['id', 'question_id', 'wording'])
    .execute()
  return questions.map((question) => ({
    ...question,
    options: options.filter(({ question_id }) => question_id === question.id),
  }))
}

/** How often each answer was chosen before this day (ISO date); a null option is "prefer not to say". */
export async function countAnswers(db: Db, before: string) {
  return db
    .selectFrom('equality_answer')
    .where('answered_in', '<', before)
    .groupBy(['question_id', 'option_id'])
    .select(({ fn }) => ['question_id', 'option_id', fn.countAll<number>().as('count')])
    .execute()
}

export type AnswerCount = Awaited<ReturnType<typeof countAnswers>>[number]
