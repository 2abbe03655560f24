import { listGivenDates } from '../../accounts/privacy/queries.ts'
import { refuseLongOver } from '../../accounts/privacy/refuse-long-over.ts'
import type { Permission } from '../../accounts/rules.ts'
import type { Db } from '../../database/schema.ts'
import { paths } from '../../paths.ts'
import { teaches } from '../class-list/queries.ts'
import { givesSession } from './queries.ts'

type ById = (parameters: { id: string }) => string

/** From where a register is marked: by who gives the session, or in the office, which types paper in. */
export interface Side {
  may: Permission
  register: { pattern: string } & ById
  sheet: { pattern: string } & ById
  means: 'page' | 'office'
  /** What to do when a class was called off and takes place all the same. */
  ifItTakesPlace: string
  /** Whether people told them what helps. The office asks for that, and it is noted. */
  told: boolean
  /** Whether this person may see and mark the register of this session. */
  mayMark(db: Db, personId: string, sessionId: string): Promise<boolean>
  /** Refuses what was theirs to see, and is not any more. */
  refuseLongOver(db: Db, runId: string, now: Date): Promise<void>
  /** The dates of a run that they give: on such a day they may ask whom to call in an emergency. */
  givenDates(db: Db, personId: string, runId: string): ReturnType<typeof listGivenDates>
  /** Where the code of the next sheet is typed, for whoever types in a pile of them. */
  nextSheet?: string
  /** Where everything else of its run is, for whoever may see that. */
  run?: (of: { id: string }) => string
  /** Where they go from the register of a run. */
  back(db: Db, viewerId: string, runId: string, now: Date): Promise<{ href: string; text: string }>
}

export const trainerSide: Side = {
  may: 'teach',
  register: paths.sessionRegister,
  sheet: paths.sessionSheet,
  means: 'page',
  ifItTakesPlace: 'If it takes place all the same, please tell the office',
  told: true,
  mayMark: givesSession,
  refuseLongOver,
  givenDates: listGivenDates,
  // Who stood in marks what they gave, and has nothing to do with the people of the run afterwards.
  back: async (db, viewerId, id, now) =>
    (await teaches(db, viewerId, id, now))
      ? { href: paths.classList({ id }), text: 'Class list' }
      : { href: paths.trainer(), text: 'My teaching' },
}

export const officeSide: Side = {
  may: 'run-the-college',
  register: paths.adminRegister,
  sheet: paths.adminSheet,
  means: 'office',
  ifItTakesPlace: 'If it takes place all the same, put the date back on first, on the page of its run',
  told: false,
  mayMark: () => Promise.resolve(true),
  refuseLongOver: () => Promise.resolve(),
  givenDates: () => Promise.resolve([]),
  nextSheet: paths.adminRegisters(),
  run: paths.adminRun,
  back: () => Promise.resolve({ href: paths.adminRegisters(), text: 'Registers' }),
}
