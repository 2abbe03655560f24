import { actionInWords } from '../../database/audit-actions.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { keptAboutTraces } from './about-traces.ts'
import type { EqualityFact, Fact, Section } from './gather.ts'
import { codeWords, leftOutWords } from './words.ts'

export interface Gathered {
  sections: Section[]
  /** Undefined where nobody can find them: in the office. */
  equality: EqualityFact[] | undefined
}

/** More entries than these are folded away, and whatever only our computers look at: it is all there, to be read. */
const mostUnfolded = 2

export function myDataPage(gathered: Gathered, { now, timeZone }: Moment) {
  return {
    title: 'Everything we keep about you',
    back: { href: paths.account(), text: 'My details' },
    fileHref: paths.myDataFile(),
    closingHref: paths.accountClosing(),
    lookedHref: paths.whoLooked(),
    ...shownData(gathered, { now, timeZone }, isFolded),
  }
}

function isFolded({ name, rows }: Section): boolean {
  return rows.length > mostUnfolded || name in keptAboutTraces
}

export function askForDataPage(person: { id: string; name: string }, form: Typed = nothingTyped) {
  return {
    title: `Everything we keep about ${person.name}`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    action: paths.adminPersonData({ id: person.id }),
    fileAction: paths.adminPersonDataFile({ id: person.id }),
    name: person.name,
    ...withErrors(form),
  }
}

/** What the office prints or reads out for somebody who asked. */
export function dataForPage(person: { id: string; name: string }, gathered: Gathered, at: Moment) {
  return {
    title: `Everything we keep about ${person.name}`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    name: person.name,
    // What is folded is not printed.
    ...shownData(gathered, at, () => false),
  }
}

function shownData(
  { sections, equality }: Gathered,
  { now, timeZone }: Moment,
  folded: (section: Section) => boolean,
) {
  const there = sections.filter(({ rows }) => rows.length > 0)
  return {
    when: momentInWords(now, timeZone),
    sections: there.map((section) => ({
      id: `section-${section.name.replaceAll('_', '-')}`,
      heading: section.heading,
      count: folded(section) ? counted(section.rows.length, 'entry', 'entries') : undefined,
      rows: section.rows.map((facts) => facts.filter(isThere).map((fact) => inWords(fact, timeZone))),
    })),
    nothing: sections.filter(isEmpty).map(({ heading }) => heading),
    equality: equality?.map(({ question, answer }) => ({ key: question, value: answer })),
    leftOut: [...new Set(sections.flatMap(({ leftOut }) => leftOut.map(({ why }) => why)))].map(
      (why) => leftOutWords[why],
    ),
  }
}

/** Nothing is kept: not where something may be, and is only not shown. */
function isEmpty({ rows, leftOut }: Section): boolean {
  return rows.length === 0 && !leftOut.some(({ why }) => why === 'unproven')
}

function isThere({ value }: Fact): boolean {
  return value !== null && value !== ''
}

function inWords({ label, as, value, name }: Fact, timeZone: string) {
  if (name !== undefined) return { key: label, value: name }
  if (value instanceof Date) return { key: label, value: momentInWords(value, timeZone) }
  if (typeof value === 'boolean') return { key: label, value: value ? 'Yes' : 'No' }
  if (as === 'letter') return { key: label, lines: letterLines(value) }
  if (as === 'deed') return { key: label, value: actionInWords(String(value)) }
  if (Array.isArray(value)) return { key: label, value: value.map(spaced).join(', ') }
  if (as === 'code') return { key: label, value: spaced(value) }
  return { key: label, lines: String(value).split('\n') }
}

/** `what-helps` is "what helps", where no other words are plainer. */
function spaced(value: unknown): string {
  const code = String(value)
  return codeWords[code] ?? code.replaceAll('-', ' ')
}

function letterLines(view: unknown): string[] {
  const { paragraphs = [], facts = [] } = view as {
    paragraphs?: string[]
    facts?: { label: string; lines: string[] }[]
  }
  return [...paragraphs, ...facts.map(({ label, lines }) => `${label}: ${lines.join('; ')}`)]
}

/** The same for a machine: the names of tables and columns, moments as RFC 3339 writes them, in UTC. */
export function dataFile({ sections, equality }: Gathered, { now }: { now: Date }) {
  return {
    madeAt: now.toISOString(),
    sections: sections.map(({ name, heading, rows, leftOut }) => ({
      name,
      heading,
      rows: rows.map((facts) => Object.fromEntries(facts.flatMap(cellsOf))),
      leftOut: leftOut.map(({ why, columns }) => ({ columns, why: leftOutWords[why] })),
    })),
    ...(equality === undefined ? { equalityLeftOut } : { equality }),
  }
}

function cellsOf({ column, value, name }: Fact): [string, unknown][] {
  return name === undefined
    ? [[column, value]]
    : [
        [column, value],
        [`${column}_name`, name],
      ]
}

const equalityLeftOut =
  'What somebody answered to the equality questions cannot be found from the office: only their own page shows it.'
