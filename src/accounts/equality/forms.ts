import { z } from 'zod'
import { line, optionalLine } from '../../web/form.ts'
import type { Question } from './queries.ts'

export const fieldOf = (questionId: string) => `question-${questionId}`

/** One field a question. A choice that is not one of its own is taken for none: these questions never refuse anybody. */
export function answersForm(questions: Question[]) {
  const choice = z.string().max(40).optional().catch(undefined)
  return z.object(Object.fromEntries(questions.map(({ id }) => [fieldOf(id), choice])))
}

const most = 20

export const questionForm = z.object({
  wording: line(200, 'Enter the question'),
  hint: optionalLine(300).transform((words) => words ?? ''),
  options: z
    .string({ error: 'Enter the answers to choose from, one on each line' })
    .transform((text) => [
      ...new Set(
        text
          .split(/\r?\n/)
          .map((words) =>
            words
              .replace(/\p{Cc}/gu, ' ')
              .replace(/\s+/g, ' ')
              .trim(),
          )
          .filter((words) => words !== ''),
      ),
    ])
    .pipe(
      z
        .array(z.string().max(120, { error: 'Use 120 characters or fewer on each line' }))
        .min(2, { error: 'Enter at least two answers, one on each line' })
        .max(most, { error: `Use ${most} answers or fewer` })
        .refine((options) => !options.some((words) => /^prefer not to say$/i.test(words)), {
          error: 'Leave out “Prefer not to say”: every question has it already',
        }),
    ),
})
