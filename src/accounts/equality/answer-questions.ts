import type { Tx } from '../../database/schema.ts'
import { type Moment, onTheClock } from '../../lib/time.ts'
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
  for (const { id, options } of questions) {
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
  await deleteAnswers(
    tx,
    ids.map((id) => answerKey(secret, personId, id)),
  )
}

/** What this person answered to these questions, to show to them alone. */
export async function findOwnChoices(
  tx: Parameters<typeof listAnswers>[0],
  { secret, personId }: { secret: string; personId: string },
  questions: Question[],
): Promise<Choices> {
  const answers = await listAnswers(
    tx,
    questions.map(({ id }) => answerKey(secret, personId, id)),
  )
  return Object.fromEntries(
    answers.map(({ question_id, option_id }) => [question_id, option_id ?? prefersNotToSay]),
  )
}
