import type { FieldError } from '../../web/form.ts'
import { listTerms, type Term } from '../terms/queries.ts'
import type { Db } from '../../database/schema.ts'
import type { Plan } from './forms.ts'
import type { Place } from './plan-run.ts'
import {
  listCoursesToPlan,
  listPlaces,
  listTrainersToPlan,
  type PlaceRow,
  type TrainerRow,
} from './queries.ts'

/** What there is to choose from. */
export interface Choices {
  courses: { id: string; title: string; status: string }[]
  terms: Term[]
  places: PlaceRow[]
  trainers: TrainerRow[]
}

export async function getChoices(db: Db): Promise<Choices> {
  const [courses, terms, places, trainers] = await Promise.all([
    listCoursesToPlan(db),
    listTerms(db),
    listPlaces(db),
    listTrainersToPlan(db),
  ])
  return { courses, terms, places, trainers }
}

/** A venue, or a room in it: `venue`, `venue/room`. Undefined when it is neither, or in use no more. */
export function placeIn(value: string, { places }: Pick<Choices, 'places'>): Place | undefined {
  const [venueId, roomId = null] = value.split('/')
  const row = places.find(
    ({ venue_id, room_id }) => venue_id === venueId && (roomId === null || room_id === roomId),
  )
  return row === undefined ? undefined : { venueId: row.venue_id, roomId }
}

/** What was chosen and is not there, or does not go together. */
export function wrongChoices(plan: Plan, choices: Choices): FieldError[] {
  const has = (rows: { id: string }[], id: string | null) => id === null || rows.some((row) => row.id === id)
  const room = choices.places.find(({ venue_id, room_id }) => `${venue_id}/${room_id ?? ''}` === plan.place)
  const holds = room?.capacity ?? Infinity
  const wrong = [
    { field: 'course', message: 'Choose the course', fine: has(choices.courses, plan.course) },
    { field: 'term', message: 'Choose a term, or none', fine: has(choices.terms, plan.term) },
    { field: 'place', message: 'Choose where it meets', fine: placeIn(plan.place, choices) !== undefined },
    { field: 'peer', message: 'Choose a trainer, or none', fine: has(choices.trainers, plan.peer) },
    {
      field: 'professional',
      message: 'Choose a trainer, or none',
      fine: has(choices.trainers, plan.professional),
    },
    {
      field: 'capacity',
      message: `That room holds ${holds}. Enter fewer places, or choose another room`,
      fine: plan.capacity <= holds,
    },
  ]
  return wrong.flatMap(({ fine, ...error }) => (fine ? [] : [error]))
}
