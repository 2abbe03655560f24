import { z } from 'zod'
import { units } from '../../scheduling/bulk-changes/change.ts'
import type { Scope } from '../../scheduling/bulk-changes/queries.ts'
import { calendarDay, line, optionalLine, type Read, readForm, wholeNumber } from '../../web/form.ts'

const chooseScope = { error: 'Choose which dates it is about' }
const chooseChange = { error: 'Choose what is to happen' }
const id = (missing: string) => z.uuid({ error: missing })

/** Of the fields of each choice only those of the chosen one are read. */
const scopes = {
  session: z.object({ scope: z.literal('session'), session: id('Choose the date') }),
  run: z.object({ scope: z.literal('run'), run: id('Choose the run') }),
  day: z.object({ scope: z.literal('day'), day: calendarDay('Enter the day') }),
  venue: z
    .object({
      scope: z.literal('venue'),
      venue: id('Choose the venue'),
      from_day: calendarDay('Enter the first day'),
      until_day: calendarDay('Enter the last day'),
    })
    .refine(({ from_day, until_day }) => from_day <= until_day, {
      path: ['until_day'],
      error: 'Enter a last day that is not before the first',
    }),
  term: z.object({ scope: z.literal('term'), term: id('Choose the term') }),
  'bulk-change': z.object({ scope: z.literal('bulk-change'), bulk_change: id(chooseScope.error) }),
} satisfies { [Name in Scope['scope']]: z.ZodObject }

const scopeForm = z.object({
  scope: z.enum(Object.keys(scopes) as [Scope['scope'], ...Scope['scope'][]], chooseScope),
})

const mostReason = 300
const reason = optionalLine(mostReason).transform((words) => words ?? '')

const changes = {
  move: z.object({
    change: z.literal('move'),
    amount: wholeNumber(1, 999, 'Enter by how much, as a whole number such as 1'),
    unit: z.enum(units, { error: 'Choose weeks, days or minutes' }),
    direction: z.enum(['later', 'earlier'], { error: 'Choose later or earlier' }),
    reason,
  }),
  'call-off': z.object({
    change: z.literal('call-off'),
    reason: line(mostReason, 'Say why: everybody who is told reads it'),
  }),
  online: z.object({
    change: z.literal('online'),
    online_venue: id('Choose which online venue'),
    join_link: optionalLine(500).refine((link) => link === null || /^https?:\/\/[^\s]+$/.test(link), {
      error: 'Enter the whole link, which begins with https://',
    }),
    reason,
  }),
  place: z.object({ change: z.literal('place'), place: line(80, 'Choose where they are to meet'), reason }),
  back: z.object({ change: z.literal('back'), bulk_change: id(chooseScope.error), reason }),
}
type ChangeName = keyof typeof changes

const changeForm = z.object({
  change: z.enum(Object.keys(changes) as [ChangeName, ...ChangeName[]], chooseChange),
})

export type Asked = z.infer<(typeof changes)[ChangeName]>

export interface Wish {
  scope: Scope
  asked: Asked
}

/** Which dates, and what is to become of them. */
export function readWish(body: unknown): Read<Wish> {
  const [whichScope, whichChange] = [readForm(scopeForm, body), readForm(changeForm, body)]
  const scope = whichScope.ok ? readForm(scopes[whichScope.values.scope], body) : whichScope
  const asked = whichChange.ok ? readForm(changes[whichChange.values.change], body) : whichChange
  if (scope.ok && asked.ok) {
    // The dates of an earlier change are there to be put back, and only those can be.
    const fits = (scope.values.scope === 'bulk-change') === (asked.values.change === 'back')
    if (fits) return { ok: true, values: { scope: scope.values, asked: asked.values } }
    const errors = [{ field: 'change', message: chooseChange.error }]
    return { ok: false, errors, typed: typedWish(body) }
  }
  const errors = [scope, asked].flatMap((read) => (read.ok ? [] : read.errors))
  return { ok: false, errors, typed: typedWish(body) }
}

const fields = [
  ...['scope', 'session', 'run', 'day', 'venue', 'from_day', 'until_day', 'term'],
  ...['change', 'amount', 'unit', 'direction', 'online_venue', 'join_link', 'place', 'reason'],
  'bulk_change',
]

/** What was typed, or what an address that leads here says beforehand. */
export function typedWish(source: unknown): Record<string, string> {
  const given = (source ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    fields.flatMap((field) => (typeof given[field] === 'string' ? [[field, given[field]]] : [])),
  )
}

/** What a preview brings back: the dates left ticked, and every date that was shown, as it was then. */
export const confirmationForm = z.object({
  id: z.uuid({ error: 'Look at the preview first' }),
  seen: z.string({ error: 'Look at the preview first' }).max(60_000),
  dates: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => new Set([value ?? []].flat())),
  /** One link for several runs is meant. */
  one_link: z
    .string()
    .optional()
    .transform((value) => value === 'yes'),
})
export type Confirmation = z.infer<typeof confirmationForm>
