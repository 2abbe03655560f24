import { whenOf } from '../../catalogue/session-words.ts'
import { type Editing, editingData, historyRows, type Labels } from '../../editing/pages.ts'
import type { HistoryRow } from '../../editing/queries.ts'
import { addressWith } from '../../lib/path.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, listed } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { placeOptions } from '../planning/pages.ts'
import type { PlaceRow } from '../planning/queries.ts'
import type { Run, SessionDetails } from '../queries.ts'
import { placeOf } from './details.ts'

export interface ToTell {
  people: number
  byPhone: number
}

/** Every date of a run, each with its own page. */
export function datesPage(run: Run, sessions: SessionDetails[], at: Moment) {
  return {
    title: `Dates of ${run.title}`,
    back: { href: paths.adminRun({ id: run.id }), text: run.title },
    newHref: isOpen(run) ? paths.adminSessionNew({ id: run.id }) : undefined,
    rows: sessions.map((session) => ({
      href: paths.adminSession({ id: session.id }),
      title: whenInWords(session, at),
      detail: session.room_name === null ? session.venue_name : `${session.venue_name}, ${session.room_name}`,
      tags: tagsOf(session, at),
    })),
  }
}

function tagsOf({ status, ends_at }: SessionDetails, { now }: Moment) {
  if (status === 'cancelled') return [{ kind: 'cancelled', text: 'Cancelled' }]
  return ends_at <= now ? [{ kind: 'ended', text: 'Over' }] : []
}

function isOpen({ status }: Run): boolean {
  return status === 'draft' || status === 'published'
}

function whenInWords(session: SessionDetails, { timeZone }: Pick<Moment, 'timeZone'>): string {
  const { starts_at: startsAt, ends_at: endsAt, end_assumed: endAssumed } = session
  return whenOf({ startsAt, endsAt, endAssumed }, timeZone)
}

const knownEnd = { hint: '', optional: false }
const openEnd = {
  hint: 'People read that the end is to be confirmed. Leave it empty until you know it.',
  optional: true,
}

export function newDatePage(run: Run, places: PlaceRow[], told: ToTell, form: Typed = nothingTyped) {
  return {
    title: `One more date of ${run.title}`,
    back: { href: paths.adminRunSessions({ id: run.id }), text: `Dates of ${run.title}` },
    action: paths.adminSessionNew({ id: run.id }),
    isNew: true,
    editable: true,
    until: knownEnd,
    ...fieldsOf(places, form),
    told: toldInWords(told),
    ...withErrors(form),
  }
}

interface Shown {
  run: Run
  places: PlaceRow[]
  told: ToTell
  /** Names of whoever gives it. */
  giving: string[]
  history: HistoryRow[]
  editing: Editing
}

export function datePage(
  session: SessionDetails,
  { run, places, told, giving, history, editing }: Shown,
  at: Moment,
) {
  const { id, status } = session
  const toCome = session.starts_at > at.now && isOpen(run)
  const editable = toCome && status === 'planned'
  const labels = sessionLabels(places)
  return {
    title: `A date of ${run.title}`,
    until: session.end_assumed ? openEnd : knownEnd,
    back: { href: paths.adminRunSessions({ id: run.id }), text: `Dates of ${run.title}` },
    action: paths.adminSession({ id }),
    when: whenInWords(session, at),
    tags: tagsOf(session, at),
    editable,
    cancellation: editable ? paths.adminSessionCancellation({ id }) : undefined,
    seen: [{ name: 'seen', value: String(session.revision) }],
    putBack: toCome && status === 'cancelled' ? paths.adminSessionReturn({ id }) : undefined,
    givenBy: giving.length === 0 ? 'No trainer is down for it yet.' : `Given by ${listed(giving)}.`,
    replacement: editable ? whoElse(run, id, giving) : undefined,
    stays: toCome ? undefined : whyItStays(run),
    told: toldInWords(told),
    previewHref: editable
      ? addressWith(paths.adminBulkChangeNew(), { scope: 'session', session: id })
      : undefined,
    ...fieldsOf(places, editing.form, session),
    ...editingData(editing, labels),
    history: historyRows(history, labels, at),
  }
}

function whyItStays(run: Run): string {
  return run.status === 'cancelled'
    ? 'The whole run is called off, so this date stays as it was.'
    : 'It has begun or is over, so it stays as it was.'
}

function whoElse(run: Run, id: string, giving: string[]) {
  return giving.length === 0
    ? { href: paths.adminRunTrainers({ id: run.id }), text: 'Choose trainers' }
    : { href: paths.adminReplacement({ id }), text: 'Somebody else gives this date' }
}

/** Where it meets is among the choices also when that is in use no more: else the first of them would be chosen unseen. */
function fieldsOf(places: PlaceRow[], { typed, errors }: Typed, session?: SessionDetails) {
  const inUse = placeOptions(places)
  const own = session && placeOf(session)
  const unused = own !== undefined && !inUse.some(({ value }) => value === own)
  const asItIs = unused && session ? [{ value: own, text: `${session.venue_name} (in use no more)` }] : []
  return {
    places: [...asItIs, ...inUse].map((place) => ({ ...place, selected: place.value === typed.place })),
    studentsElsewhere: errors.find(({ field }) => field === 'all_the_same')?.message,
  }
}

function toldInWords({ people, byPhone }: ToTell): string | undefined {
  if (people === 0) return undefined
  const phone =
    byPhone === 0 ? '' : `; ${counted(byPhone, 'of them comes', 'of them come')} onto the call list`
  return `${counted(people, 'person has', 'people have')} a place and will be told, in their calendar too${phone}.`
}

export function sessionLabels(places: PlaceRow[]): Labels {
  const names = new Map(placeOptions(places).map(({ value, text }) => [value, text]))
  const lines = (value: unknown) => [names.get(String(value)) ?? 'a place that is in use no more']
  return {
    day: 'Day',
    from: 'From',
    until: 'Until',
    place: { label: 'Where', lines },
    join_link: 'Link',
    note: 'Note',
  }
}
