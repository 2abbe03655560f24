import { z } from 'zod'
import { calendarDay, line, paragraphs, tickedIds } from '../../web/form.ts'

export const courseForm = z.object({
  title: line(200, 'Enter the title of the course'),
  summary: paragraphs(600),
  what_to_expect: paragraphs(6000),
  who_it_is_for: paragraphs(3000),
  categories: tickedIds('Choose from the categories below'),
  needs: tickedIds('Choose from the courses below'),
})

const kinds = ['designed', 'changed', 'reviewed'] as const

export const coProductionForm = z
  .object({
    what: z.enum(kinds, { error: 'Choose what was done' }),
    happened_on: calendarDay('Enter the day'),
    lived_experience: paragraphs(500),
    other_expertise: paragraphs(500),
  })
  .refine(({ lived_experience, other_expertise }) => `${lived_experience}${other_expertise}` !== '', {
    path: ['lived_experience'],
    error: 'Enter who took part',
  })
