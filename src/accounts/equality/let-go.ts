import { randomBytes } from 'node:crypto'
import type { Tx } from '../../database/schema.ts'
import { listRecordsOf } from '../queries.ts'
import { answerKey } from './answer-key.ts'
import { listQuestionIds, updateAnswerKey } from './queries.ts'

/**
 * Cuts what ties a person's answers to them, when their account closes: each gets a key made of nothing, which nobody
 * can make again. What has been counted stays true, and whose it was cannot be found out, by us neither.
 */
export async function letGoOfAnswers(tx: Tx, secret: string, personId: string): Promise<void> {
  const ids = await listQuestionIds(tx)
  for (const record of await listRecordsOf(tx, personId))
    for (const id of ids) await updateAnswerKey(tx, answerKey(secret, record, id), randomBytes(32))
}
