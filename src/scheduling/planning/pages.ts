import { randomUUID } from 'node:crypto'
import type { Expertise } from '../../database/schema.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import { namesBeside } from '../trainers/namesakes.ts'
import { expertiseOf } from '../trainers/suitability/rules.ts'
import type { Choices } from './choices.ts'
import { type DateRow, mostDates } from './dates.ts'
import type { PlanShown, PlanWarning } from './look-at-plan.ts'
import type { TrainerRow } from './queries.ts'

const blankRow: DateRow = { day: '', from: '', until: '' }

/** The form of a run to be; below it, once they are worked out, its dates. */
export function planPage(
  choices: Choices,
  { form, rows, skipped, warnings = [], insteadOf }: PlanShown,
  freeRooms: ReadonlySet<string> = new Set(),
) {
  return {
    title: 'Plan a run',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminRunNew(),
    runId: randomUUID(),
    ...optionsFor(choices, form),
    noCourses: choices.courses.length === 0,
    noPlaces: choices.places.length === 0,
    ...withErrors(form),
    dates: rows.length === 0 ? undefined : dateFields(rows, form, warnings),
    roomTaken: insteadOf !== undefined,
    freeRooms: insteadOf && roomsInstead(choices, insteadOf.place.venueId, freeRooms),
    skipped: skipped.map(({ day, why }) => `${inWords(day)}: ${why}`),
  }
}

/** More are no help in choosing one. */
const mostRooms = 6

/** Rooms that are free at all of the times, those of the same venue first. */
function roomsInstead({ places }: Choices, venueId: string, free: ReadonlySet<string>): string[] {
  const rooms = places.filter(({ room_id: id }) => id !== null && free.has(id))
  const [here, elsewhere] = [true, false].map((same) =>
    rooms.filter(({ venue_id: id }) => (id === venueId) === same),
  ) as [typeof rooms, typeof rooms]
  return [...here, ...elsewhere].slice(0, mostRooms).map(({ venue, room }) => `${venue}, ${room ?? ''}`)
}

function optionsFor({ courses, terms, places, trainers }: Choices, { typed }: Typed) {
  const option = (value: string, text: string, chosen = '') => ({ value, text, selected: value === chosen })
  const none = (text: string) => option('', text, 'something')
  return {
    courses: [
      none('Choose a course'),
      ...courses.map(({ id, title, status }) =>
        option(id, status === 'draft' ? `${title} (draft)` : title, typed.course),
      ),
    ],
    terms: [none('None'), ...terms.map(({ id, name }) => option(id, name, typed.term))],
    places: [
      none('Choose where'),
      ...placeOptions(places).map(({ value, text }) => option(value, text, typed.place)),
    ],
    rhythms: Object.entries(rhythmWords).map(([value, text]) => option(value, text, typed.rhythm ?? 'week')),
    peers: trainerOptions(trainers, 'lived', typed.peer),
    professionals: trainerOptions(trainers, 'professional', typed.professional),
  }
}

const rhythmWords = {
  week: 'Every week',
  'two-weeks': 'Every two weeks',
  'four-weeks': 'Every four weeks',
  weekdays: 'Every weekday, one after another',
}

/** Each venue, and each room in it. */
export function placeOptions(places: Choices['places']) {
  const venues = new Map(places.map(({ venue_id, venue }) => [venue_id, venue]))
  return [...venues].flatMap(([id, venue]) => [
    { value: id, text: venue },
    ...places.flatMap(({ venue_id, room_id, room, capacity }) => {
      if (venue_id !== id || room_id === null) return []
      const holds = capacity === null ? '' : ` (holds ${capacity})`
      return [{ value: `${id}/${room_id}`, text: `${venue}, ${room ?? ''}${holds}` }]
    }),
  ])
}

/** Whoever brings this expertise comes first, and who brings the other last. */
export function trainerOptions(trainers: TrainerRow[], expertise: Expertise, chosen?: string) {
  const order = ['has', 'unknown', 'other']
  const nameOf = namesBeside(trainers)
  const brought = trainers.map((one) => ({ ...one, name: nameOf(one), brings: expertiseOf(one, expertise) }))
  const sorted = brought.sort((one, other) => order.indexOf(one.brings) - order.indexOf(other.brings))
  return [
    { value: '', text: 'Not known yet', selected: false },
    ...sorted.map(({ id, name, brings }) => ({
      value: id,
      text: brings === 'other' ? `${name}, other expertise` : name,
      selected: id === chosen,
    })),
  ]
}

/** Two rows more than there are dates, to add some. */
function dateFields(rows: DateRow[], { errors }: Typed, warnings: PlanWarning[]) {
  const error = Object.fromEntries(errors.map(({ field, message }) => [field, message]))
  const shown = [...rows, blankRow, blankRow]
  return shown.slice(0, mostDates).map((row, index) => ({
    legend: row.day === '' ? 'One more date' : `Date ${index + 1}`,
    inWords: inWords(row.day),
    warnings: warnings.filter((warning) => warning.row === index),
    fields: (['day', 'from', 'until'] as const).map((part) => ({
      name: `${part}_${index}`,
      label: { day: 'Day', from: 'From', until: 'Until' }[part],
      type: part === 'day' ? 'date' : 'time',
      value: row[part],
      error: error[`${part}_${index}`],
    })),
  }))
}

/** `Monday 14 September 2026`; nothing of what is no day. */
function inWords(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? dayInWords(new Date(`${day}T12:00:00Z`), 'UTC') : ''
}
