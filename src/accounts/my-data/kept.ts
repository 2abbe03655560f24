// The words in which the register of what is kept is written: see register.ts.
import type { Database } from '../../database/schema.ts'

/** Why something is kept of a person and not handed out to them. */
export type LeftOut = 'secret' | 'letter' | 'inner' | 'somebody-else' | 'twice' | 'unproven'

/** How a value that is a number, a short name or a letter of ours is said to a person. */
export type ShownAs = 'run' | 'session' | 'course' | 'agreement' | 'somebody' | 'deed' | 'code' | 'letter'

/** What a column holds once the person is erased: the moment of it, or this value. */
export type Becomes = { moment: true } | { value: string | boolean | null } | undefined

export type Column = ({ shown: true; label: string; as?: ShownAs } | { shown: false; why: LeftOut }) & {
  becomes: Becomes
}

/** Tables whose rows lead from others to a person, and the column that does. */
export const leadsToPerson = {
  enrolment: 'person_id',
  access_need: 'person_id',
  person_merge: 'kept_id',
} as const

/** How a row is found to be about a person: by their id in this column, or by that of a row of theirs elsewhere. */
export interface Whose {
  column: string
  through?: keyof typeof leadsToPerson
}

export interface KeptTable {
  heading: string
  whose: readonly Whose[]
  /** Whether the rows go when the person is erased, or stay with what their columns become. */
  rows: 'go' | 'stay'
  /** The column they are shown in the order of. */
  order?: string
  columns: Record<string, Column>
}

/** The same with every column of one table, and no other. */
export interface Kept<Name extends keyof Database> extends KeptTable {
  order?: keyof Database[Name] & string
  columns: Record<keyof Database[Name] & string, Column>
}

export type AboutPeople = { [Name in keyof Database]?: Kept<Name> }

/** Handed out as it is, under this name, and kept as it is for as long as the row. */
export function shown(label: string, as?: ShownAs): Column {
  return { shown: true, label, ...(as === undefined ? {} : { as }), becomes: undefined }
}

/** Kept and not handed out. */
export function leftOut(why: LeftOut): Column {
  return { shown: false, why, becomes: undefined }
}

/** The same column, which says nothing any more once the person is erased. */
export function emptied(column: Column, value: string | boolean | null = null): Column {
  return { ...column, becomes: { value } }
}

/** The same column, which then says when that was. */
export function dated(column: Column): Column {
  return { ...column, becomes: { moment: true } }
}

export const byThemselves: readonly Whose[] = [{ column: 'person_id' }]
export const byEnrolment: readonly Whose[] = [{ column: 'enrolment_id', through: 'enrolment' }]
export const code = (label: string): Column => shown(label, 'code')
export const somebody = (label: string): Column => shown(label, 'somebody')
export const number = leftOut('inner')
export const secret = leftOut('secret')
