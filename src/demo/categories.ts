import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'

/** In the order in which a newcomer would look for them. */
export const categoryOrder = [
  'Start here',
  'Everyday wellbeing',
  'Understanding experiences',
  'Confidence and communication',
  'Creativity',
  'Moving and being outdoors',
  'Body, food and sleep',
  'Meeting people',
  'Families and carers',
  'Work and volunteering',
  'Money and rights',
  'Digital skills',
  'Working as a peer',
]

/** A prospectus says which categories there are, not which comes first. */
export async function orderCategories(tx: Tx): Promise<void> {
  await sql`update category set position = array_position(${categoryOrder}::text[], name)
    where name = any(${categoryOrder}::text[])`.execute(tx)
}
