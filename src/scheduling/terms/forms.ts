import { z } from 'zod'
import { calendarDay, line } from '../../web/form.ts'

/** Of terms and of days that the college is closed. */
export const namedDays = (missing: string) =>
  z
    .object({
      name: line(120, missing),
      starts_on: calendarDay('Enter the first day'),
      ends_on: calendarDay('Enter the last day'),
    })
    .refine(({ starts_on, ends_on }) => starts_on <= ends_on, {
      path: ['ends_on'],
      error: 'Enter a last day that is not before the first',
    })

const fewCourses = 'Enter a whole number such as 3, or leave it empty'

export const termForm = namedDays('Enter the name of the term, such as Autumn 2026').safeExtend({
  most_courses: z
    .string()
    .optional()
    .transform((text) => (text ?? '').trim())
    .pipe(z.string().regex(/^([1-9]\d?)?$/, { error: fewCourses }))
    .transform((text) => (text === '' ? null : Number(text))),
})

const nameTaken = {
  field: 'name',
  message: 'There is a term of this name already. Choose another name, or change that term',
}

/** What the database refuses of a term. */
export const termNameTaken = [
  { constraint: 'term_name_key', ...nameTaken },
  // Two of them that are added at one moment were given one address.
  { constraint: 'term_slug_key', ...nameTaken },
]
