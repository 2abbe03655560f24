// What stands beside a name on a register, for whoever has that page open at the door of a room.
import type { AccessNeed } from '../../accounts/about-me/need-queries.ts'
import { flagOf } from '../../accounts/about-me/needs.ts'
import { supporterWords } from '../../accounts/about-me/pages.ts'
import type { listSupporters } from '../../accounts/about-me/queries.ts'
import type { listGivenDates } from '../../accounts/privacy/queries.ts'
import { decideEmergencyContact } from '../../accounts/privacy/rules.ts'
import type { EnrolmentStatus } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import type { RegisterRow } from './queries.ts'

export interface Told {
  needs: Pick<AccessNeed, 'person_id' | 'kind' | 'need' | 'detail'>[]
  supporters: Awaited<ReturnType<typeof listSupporters>>
  /** The dates of the run that whoever looks gives; none for the office, which asks elsewhere. */
  given: Awaited<ReturnType<typeof listGivenDates>>
}

/** Of whoever has left nothing: what helps them is no use any more, as on the class list. */
export function toKnow(person: RegisterRow, hasLeft: boolean, { needs, supporters }: Told) {
  if (hasLeft) return { firstTime: false, helps: '', flags: [], supporter: undefined }
  const isTheirs = (one: { person_id: string }) => one.person_id === person.person_id
  return {
    firstTime: person.first_time,
    helps: person.what_helps,
    flags: needs.filter(isTheirs).map(({ kind, need, detail }) => ({ flag: flagOf(kind, need), detail })),
    supporter: supporters.filter(isTheirs).map(supporterWords)[0],
  }
}

interface Place {
  enrolment_id: string | null
  status: EnrolmentStatus | null
  confirmed_at: Date | null
  ended_at: Date | null
}

/** The way to whom to call for somebody, when the rule lets whoever looks ask today. */
export function emergencyHref(place: Place, { given }: Pick<Told, 'given'>, at: Moment): string | undefined {
  const { enrolment_id: id, status } = place
  if (id === null || status === null) return undefined
  return decideEmergencyContact({ ...place, status }, given, at).ok
    ? paths.emergencyContact({ id })
    : undefined
}
