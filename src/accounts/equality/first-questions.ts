import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { insertQuestion, replaceOptions } from './queries.ts'

interface FirstQuestion {
  /** Fixed, so that two processes that start at once add it once, and one that was retired stays so. */
  id: string
  wording: string
  hint?: string
  options: string[]
}

const id = (number: number) => `e0a11000-0000-4000-8000-00000000000${number}`

/** After the characteristics of the Equality Act 2010, in groups wide enough that nobody stands alone in one. */
const questions: FirstQuestion[] = [
  {
    id: id(1),
    wording: 'How old are you?',
    options: ['16 to 24', '25 to 34', '35 to 44', '45 to 54', '55 to 64', '65 to 74', '75 or older'],
  },
  {
    id: id(2),
    wording: 'What is your gender?',
    options: ['Woman', 'Man', 'Non-binary', 'In another way'],
  },
  {
    id: id(3),
    wording: 'Is that the same as the sex you were registered with at birth?',
    options: ['Yes', 'No'],
  },
  {
    id: id(4),
    wording: 'What is your ethnic group?',
    options: [
      'Asian or Asian British',
      'Black, Black British, Caribbean or African',
      'Mixed or more than one ethnic group',
      'White',
      'Another ethnic group',
    ],
  },
  {
    id: id(5),
    wording: 'Do you live with a disability or a long-term condition?',
    hint: 'Only yes or no. We do not ask which.',
    options: ['Yes', 'No'],
  },
  {
    id: id(6),
    wording: 'Which of these describes you?',
    options: ['Straight', 'Gay or lesbian', 'Bisexual', 'In another way'],
  },
  {
    id: id(7),
    wording: 'What is your religion or belief?',
    options: [
      'No religion',
      'Buddhist',
      'Christian',
      'Hindu',
      'Jewish',
      'Muslim',
      'Sikh',
      'Another religion or belief',
    ],
  },
  {
    id: id(8),
    wording: 'Do you look after somebody who could not manage without you?',
    options: ['Yes', 'No'],
  },
]

/** A college begins with a plain set, which it can change. What it has changed or retired stays as it is. */
export async function ensureEqualityQuestions(db: Db, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    for (const [position, { id, wording, hint = '', options }] of questions.entries()) {
      const added = await insertQuestion(tx, { id, position, wording, hint, created_at: now })
      if (added !== undefined) await replaceOptions(tx, added, options, now)
    }
  })
}
