// What a change of many dates can be chosen from.
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { listRunsToChange, type RunToChange } from '../../scheduling/bulk-changes/run-queries.ts'
import { listPlaces, type PlaceRow } from '../../scheduling/planning/queries.ts'
import { listTerms, type Term } from '../../scheduling/terms/queries.ts'
import { listVenues } from '../../scheduling/venues/queries.ts'
import { dateInWords } from './titles.ts'

export interface Choices {
  terms: Term[]
  venues: { id: string; name: string }[]
  runs: RunToChange[]
  places: PlaceRow[]
  /** The one date that a link led here with. */
  session: { id: string; words: string } | undefined
}

/** `led`: what the address that leads here names, as far as it does. */
export async function getChoices(db: Db, led: Partial<Record<string, string>>, at: Moment): Promise<Choices> {
  const [terms, venues, runs, places] = await Promise.all([
    listTerms(db),
    listVenues(db, at.now),
    listRunsToChange(db, at.now),
    listPlaces(db),
  ])
  return { terms, venues, runs, places, session: await findDate(db, led.session, at) }
}

const isId = (id: string | undefined): id is string =>
  id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

async function findDate(db: Db, id: string | undefined, at: Moment): Promise<Choices['session']> {
  if (!isId(id)) return undefined
  const words = await dateInWords(db, id, at)
  return words === undefined ? undefined : { id, words }
}
