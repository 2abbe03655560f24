// Whether a database is sound: every rule that must hold whatever happens, checked on one snapshot of it.
import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { nobodyIsOnADropIn, nobodyIsPastALimit } from './booking-rules.ts'
import { missedClassesAreFollowedUp, queuedTextsAreOnTheirWay } from './follow-ups.ts'
import { datesAgreeWithHistory, historyIsPossible, historyLeadsToStatus } from './histories.ts'
import type { Checking, Invariant } from './invariant.ts'
import { calendarsShowTheSessions } from './invites.ts'
import { nobodyIsOvertaken } from './line.ts'
import { noMailOvertakes, placesAreConfirmedByMail, queuedMailIsOnItsWay } from './mails.ts'
import {
  nobodyIsLeftBehind,
  noRunIsOverFull,
  oneLiveEnrolmentEach,
  oneOpenOfferForTheOffered,
} from './places.ts'
import {
  certificatesAreEarned,
  completionIsWhatMarksSay,
  everybodyIsExpected,
  marksAreTheLastWord,
  oneLineEach,
} from './registers.ts'
import { publishedRunsAreCoDelivered, trainersAreAtTheirSessions } from './trainers.ts'
import { trainersCalendarsShowTheirDates } from './trainers-invites.ts'

export const invariants: Invariant[] = [
  noRunIsOverFull,
  oneLiveEnrolmentEach,
  historyLeadsToStatus,
  datesAgreeWithHistory,
  historyIsPossible,
  oneOpenOfferForTheOffered,
  nobodyIsOvertaken,
  nobodyIsLeftBehind,
  placesAreConfirmedByMail,
  calendarsShowTheSessions,
  trainersCalendarsShowTheirDates,
  trainersAreAtTheirSessions,
  publishedRunsAreCoDelivered,
  noMailOvertakes,
  queuedMailIsOnItsWay,
  nobodyIsOnADropIn,
  nobodyIsPastALimit,
  missedClassesAreFollowedUp,
  queuedTextsAreOnTheirWay,
  everybodyIsExpected,
  oneLineEach,
  marksAreTheLastWord,
  completionIsWhatMarksSay,
  certificatesAreEarned,
]

export interface Broken {
  /** The rule, as it should hold. */
  holds: string
  faults: string[]
}

/** The rules that do not hold, with where; empty for a sound database. Changes nothing. */
export async function audit(
  db: Db,
  { clock, config }: Pick<Checking, 'config'> & { clock: () => Date },
): Promise<Broken[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      // The first statement takes the snapshot. The time is read after it: what is in it has happened by then.
      await sql`select`.execute(snapshot)
      const now = clock()
      const broken: Broken[] = []
      for (const { holds, findFaults } of invariants) {
        const faults = await findFaults({ db: snapshot, now, config })
        if (faults.length > 0) broken.push({ holds, faults })
      }
      return broken
    })
}
