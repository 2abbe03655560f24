// Who came without a place, and how many came, as a register asks for it.
import { randomUUID } from 'node:crypto'
import type { withErrors } from '../../web/form-page.ts'

type Form = ReturnType<typeof withErrors>

/** Fields for each who was typed and is not noted; else for one. The page gives the id, so that nobody is noted twice. */
export function walkInFields({ value, error }: Form) {
  const ids = Object.keys(value)
    .filter((name) => name.startsWith('name-'))
    .map((name) => name.slice('name-'.length))
  return (ids.length === 0 ? [randomUUID()] : ids).map((id) => ({
    name: { name: `name-${id}`, value: value[`name-${id}`], error: error[`name-${id}`] },
    contact: { name: `contact-${id}`, value: value[`contact-${id}`], error: error[`contact-${id}`] },
  }))
}

/** What was typed stays, when it is not noted; with it goes what is counted by now. */
export function headCountField(now: number | null, countedMeanwhile = false, { value, error }: Form) {
  const was = now === null ? '' : String(now)
  const { people = was } = value
  const text = `${was} were counted by somebody else meanwhile, and you wrote ${people}. Theirs stands. Write what is right, and save again`
  return {
    was,
    value: people,
    error: countedMeanwhile ? text : error.people,
    meanwhile: countedMeanwhile ? [{ href: '#people', text }] : [],
  }
}
