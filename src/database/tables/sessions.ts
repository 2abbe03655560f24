// web_session, 0010-sessions-and-tries.sql and 0016-unsent-forms.sql as TypeScript sees them.
import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Fixed, Json } from './column.ts'

/** How somebody showed who they are. */
export type SignInMeans = 'password' | 'link' | 'single-sign-on' | 'registration'

export interface WebSessionTable {
  sid: Fixed<string>
  sess: Json<unknown>
  expire: Date
  id: ColumnType<string, string | undefined, never>
  person_id: GeneratedAlways<string | null>
  means: GeneratedAlways<SignInMeans | null>
  browser: GeneratedAlways<string | null>
  began_at: Fixed<Date>
  last_seen_at: Date
}

export interface TryCountTable {
  key: Fixed<Buffer>
  given_back_at: Date
}

export interface UnsentFormTable {
  person_id: Fixed<string>
  address: string
  sealed: string
  kept_at: Date
  sent_at: Date | null
}
