import type { Selectable } from 'kysely'
import type { Database } from '../../database/schema.ts'

/** The whole record of one person, as the database has it. */
export type Person = Selectable<Database['person']>

/** What merging and undoing may change of it. */
export type PersonChange = Partial<Omit<Person, 'id' | 'created_at' | 'registration_key'>>
