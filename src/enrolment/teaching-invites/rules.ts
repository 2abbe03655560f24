// Whether a letter has to say which dates a trainer gives, since their calendar cannot. No clock, no database.

import type { DateToldInLetter as ToldDate } from '../../database/schema.ts'

interface Facts {
  /** What the last letter said. */
  told: readonly ToldDate[]
  /** Those of their dates that no calendar entry stands for, because there would be too many. */
  without: readonly ToldDate[]
  /** The sessions they give. */
  own: ReadonlySet<string>
  now: Date
}

/** Something still to come is new or different; or a date they were told of is theirs no more. */
export function isNewsForLetter({ told, without, own, now }: Facts): boolean {
  const isComing = ({ endsAt }: ToldDate) => new Date(endsAt) > now
  const isTold = (date: ToldDate) => told.some((before) => isSame(before, date))
  return (
    without.some((date) => isComing(date) && !isTold(date)) ||
    told.some((date) => isComing(date) && !own.has(date.sessionId))
  )
}

function isSame(one: ToldDate, other: ToldDate): boolean {
  return (
    one.sessionId === other.sessionId &&
    one.startsAt === other.startsAt &&
    one.endsAt === other.endsAt &&
    one.where === other.where
  )
}
