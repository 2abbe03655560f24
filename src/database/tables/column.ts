import type { ColumnType } from 'kysely'

/** A column that no code may change once the row is written. */
export type Fixed<T> = ColumnType<T, T, never>

/** Read as a value, written as the text of it. */
export type Json<T> = ColumnType<T, string, string>
