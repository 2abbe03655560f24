import { createHmac, hkdfSync } from 'node:crypto'

const purpose = 'equality answers, version 1'

/**
 * What stands in place of a person's id beside one of their answers. Each question has its own, so that the answers of
 * one person cannot be laid side by side. Nobody can get from it to the person, or from the person to it, without the
 * product's secret, which is not in the database.
 */
export function answerKey(secret: string, personId: string, questionId: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  return createHmac('sha256', key).update(`${personId.toLowerCase()}/${questionId.toLowerCase()}`).digest()
}
