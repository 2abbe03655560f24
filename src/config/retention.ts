import type { Environment } from './environment.ts'

/** How long is kept what nobody needs every day. What no law of ours says, a college decides. */
export interface RetentionSettings {
  /** What a message said and where it went, messages that could not be sent, and calls that were made. */
  mailDays: number
  /** Reasons and other words of staff about a person, once what they are about is over. */
  wordsYears: number
  /** Somebody who registered, never showed that the address is theirs, and never enrolled. */
  unconfirmedMonths: number
  /** Somebody who never had a place, since they were last seen. */
  neverTookPartYears: number
  /** Somebody who had a place, since they were last seen. */
  tookPartYears: number
}

export function retentionFrom(environment: Environment): RetentionSettings {
  return {
    mailDays: environment.KEEP_MAIL_DAYS,
    wordsYears: environment.KEEP_WORDS_YEARS,
    unconfirmedMonths: environment.KEEP_UNCONFIRMED_MONTHS,
    neverTookPartYears: environment.KEEP_NEVER_TOOK_PART_YEARS,
    tookPartYears: environment.KEEP_TOOK_PART_YEARS,
  }
}
