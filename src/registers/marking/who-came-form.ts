// What a register says besides its marks: who came without a place, who of them is taken out again, and a head count.
import { z } from 'zod'
import { type FieldError, line, optionalLine, readForm, wholeNumber } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import type { HeadsSaid } from './rules.ts'
import type { WalkInTyped } from './walk-in.ts'

export interface WhoCame {
  walkIns: WalkInTyped[]
  takenOut: string[]
  heads?: HeadsSaid
  /** All of it as it was typed, by the names of its fields. */
  typed: Record<string, string>
  /** What of it cannot be noted as it was typed. The rest can. */
  wrong: Typed
}

type Fields = ReadonlyMap<string, unknown>

const walkInForm = z.object({
  id: z.uuid({ error: 'Please open the page again' }),
  name: line(200, 'Enter the name they would like us to use'),
  contact: optionalLine(200).transform((contact) => contact ?? ''),
})

const headCountForm = z.object({
  people: wholeNumber(0, 1000, 'Enter how many people came, in figures'),
})

const isId = (text: unknown): text is string => z.uuid().safeParse(text).success

/**
 * `name-<id>` and `contact-<id>`, under an id that the page gave; `take-out`, which a phone may send several times;
 * `people`, with what it was in `people-was`; `press`, when one of these was what the button was for. Undefined when any
 * of it cannot come from a page of ours.
 */
export function readWhoCame(fields: Fields): WhoCame | undefined {
  const takenOut = [fields.get('take-out') ?? []].flat()
  const ids = [...fields.keys()].filter((name) => name.startsWith('name-')).map((name) => name.slice(5))
  const was = fields.get('people-was') ?? ''
  if (![...takenOut, ...ids].every(isId) || typeof was !== 'string' || !/^\d{0,6}$/.test(was))
    return undefined
  const read: OneRead[] = [...readWalkIns(ids, fields), readHeads(fields, was)]
  const heads = read.flatMap((one) => one.heads ?? [])
  return {
    walkIns: read.flatMap(({ walkIn }) => walkIn ?? []),
    takenOut: takenOut.filter(isId),
    ...(heads[0] === undefined ? {} : { heads: heads[0] }),
    typed: together(read),
    wrong: {
      typed: together(read.filter(({ errors }) => errors.length > 0)),
      errors: read.flatMap(({ errors }) => errors),
    },
  }
}

interface OneRead {
  walkIn?: WalkInTyped
  heads?: HeadsSaid
  typed: Record<string, string>
  errors: FieldError[]
}

/** Whoever is typed in. An empty line is nobody, but for somebody who pressed “Add them” and typed in nobody at all. */
function readWalkIns(ids: string[], fields: Fields): OneRead[] {
  const typed = ids.map((id) => ({
    id,
    name: fields.get(`name-${id}`),
    contact: fields.get(`contact-${id}`),
  }))
  const filled = typed.filter(({ name, contact }) => !isBlank(name) || !isBlank(contact))
  const asked = filled.length === 0 && fields.get('press') === 'add' ? typed.slice(0, 1) : filled
  return asked.map(readWalkIn)
}

function readWalkIn(one: { id: string; name: unknown; contact: unknown }): OneRead {
  const [name, contact] = [`name-${one.id}`, `contact-${one.id}`]
  const typed = { [name]: textOf(one.name), [contact]: textOf(one.contact) }
  const form = readForm(walkInForm, one)
  if (form.ok) return { walkIn: form.values, typed, errors: [] }
  return { typed, errors: form.errors.map((error) => ({ ...error, field: `${error.field}-${one.id}` })) }
}

/** A count that was not touched says nothing. */
function readHeads(fields: Fields, was: string): OneRead {
  const people = fields.get('people')
  const isTouched = people !== undefined && textOf(people).trim() !== was
  if (!isTouched && fields.get('press') !== 'count') return { typed: {}, errors: [] }
  const typed = { people: textOf(people) }
  const form = readForm(headCountForm, { people })
  if (!form.ok) return { typed, errors: form.errors }
  return { heads: { was: was === '' ? null : Number(was), counted: form.values.people }, typed, errors: [] }
}

function together(read: OneRead[]): Record<string, string> {
  return Object.assign({}, ...read.map(({ typed }) => typed)) as Record<string, string>
}

function isBlank(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
