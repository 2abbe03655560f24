import { type AuditEntry, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { insertQuestion, lockQuestions, replaceOptions, updateQuestion } from './queries.ts'

export interface Wording {
  wording: string
  hint: string
  options: string[]
}

interface By {
  actorId: string
  now: Date
}

export async function addQuestion(tx: Tx, { wording, hint, options }: Wording, by: By): Promise<void> {
  const asked = await lockQuestions(tx)
  const position = (asked.at(-1)?.position ?? -1) + 1
  const id = await insertQuestion(tx, { position, wording, hint, created_at: by.now })
  if (id === undefined) throw new Error('A new question had the id of another')
  await replaceOptions(tx, id, options, by.now)
  await record(tx, 'equality-question.added', id, by)
}

/** Mends the words. Answers stay with their option, so a question that means something else must be a new one. */
export async function changeQuestion(
  tx: Tx,
  id: string,
  { wording, hint, options }: Wording,
  by: By,
): Promise<boolean> {
  if (!(await isAsked(tx, id))) return false
  await updateQuestion(tx, id, { wording, hint })
  await replaceOptions(tx, id, options, by.now)
  await record(tx, 'equality-question.changed', id, by)
  return true
}

/** Asks it no more. What was answered stays, and can still be counted and taken back. */
export async function retireQuestion(tx: Tx, id: string, by: By): Promise<boolean> {
  if (!(await isAsked(tx, id))) return false
  await updateQuestion(tx, id, { retired_at: by.now })
  await record(tx, 'equality-question.retired', id, by)
  return true
}

/** One place up. The first stays where it is. */
export async function askEarlier(tx: Tx, id: string, by: By): Promise<boolean> {
  const ids = (await lockQuestions(tx)).map((question) => question.id)
  const from = ids.indexOf(id)
  if (from < 0) return false
  const moved = ids.toSpliced(from, 1).toSpliced(Math.max(0, from - 1), 0, id)
  for (const [position, moving] of moved.entries()) await updateQuestion(tx, moving, { position })
  await record(tx, 'equality-question.changed', id, by)
  return true
}

async function isAsked(tx: Tx, id: string): Promise<boolean> {
  return (await lockQuestions(tx)).some((question) => question.id === id)
}

function record(tx: Tx, action: AuditEntry['action'], id: string, { actorId, now }: By): Promise<void> {
  return recordInAuditTrail(tx, { at: now, actorId, action, subject: { kind: 'equality-question', id } })
}
