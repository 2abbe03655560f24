// What a few of the invented people need, and answers to the equality questions that nobody can be found by.
import { randomBytes } from 'node:crypto'
import { tellNeed, type ToldNeed } from '../accounts/about-me/tell-need.ts'
import { insertAnswer, listQuestions } from '../accounts/equality/queries.ts'
import type { Tx } from '../database/schema.ts'
import { addMinutes, type Moment, onTheClock } from '../lib/time.ts'
import { secondStudentEmail, studentEmail } from './people.ts'

const needs: { email: string; told: ToldNeed }[] = [
  {
    email: studentEmail,
    told: { kind: 'in-the-room', need: 'breaks', detail: 'Every hour, please.', shared: true, reviewIn: 12 },
  },
  {
    email: studentEmail,
    told: { kind: 'format', need: 'large-print', detail: '18 point', shared: false, reviewIn: 12 },
  },
  {
    email: secondStudentEmail,
    told: { kind: 'communication', need: 'more-time', detail: '', shared: true, reviewIn: 6 },
  },
]

/** How many gave each answer in turn, the last "prefer not to say". */
const shares = [23, 17, 12, 9, 6, 4]

/** `people`: ids by address. */
export async function addWhatTheyTold(
  tx: Tx,
  people: ReadonlyMap<string, string>,
  at: Moment,
): Promise<void> {
  for (const { email, told } of needs) {
    const personId = people.get(email)
    if (personId !== undefined) await tellNeed(tx, { personId, actorId: personId }, told, at)
  }
  const lastMonth = addMinutes(at.now, -31 * 24 * 60)
  const answered_in = onTheClock(lastMonth, at.timeZone).toPlainDate().with({ day: 1 }).toString()
  for (const { id, options } of await listQuestions(tx))
    for (const [index, howMany] of shares.entries())
      for (let answer = 0; answer < howMany; answer++)
        await insertAnswer(tx, {
          answer_key: randomBytes(32),
          question_id: id,
          option_id: options[index]?.id ?? null,
          answered_in,
        })
}
