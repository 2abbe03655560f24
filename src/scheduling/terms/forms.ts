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

export const termForm = namedDays('Enter the name of the term, such as Autumn 2026')

/** What the database refuses of a term. */
export const termNameTaken = [
  {
    constraint: 'term_name_key',
    field: 'name',
    message: 'There is a term of this name already. Choose another name, or change that term',
  },
]
