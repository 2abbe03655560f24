// What 0015-merged-records.sql keeps of records that were merged, as TypeScript sees it.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Fixed, Json } from './column.ts'

export interface PersonMergeTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  kept_id: Fixed<string>
  merged_id: Fixed<string>
  merged_at: Fixed<Date>
  merged_by: Fixed<string>
  undone_at: Date | null
  undone_by: string | null
}

export interface PersonMergeRowTable {
  merge_id: Fixed<string>
  number: GeneratedAlways<number>
  table_name: Fixed<string>
  row_key: Json<Record<string, string | number>>
  column_name: Fixed<string | null>
  was: Json<unknown>
  became: Json<object | string | number | boolean> | null
}
