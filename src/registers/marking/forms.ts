import type { Mark, MarkMeans } from '../../database/schema.ts'
import { isMark } from '../marks.ts'
import type { Said } from './rules.ts'
import { readWhoCame, type WhoCame } from './who-came-form.ts'

export interface RegisterSent extends WhoCame {
  said: Map<string, Said>
  everyoneCame: boolean
  /** On which the class was to be when the page was opened. */
  day?: string
  means: Extract<MarkMeans, 'page' | 'phone'>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Reads a register as a page or a phone sends it: `was-<enrolment>` as it was shown, `mark-<enrolment>` as it was left,
 * which is missing when nothing was chosen; `day` as the page was opened. Undefined when any of it cannot come from a page of ours.
 */
export function readRegister(body: unknown): RegisterSent | undefined {
  const fields = new Map<string, unknown>(
    Object.entries(typeof body === 'object' && body !== null ? body : {}),
  )
  const [said, whoCame, day] = [readMarks(fields), readWhoCame(fields), fields.get('day')]
  if (said === undefined || whoCame === undefined || !(day === undefined || isDay(day))) return undefined
  const means = fields.get('means') === 'phone' ? 'phone' : 'page'
  const everyoneCame = fields.get('everyone') === 'yes'
  return { ...whoCame, said, everyoneCame, means, ...(day === undefined ? {} : { day }) }
}

function readMarks(fields: ReadonlyMap<string, unknown>): Map<string, Said> | undefined {
  const said = new Map<string, Said>()
  for (const [name, value] of fields) {
    const id = name.startsWith('was-') ? name.slice('was-'.length) : undefined
    if (id === undefined) continue
    const was = markIn(value)
    const chosen = markIn(fields.get(`mark-${id}`) ?? '')
    if (!uuid.test(id) || was === undefined || chosen === undefined) return undefined
    said.set(id, { was, chosen })
  }
  const known = [...fields.keys()].every((name) => !name.startsWith('mark-') || said.has(name.slice(5)))
  return known ? said : undefined
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
}

/** A mark, or nothing chosen (an empty text); undefined for what is neither. */
function markIn(value: unknown): Mark | null | undefined {
  if (value === '' || value === 'none') return null
  return typeof value === 'string' && isMark(value) ? value : undefined
}
