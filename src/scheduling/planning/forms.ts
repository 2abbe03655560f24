import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { calendarDay, clockTime, line, optionalLine, wholeNumber } from '../../web/form.ts'
import { mostDates } from './dates.ts'
import { rhythms } from './rules.ts'

const optionalId = (unknown: string) =>
  z
    .union([z.literal(''), z.uuid({ error: unknown })], { error: unknown })
    .optional()
    .transform((id) => (id === undefined || id === '' ? null : id))

const howMany = `Enter how many times it meets, from 1 to ${mostDates}`

/** A run to be: what, where, with whom, and the pattern that its dates are worked out from. */
export const planForm = z
  .object({
    /** What the run is to be known by, made with the page: a form that comes twice plans one run. */
    run: optionalId('Plan it again, please').transform((id) => id ?? randomUUID()),
    course: z.uuid({ error: 'Choose the course' }),
    term: optionalId('Choose a term, or none'),
    place: line(80, 'Choose where it meets'),
    join_link: optionalLine(500),
    first_day: calendarDay('Enter the first day'),
    from: clockTime('Enter when it begins, such as 10:00 or 10am'),
    until: clockTime('Enter when it ends, such as 12:30 or 12.30pm'),
    sessions: wholeNumber(1, mostDates, howMany),
    rhythm: z.enum(rhythms, { error: 'Choose how often it meets' }),
    peer: optionalId('Choose a trainer, or none'),
    professional: optionalId('Choose a trainer, or none'),
    capacity: wholeNumber(1, 2000, 'Enter how many places there are, as a whole number such as 12'),
    audience: optionalLine(200),
    code: optionalLine(40),
  })
  .refine(({ from, until }) => from < until, {
    path: ['until'],
    error: 'Enter an end that is after the beginning',
  })
  .refine(({ peer, professional }) => peer === null || peer !== professional, {
    path: ['professional'],
    error: 'Choose somebody else than the peer trainer: a course is given by two',
  })
  .refine(({ join_link }) => join_link === null || isLink(join_link), {
    path: ['join_link'],
    error: 'Enter the whole link, which begins with https://',
  })

export type Plan = z.infer<typeof planForm>

function isLink(text: string): boolean {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
}
