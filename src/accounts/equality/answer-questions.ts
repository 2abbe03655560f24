import type { Tx } from '../../database/schema.ts'
import { type Moment, onTheClock } from '../../lib/time.ts'
import { listRecordsOf } from '../queries.ts'
import { answerKey } from './answer-key.ts'
import { deleteAnswers, insertAnswer, listAnswers, listQuestionIds, type Question } from './queries.ts'

/** What somebody chose: an option's id, `none` for "prefer not to say", or nothing. By the question's id. */
export type Choices = Record<string, string | undefined>

export const prefersNotToSay = 'none'

/**
 * Keeps the answers, each under a key of its own; a question left empty keeps none. Nothing is written that tells who
 * answered, or when more closely than the month: not even the audit trail.
 */
export async function answerQuestions(
  tx: Tx,
  { secret, personId }: { secret: string; personId: string },
  { questions, choices }: { questions: Question[]; choices: Choices },
  { now, timeZone }: Moment,
): Promise<void> {
  const answered_in = onTheClock(now, timeZone).toPlainDate().with({ day: 1 }).toString()
  const [, ...merged] = await listRecordsOf(tx, personId)
  for (const { id, options } of questions) {
    await deleteAnswers(
      tx,
      merged.map((record) => answerKey(secret, record, id)),
    )
    const answer_key = answerKey(secret, personId, id)
    const choice = choices[id]
    const option = options.find((known) => known.id === choice)
    if (option === undefined && choice !== prefersNotToSay) await deleteAnswers(tx, [answer_key])
    else await insertAnswer(tx, { answer_key, question_id: id, option_id: option?.id ?? null, answered_in })
  }
}

/** Takes back everything this person answered, also to questions that are asked no more. */
export async function removeAnswers(tx: Tx, secret: string, personId: string): Promise<void> {
  const ids = await listQuestionIds(tx)
  for (const record of await listRecordsOf(tx, personId))
    await deleteAnswers(
      tx,
      ids.map((id) => answerKey(secret, record, id)),
    )
}

/**
 * What this person answered to these questions, to show to them alone. Where a record that was merged into theirs
 * answered too, their own answer stands.
 */
export async function findOwnChoices(
  tx: Parameters<typeof listAnswers>[0],
  { secret, personId }: { secret: string; personId: string },
  questions: Question[],
): Promise<Choices> {
  const choices: Choices = {}
  for (const record of (await listRecordsOf(tx, personId)).reverse()) {
    const keys = questions.map(({ id }) => answerKey(secret, record, id))
    for (const { question_id, option_id } of await listAnswers(tx, keys))
      choices[question_id] = option_id ?? prefersNotToSay
  }
  return choices
}
