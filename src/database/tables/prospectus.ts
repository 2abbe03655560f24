// 0024-prospectus.sql as TypeScript sees it.
import type { Generated } from 'kysely'
import type { Fixed, Json } from './column.ts'

export type PictureKind = 'image/png' | 'image/jpeg'

export interface PictureTable {
  id: Generated<string>
  sha256: Fixed<Buffer>
  kind: Fixed<PictureKind>
  width: Fixed<number>
  height: Fixed<number>
  bytes: Fixed<Buffer>
  added_at: Date
}

export interface ProspectusCoverTable {
  id: Generated<string>
  only_one: Generated<boolean>
  title: string
  words: Generated<string>
  about_us: Generated<string>
  how_to_enrol: Generated<string>
  colour: string
  accent: string
  picture_id: string | null
  picture_words: Generated<string>
}

export interface ProspectusEditionTable {
  id: Generated<string>
  made_at: Fixed<Date>
  /** What an edition keeps; `catalogue/prospectus/said.ts` knows its shape. */
  said: Json<unknown>
}
