import { z } from 'zod'
import { calendarDay, clockTime, line, optionalLine } from '../../web/form.ts'

const text = (most: number) => optionalLine(most).transform((words) => words ?? '')

export const endWanted = 'Enter when it ends, such as 12:30 or 12.30pm'

/** One date of a run. Its end may be empty: while nobody knows it, which is looked at where it is saved. */
export const sessionForm = z
  .object({
    day: calendarDay('Enter the day'),
    from: clockTime('Enter when it begins, such as 10:00 or 10am'),
    until: z.union([z.literal(''), clockTime(endWanted)], { error: endWanted }),
    place: line(80, 'Choose where it meets'),
    join_link: text(500).refine((link) => link === '' || /^https?:\/\/[^\s]+$/.test(link), {
      error: 'Enter the whole link, which begins with https://',
    }),
    note: text(200),
  })
  .refine(({ from, until }) => until === '' || from < until, {
    path: ['until'],
    error: 'Enter an end that is after the beginning',
  })

/** With a button that changes a date: the revision that was shown. Without it, nobody was shown one. */
export const seenForm = z.object({ seen: z.coerce.number().int().optional().catch(undefined) })
