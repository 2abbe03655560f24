import { onTheClock, type Moment } from '../../lib/time.ts'
import { counted, dayInWords, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { agreementText } from '../agreement.ts'
import type { findVersion, listVersions } from './queries.ts'
import { mustAgreeFirst } from './rules.ts'
import { kindWords } from './words.ts'

type Version = NonNullable<Awaited<ReturnType<typeof findVersion>>>

/** What is new, to be read once; and a way past it. */
export function againPage(unread: Version[], accepted: { kind: string }[], next: string) {
  const asks = mustAgreeFirst(unread)
  const isNew = (kind: string) => !accepted.some((known) => known.kind === kind)
  return {
    title: 'Please read this',
    action: paths.agreementAgain(),
    next,
    asks,
    button: asks ? 'I have read this and I agree' : 'I have read this',
    texts: unread.map((version) => ({
      ...agreementText(version),
      id: version.id,
      kind: version.kind,
      lead: isNew(version.kind)
        ? `You have not seen our ${kindWords[version.kind].toLowerCase()} yet.`
        : `Our ${kindWords[version.kind].toLowerCase()} has changed since you last read it.`,
    })),
  }
}

type VersionRow = Awaited<ReturnType<typeof listVersions>>[number]

export function versionsPage(versions: VersionRow[], at: Moment) {
  const inForce = (kind: string) =>
    versions.find((row) => row.kind === kind && row.effective_from <= at.now)?.id
  return {
    title: 'Agreement and privacy notice',
    groups: (['agreement', 'privacy-notice'] as const).map((kind) => ({
      heading: kindWords[kind],
      newHref: `${paths.adminAgreementNew()}?kind=${kind}`,
      newText: `Write a new version of the ${kindWords[kind].toLowerCase()}`,
      rows: versions
        .filter((row) => row.kind === kind)
        .map((row) => ({
          title: `Version ${row.version}`,
          href: paths.adminAgreementVersion({ id: row.id }),
          detail: `From ${dayInWords(row.effective_from, at.timeZone)}. ${counted(row.accepted, 'person has', 'people have')} accepted it.`,
          tags: tagOf(row, inForce(kind), at),
        })),
    })),
  }
}

function tagOf(row: VersionRow, inForce: string | undefined, { now, timeZone }: Moment) {
  if (row.id === inForce) return [{ kind: 'confirmed', text: 'In force' }]
  if (row.effective_from > now)
    return [{ kind: 'waiting', text: `From ${shortDay(row.effective_from, timeZone)}` }]
  return [{ kind: 'ended', text: 'Replaced' }]
}

export function versionPage(version: Version, { timeZone }: Moment) {
  return {
    ...agreementText(version),
    from: dayInWords(version.effective_from, timeZone),
    back: paths.adminAgreements(),
  }
}

/** A new version begins with the words of the last one. */
export function newVersionPage(kind: Version['kind'], last: Version | undefined, form?: Typed) {
  const stored = { kind, title: last?.title ?? kindWords[kind], body: last?.body ?? '', effective_from: '' }
  return {
    title: `A new version of the ${kindWords[kind].toLowerCase()}`,
    action: paths.adminAgreementPreview(),
    back: paths.adminAgreements(),
    kind,
    ...withErrors(form ?? { typed: stored, errors: [] }),
  }
}

interface Draft {
  kind: Version['kind']
  title: string
  body: string
  effective_from: string
}

export function previewPage(draft: Draft, nextVersion: number, from: Date, { timeZone }: Moment) {
  const { title, paragraphs } = agreementText({ ...draft, version: nextVersion })
  return {
    title: `Check version ${nextVersion}`,
    heading: title,
    paragraphs,
    from: dayInWords(from, timeZone),
    publish: paths.adminAgreements(),
    change: paths.adminAgreementPreview(),
    hidden: Object.entries(draft).map(([name, value]: [string, string]) => ({ name, value })),
  }
}

/** The first moment of this day at the college; now when it is left empty or is today. */
export function beginningOf(day: string, { now, timeZone }: Moment): Date {
  const today = onTheClock(now, timeZone).toPlainDate()
  if (day === '' || day <= today.toString()) return now
  return new Date(
    today.with(isoParts(day)).toZonedDateTime({ timeZone, plainTime: '00:00' }).epochMilliseconds,
  )
}

function isoParts(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, day: date }
}
