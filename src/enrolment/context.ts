import type { Config } from '../config/config.ts'
import type { ActorKind } from '../database/schema.ts'

/** What every step needs to know of the college. The clock is read after the lock: who came first is decided there. */
export interface Context {
  clock: () => Date
  config: Config
  /** The change of many dates that a step is part of: its messages are counted there. */
  bulkChangeId?: string | undefined
}

/** Who does it: the student, somebody of the staff for them, or the machine. */
export interface Actor {
  kind: ActorKind
  id: string | null
}

export const machine: Actor = { kind: 'system', id: null }
