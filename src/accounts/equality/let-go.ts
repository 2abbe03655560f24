import { randomBytes } from 'node:crypto'
import type { Tx } from '../../database/schema.ts'
import { answerKey } from './answer-key.ts'
import { listQuestionIds, updateAnswerKey } from './queries.ts'

/**
 * Cuts what ties a person's answers to them, when their account closes: each gets a key made of nothing, which nobody
 * can make again. What has been counted stays true, and whose it was cannot be found out, by us neither.
 */
export async function letGoOfAnswers(tx: Tx, secret: string, personId: string): Promise<void> {
  for (const id of await listQuestionIds(tx))
    await updateAnswerKey(tx, answerKey(secret, personId, id), randomBytes(32))
}
