import type { Insertable } from 'kysely'
import type { Database } from '../../src/database/schema.ts'

type Rule =
  | 'drop_in'
  | 'priority_opens_at'
  | 'priority_for'
  | 'audience_confirmed'
  | 'first_session_needed'
  | 'sessions_needed'

/** Booking rules of a run, as its table has them. */
export type RunRules = Partial<Pick<Insertable<Database['run']>, Rule>>
