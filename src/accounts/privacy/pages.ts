import type { ReadingReason, SensitiveKind } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords, listed, momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { addressBefore, pageBefore } from '../../web/before.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { needKinds } from '../about-me/needs.ts'
import { writingLinks } from '../about-me/office-pages.ts'
import { readableKinds } from './forms.ts'
import type { listReadings, Sensitive, TaughtPlace } from './queries.ts'
import { reasonsFor } from './rules.ts'
import { kindWords, readerWords, reasonWords, studentKindWords } from './words.ts'

function choices(reasons: readonly ReadingReason[], chosen: string | undefined) {
  return reasons.map((value) => ({ value, text: reasonWords[value], checked: value === chosen }))
}

export function emergencyPage(place: TaughtPlace, form: Typed = nothingTyped) {
  return {
    title: `Emergency contact for ${place.name}`,
    back: { href: paths.classList({ id: place.run_id }), text: `Class list: ${place.title}` },
    action: paths.emergencyContact({ id: place.id }),
    name: place.name,
    reasons: choices(reasonsFor.trainer, form.typed.reason),
    ...withErrors(form),
  }
}

export function emergencyShownPage(place: TaughtPlace, contact: Sensitive['contact'], { timeZone }: Moment) {
  return {
    title: `Emergency contact for ${place.name}`,
    back: { href: paths.classList({ id: place.run_id }), text: `Class list: ${place.title}` },
    contact: contact && contactRows(contact, timeZone),
    name: place.name,
  }
}

/** Why it is not shown, when it can be, and whom to ask instead. */
export function emergencyNotTodayPage(
  place: TaughtPlace,
  dates: readonly { starts_at: Date }[],
  { now, timeZone }: Moment,
) {
  const next = dates.find(({ starts_at: starts }) => starts > now)
  return {
    title: `Emergency contact for ${place.name}`,
    back: { href: paths.classList({ id: place.run_id }), text: `Class list: ${place.title}` },
    next: next && dayInWords(next.starts_at, timeZone),
  }
}

function contactRows(contact: NonNullable<Sensitive['contact']>, timeZone: string) {
  return [
    { key: 'Name', value: contact.name },
    { key: 'Phone', value: contact.phone },
    ...(contact.relationship === '' ? [] : [{ key: 'Who they are', value: contact.relationship }]),
    { key: 'Last changed', value: momentInWords(contact.updated_at, timeZone) },
    ...(contact.unchecked ? [{ key: 'Not checked', value: notChecked }] : []),
  ]
}

const notChecked =
  'This was written before they confirmed their email address. Somebody else may have written it: if you can, ask them first.'

interface Subject {
  id: string
  name: string
}

/** What there is to read, by kind; nothing of what it says. */
export function sensitivePage(person: Subject, exists: SensitiveKind[], form: Typed = nothingTyped) {
  return {
    title: `Sensitive details of ${person.name}`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    action: paths.adminSensitive({ id: person.id }),
    name: person.name,
    kinds: readableKinds
      .filter((kind) => exists.includes(kind))
      .map((kind) => ({ name: kind, label: kindWords[kind], checked: form.typed[kind] !== undefined })),
    missing: listed(
      readableKinds.filter((kind) => !exists.includes(kind)).map((kind) => kindWords[kind].toLowerCase()),
    ),
    kindsError: form.errors.find(({ field }) => field === readableKinds[0])?.message,
    reasons: choices(reasonsFor.administrator, form.typed.reason),
    writing: writingLinks(person),
    ...withErrors(form),
  }
}

/** Only what was asked for. */
export function sensitiveShownPage(
  person: Subject,
  kinds: SensitiveKind[],
  read: Sensitive,
  { timeZone }: Moment,
) {
  const { contact } = read
  return {
    title: `Sensitive details of ${person.name}`,
    back: { href: paths.adminPerson({ id: person.id }), text: person.name },
    name: person.name,
    helps: kinds.includes('what-helps')
      ? { lines: (read.what_helps || 'Nothing is written here.').split('\n') }
      : undefined,
    contact: kinds.includes('emergency-contact')
      ? { rows: contact && contactRows(contact, timeZone) }
      : undefined,
    needs: kinds.includes('access-needs')
      ? {
          rows: read.needs.map(({ need, detail }) => ({
            key: needInWords(need),
            value: detail || 'No more is said.',
          })),
        }
      : undefined,
    studentKind: kinds.includes('student-kind')
      ? (studentKindWords[read.student_kind ?? ''] ?? 'They have not said.')
      : undefined,
  }
}

function needInWords(need: string): string {
  const words = needKinds.flatMap(({ needs }) => needs).find((one) => one.need === need)
  return words?.flag ?? need
}

interface WhoLooked {
  /** One more than a page shows, if there are older ones. */
  readings: Awaited<ReturnType<typeof listReadings>>
  count: number
  before: number | undefined
}

/**
 * When, in what role and why; not the name. Staff are not exposed one by one to people they work with, as the Court of
 * Justice held of such logs (C-579/21, Pankki S, 22 June 2023); who it was stands in the audit trail, and the college
 * can be asked.
 */
export function whoLookedPage(
  { readings, count, before }: WhoLooked,
  { timeZone }: Pick<Moment, 'timeZone'>,
) {
  const { shown, ...ways } = pageBefore({
    rows: readings,
    before,
    numberOf: ({ id }) => id,
    address: (older) => addressBefore(paths.whoLooked(), older),
  })
  return {
    title: 'Who has looked',
    back: { href: paths.account(), text: 'My details' },
    count: count > shown.length ? `${counted(count, 'time')} so far.` : undefined,
    nobody: count === 0,
    ...ways,
    readings: shown.map((reading) => ({
      when: momentInWords(reading.at, timeZone),
      who: `${readerWords[reading.role]}${reading.title === null ? '' : ` of ${reading.title}`}`,
      what: listed(reading.kinds.map((kind) => kindWords[kind])),
      why: reasonWords[reading.reason],
      words: reading.words,
    })),
  }
}
