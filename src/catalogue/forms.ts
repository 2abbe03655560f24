import { z } from 'zod'
import { type Chosen, facets } from './filter.ts'

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof weekdays)[number]

/** What a visitor asks of the catalogue, typed. Everything left out is empty, and `page` is 1. */
export interface CourseSearch {
  q: string
  chosen: Chosen
  page: number
}

export type ReadSearch = { ok: true; search: CourseSearch } | { ok: false; problems: string[] }

const names = ['q', ...facets, 'page'] as const

/** A parameter that may be given once: '' when it is not. */
const single = (given: string) =>
  z
    .array(z.string())
    .max(1, { error: `The address asks for ${given} more than once.` })
    .transform((values) => values[0] ?? '')

/** Short names of things we may or may not have; one that is well formed but unknown simply finds nothing. */
const slugs = (given: string) =>
  z
    .array(
      z
        .string()
        .max(200, { error: `The ${given} in the address is too long.` })
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: `The ${given} in the address is not one of ours.` }),
    )
    .max(20, { error: `The address names more than 20 choices of ${given}.` })
    .transform(sorted)

const shape = z.object({
  q: single('a search').pipe(
    z
      .string()
      .max(200, { error: 'The words you searched for are too long. Please use 200 characters or fewer.' })
      .regex(/^\P{Cc}*$/u, { error: 'The words you searched for hold a character we cannot read.' }),
  ),
  term: slugs('term'),
  category: slugs('category'),
  venue: slugs('venue'),
  mode: single('a way of meeting').pipe(
    z.enum(['', 'in-person', 'online'], {
      error: 'A way of meeting is either “in-person” or “online”.',
    }),
  ),
  day: z
    .array(z.enum(weekdays, { error: 'A day is one of the days of the week, such as “monday”.' }))
    .max(20, { error: 'The address names too many days.' })
    .transform((days) => weekdays.filter((day) => days.includes(day))),
  places: single('places').pipe(z.enum(['', 'free'], { error: 'The only choice about places is “free”.' })),
  page: single('a page').pipe(
    z.string().regex(/^([1-9]\d{0,3})?$/, { error: 'The page is a whole number, from 1 upwards.' }),
  ),
})

/** Reads the catalogue's query parameters. Names we do not know are passed over; an empty value counts as left out. */
export function readSearch(parameters: URLSearchParams): ReadSearch {
  const given = Object.fromEntries(names.map((name) => [name, valuesOf(parameters, name)]))
  const parsed = shape.safeParse(given)
  if (!parsed.success) {
    return { ok: false, problems: [...new Set(parsed.error.issues.map(({ message }) => message))] }
  }
  const { q, page, mode, places, ...chosen } = parsed.data
  return {
    ok: true,
    search: {
      q,
      page: page === '' ? 1 : Number(page),
      chosen: { ...chosen, mode: oneOrNone(mode), places: oneOrNone(places) },
    },
  }
}

function valuesOf(parameters: URLSearchParams, name: string): string[] {
  return parameters
    .getAll(name)
    .map((value) => value.replace(/ +/g, ' ').trim())
    .filter((value) => value !== '')
}

function sorted(values: string[]): string[] {
  return [...new Set(values)].sort()
}

function oneOrNone(value: string): string[] {
  return value === '' ? [] : [value]
}
