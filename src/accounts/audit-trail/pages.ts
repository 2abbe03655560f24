import { actionInWords } from '../../database/audit-actions.ts'
import { named, type Names } from '../../editing/mentions.ts'
import type { Change } from '../../editing/merge-edits.ts'
import type { Role } from '../../database/schema.ts'
import { addressWith } from '../../lib/path.ts'
import { type Moment, onTheClock } from '../../lib/time.ts'
import { shortDay, timeInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { addressBefore, pageBefore } from '../../web/before.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { permitted } from '../rules.ts'
import { type TrailLine, withoutBoth } from './queries.ts'
import { permissionWords, roles, roleWords } from './words.ts'

/** How many lines of the trail a page shows. */
export const linesOnPage = 50

interface Trail {
  lines: TrailLine[]
  /** Of whom and what else they speak. */
  names: Names
  actions: string[]
  /** As the person chose, for the form and for the links. */
  chosen: Record<string, string>
}

export function trailPage({ lines, names, actions, chosen }: Trail, at: Moment, form?: Typed) {
  const { before, ...filter } = chosen
  const { shown, ...ways } = pageBefore({
    rows: lines,
    before: before === undefined ? undefined : Number(before),
    numberOf: ({ id }) => id,
    address: (older) => addressBefore(paths.adminAuditTrail(), older, filter),
    most: linesOnPage,
  })
  return {
    title: 'Audit trail',
    action: paths.adminAuditTrail(),
    fileHref: addressWith(paths.adminAuditTrailFile(), filter),
    clearHref: Object.keys(chosen).length > 0 ? paths.adminAuditTrail() : undefined,
    ...ways,
    actionChoices: choicesOf(actions, chosen.action),
    lines: shown.map((line) => ({
      when: `${shortDay(line.at, at.timeZone)} ${onTheClock(line.at, at.timeZone).year}, ${timeInWords(line.at, at.timeZone)}`,
      ...trailWords(line, names),
    })),
    ...withErrors(form ?? { typed: chosen, errors: [] }),
  }
}

/** Those that are in the trail, by their words; and the one that was chosen, even when it is not. */
function choicesOf(actions: string[], chosen: string | undefined) {
  const all = new Set([...actions, ...(chosen === undefined ? [] : [chosen])])
  return [...all]
    .map((value) => ({ value, text: actionInWords(value), chosen: value === chosen }))
    .sort((one, other) => one.text.localeCompare(other.text))
}

/** Who did what, about whom, in words. */
export function trailWords(line: TrailLine, names: Names) {
  return {
    who: line.actor_name ?? 'The system',
    what: actionInWords(line.action),
    about: namesOf(line).join(', ') || nameThen(line) || kinds(line),
    more: Object.entries(line.detail)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => `${spaced(name)}: ${valueInWords(named(name, value, names))}`)
      .sort()
      .join('; '),
  }
}

function namesOf({ person_name: person, course_title: course, thing_name: thing }: TrailLine): string[] {
  return [person, course, thing].filter((name) => name !== null)
}

/** What is gone has the name that this line of its history gives it. */
function nameThen({ detail }: TrailLine): string {
  const { changes = [], title = '' } = detail as { changes?: Change[]; title?: string }
  const named = changes.find(({ field }) => field === 'name' || field === 'title')
  return String(named?.after ?? named?.before ?? title)
}

function kinds({ subject_kind, subject_id }: TrailLine): string {
  if (subject_kind === 'college') return 'The college'
  return `${subject_kind} ${subject_id.slice(0, 8)}`
}

/** `overFullReason` and `over_full_reason` are "over full reason"; whoever has a number is called by their name. */
function spaced(name: string): string {
  return name
    .replace(/^personId$/, 'person')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase()
}

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

export const trailHeadings = ['When', 'Who', 'What', 'About', 'More', 'Number']

/** A line of the file: the moment in UTC, as RFC 3339 writes it, so that every program reads the same. */
export function trailCells(line: TrailLine, names: Names): string[] {
  const { who, what, about, more } = trailWords(line, names)
  return [line.at.toISOString(), who, what, about, more, String(line.id)]
}

/** The code's own table of who may do what, in words. */
export function permissionsPage() {
  return {
    title: 'Who may do what',
    roles: roles.map((role) => roleWords[role]),
    rows: Object.entries(permitted).map(([permission, allowed]) => ({
      text: permissionWords[permission as keyof typeof permitted],
      cells: roles.map((role) => ({ role: roleWords[role], may: allowed.includes(role) })),
    })),
  }
}

interface Counts {
  roles: { role: Role; count: number }[]
  runs: { status: string; count: number }[]
  coDelivery: { both: number; without: number; reasons: number }
  places: { status: string; count: number }[]
  waiting: { calls: number; failedMails: number; noted: number }
}

/** The college in numbers: nobody's name, nobody's words. */
export function overviewPage(counts: Counts) {
  const of = (rows: { status: string; count: number }[]) =>
    rows.map(({ status, count }) => ({ key: sentence(status), value: String(count) })).sort(byKey)
  return {
    title: 'The college in numbers',
    trailHref: paths.adminAuditTrail(),
    permissionsHref: paths.adminPermissions(),
    retentionHref: paths.adminRetention(),
    groups: [
      {
        heading: 'People with an account',
        rows: roles.map((role) => ({
          key: roleWords[role],
          value: String(counts.roles.find((row) => row.role === role)?.count ?? 0),
        })),
      },
      { heading: 'Runs', rows: of(counts.runs) },
      coDeliveryGroup(counts.coDelivery),
      { heading: 'Enrolments', rows: of(counts.places) },
      {
        heading: 'Work that waits',
        rows: [
          { key: 'People to call or write to', value: String(counts.waiting.calls) },
          { key: 'Messages that could not be delivered', value: String(counts.waiting.failedMails) },
          { key: 'Lines in the audit trail', value: String(counts.waiting.noted) },
        ],
      },
    ].filter(({ rows }) => rows.length > 0),
  }
}

/** Each course is given by both; where one was not, somebody said why. */
function coDeliveryGroup({ both, without, reasons }: Counts['coDelivery']) {
  const trail = addressWith(paths.adminAuditTrail(), { action: withoutBoth })
  return {
    heading: 'Runs given together',
    rows: [
      { key: 'With a peer and a professional trainer', value: String(both) },
      { key: 'Without one of them', value: String(without) },
      { key: 'Times a run was published without one of them, for a reason', value: String(reasons) },
    ],
    more: reasons === 0 ? undefined : { href: trail, text: 'Which runs, and the reasons' },
  }
}

function sentence(status: string): string {
  const words = status.replace(/-/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function byKey(one: { key: string }, other: { key: string }): number {
  return one.key.localeCompare(other.key)
}
