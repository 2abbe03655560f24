import type { Config } from '../config/config.ts'
import type { Db } from '../database/schema.ts'

export interface Checking {
  /** One snapshot for all rules, so that a college at work is never seen half changed. */
  db: Db
  now: Date
  config: Pick<Config, 'baseUrl' | 'timeZone' | 'completion'>
}

/** Something that must hold whatever happens, whoever is quicker, and wherever a crash falls. */
export interface Invariant {
  /** A sentence that is true of a sound database. */
  holds: string
  /** One line in words for each place where it does not hold, with the identifiers concerned. */
  findFaults(checking: Checking): Promise<string[]>
}

/**
 * Web and worker processes on several machines read several clocks. Two moments closer than this (milliseconds) are
 * not said to have come in either order, where nothing but their times tells.
 */
export const clockDifference = 1000
