import type { Db } from '../../database/schema.ts'
import type { Found } from './pages.ts'
import { listNewest, listPeople } from './search-queries.ts'
import { readSearch } from './search.ts'

/** As many as somebody looks through before typing a little more. */
export const mostShown = 30

/** The people somebody asks for; the newest when they ask for nobody; those with a name like it when nobody has it. */
export async function findPeople(db: Db, typed: string): Promise<Found> {
  const asked = readSearch(typed)
  if (asked.words.length === 0) return { people: await listNewest(db, mostShown), alike: false }
  const people = await listPeople(db, asked, { most: mostShown, alike: false })
  if (people.length > 0 || asked.digits !== undefined) return { people, alike: false }
  return { people: await listPeople(db, asked, { most: mostShown, alike: true }), alike: true }
}
