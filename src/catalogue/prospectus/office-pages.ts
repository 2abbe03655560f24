import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { partInWords } from './make-prospectus.ts'
import { type Choice, formWords, printForms, type Prospectus } from './model.ts'
import type { Edition, ListedEdition } from './queries.ts'
import { partOf } from './said.ts'

interface Parts {
  terms: Choice[]
  venues: Choice[]
}

const back = { href: paths.adminProspectus(), text: 'Prospectus' }

/** What can be chosen to print: each form is one press away. */
function choices(parts: Parts, { typed }: Typed = nothingTyped) {
  const options = (all: string, choices: Choice[], chosen = '') =>
    [{ value: '', text: all }, ...choices].map((choice) => ({ ...choice, selected: choice.value === chosen }))
  return {
    terms: options('Every term', parts.terms, typed.term),
    venues: options('Everywhere', parts.venues, typed.venue),
  }
}

const forms = printForms.map((form) => ({
  value: form,
  text: formWords[form],
  checked: form === 'standard',
}))

const printing = { pdfAction: paths.prospectusPdf(), pageAction: paths.prospectus(), forms }

export function printPage(parts: Parts, withoutEasyRead: { id: string; title: string }[]) {
  return {
    title: 'Prospectus',
    back: { href: paths.admin(), text: 'Office' },
    ...printing,
    ...choices(parts),
    coverHref: paths.adminProspectusCover(),
    editionsHref: paths.adminProspectusEditions(),
    missingCount: withoutEasyRead.length === 0 ? undefined : counted(withoutEasyRead.length, 'course'),
    missing: withoutEasyRead.map(({ id, title }) => ({ title, href: paths.adminCourseEasyRead({ id }) })),
  }
}

export function editionsPage(
  editions: ListedEdition[],
  parts: Parts,
  { timeZone }: Pick<Moment, 'timeZone'>,
  form: Typed = nothingTyped,
) {
  return {
    title: 'Editions and reprints',
    back,
    action: paths.adminProspectusEditions(),
    ...choices(parts, form),
    rows: editions.map(({ id, made_at, term, venue, courses, madeBy }) => ({
      href: paths.adminProspectusEdition({ id }),
      title: `Edition of ${dayInWords(made_at, timeZone)}`,
      detail: [partInWords(partOf({ term, venue })), madeBy === null ? '' : `made by ${madeBy}`]
        .filter(Boolean)
        .join(', '),
      aside: counted(courses, 'course'),
    })),
    ...withErrors(form),
  }
}

export function editionPage(
  { id, made_at, said }: Edition,
  { changes }: Prospectus,
  at: Pick<Moment, 'timeZone'>,
) {
  const lines = changes?.lines ?? []
  return {
    title: `Edition of ${dayInWords(made_at, at.timeZone)}`,
    back: { href: paths.adminProspectusEditions(), text: 'Editions and reprints' },
    part: partInWords(partOf(said)),
    courses: counted(said.courses.length, 'course'),
    runs: counted(said.runs.length, 'run'),
    count: lines.length === 0 ? undefined : counted(lines.length, 'change'),
    lines,
    since: id,
    ...printing,
  }
}
