import type { RetentionSettings } from '../../config/retention.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, monthInWords, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { Notice } from '../../web/session.ts'
import { type Away, mostAtOnce } from './queries.ts'
import { type Asked, type Had, wouldClose } from './rules.ts'

const hadWords: Record<Had, string> = {
  all: 'Everybody',
  'had-a-place': 'Who had a place on a course',
  'never-had-one': 'Who never had one',
}

/** Who has not been seen for a while, since when, and when their account would be closed. */
export function awayPage(
  { people, asked }: { people: Away[]; asked: Asked },
  retention: RetentionSettings,
  at: Moment,
  form: Typed = { typed: {}, errors: [] },
) {
  const stored = { months: String(asked.months), had: asked.had }
  const [first, last] = [people.at(0), people.at(-1)]
  const count = first?.of_all ?? 0
  return {
    title: 'Not seen for a while',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminReEngagement(),
    count: `${counted(count, 'person has', 'people have')} not been seen for ${counted(asked.months, 'month')}`,
    notAll: count > people.length ? `The ${mostAtOnce} whom we have missed longest are shown.` : undefined,
    choices: Object.entries(hadWords).map(([value, text]) => ({
      value,
      text,
      selected: value === asked.had,
    })),
    hidden: [
      { name: 'months', value: stored.months },
      { name: 'had', value: stored.had },
      ...(last === undefined ? [] : [{ name: 'until', value: justAfter(last.last_seen) }]),
    ],
    writeText: people.length === 1 ? 'Write to this person' : `Write to these ${people.length} people`,
    people: people.map((person) => personRow(person, retention, at)),
    ...withErrors({ typed: { ...stored, ...form.typed }, errors: form.errors }),
  }
}

/** A moment of the database is finer than one of ours. */
function justAfter(instant: Date): string {
  return new Date(instant.getTime() + 1).toISOString()
}

function personRow(person: Away, retention: RetentionSettings, { timeZone }: Moment) {
  const closes = wouldClose(person.last_seen, person.had_a_place, retention, timeZone)
  const written = person.written_at
  return {
    title: person.name,
    href: paths.adminPerson({ id: person.id }),
    detail: `Last seen ${monthInWords(person.last_seen, timeZone)}. ${person.had_a_place ? 'Had a place.' : 'Never had a place.'}${
      written === null ? '' : ` We last wrote on ${shortDay(written, timeZone)}.`
    }`,
    aside: `Kept until ${monthInWords(closes, timeZone)}`,
  }
}

export function written(count: number): Notice {
  if (count === 0)
    return {
      kind: 'information',
      title: 'Nobody was written to',
      text: 'They came back, or were written to meanwhile.',
    }
  return {
    kind: 'success',
    title: `We wrote to ${counted(count, 'person', 'people')}`,
    text: 'Whoever would rather be called stands on the call list.',
  }
}
