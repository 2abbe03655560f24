import type { Expertise, PartOfDay } from '../../../database/schema.ts'

/** A date that somebody is wanted for, on the college's clock. */
export interface WantedDate {
  /** An ISO day. */
  day: string
  /** 1 is Monday. */
  weekday: number
  parts: PartOfDay[]
}

export interface UsualTime {
  weekday: number
  part: PartOfDay
}

/** Days, the first and the last among them. */
export interface Days {
  from: string
  until: string
}

/** When somebody can and cannot, as far as anybody has said. */
export interface OwnTime {
  id: string
  name: string
  activeFrom: string | null
  activeUntil: string | null
  /** Empty where nobody has said. */
  usual: UsualTime[]
  absences: Days[]
}

/** What is known of somebody who could come. */
export interface Candidate extends OwnTime {
  /** As the office has it; null where it has not said. */
  lived: boolean | null
  professional: boolean | null
  /** How many runs they were ever down for by each expertise, given or not: what it says of them where nobody has said. */
  downForLived: number
  downForProfessional: number
  /** Of how many runs they gave a date, by each expertise: one that took place and is over. */
  gaveLived: number
  gaveProfessional: number
  /** The office has it that they can give this course. */
  canGive: boolean
  /** Whether they gave a date of this course. */
  gaveCourse: boolean
  /** When they left the team of this very run, as an ISO moment; null where they never did. */
  leftRun: string | null
  /** What they teach at these times, each with the number of the date it is in the way of. */
  busy: { index: number; title: string; startsAt: string }[]
}

export type Reason =
  | { is: 'free'; dates: number }
  | { is: 'busy'; dates: number; of: number; title: string; startsAt: string }
  | ({ is: 'away' } & Days)
  | { is: 'not-active'; from: string | null; until: string | null }
  | { is: 'not-usual'; times: UsualTime[] }
  | { is: 'can-give' | 'gave-course' | 'other-expertise' }
  | { is: 'gave-runs'; runs: number }
  | { is: 'left-run'; at: string }

export interface Suitability {
  id: string
  name: string
  reasons: Reason[]
  /** Whether they bring the expertise; unknown where nobody has said and they were never down for a run. */
  expertise: 'has' | 'unknown' | 'other'
  /** On every date: neither teaching, nor away, nor before or after their time here. */
  free: boolean
  /** Every date is at a time at which they usually can. */
  usual: boolean
  knowsCourse: boolean
  gave: number
}

/** How somebody would do for these dates by this expertise, and why. */
export function suitabilityOf(
  candidate: Candidate,
  { expertise, dates }: { expertise: Expertise; dates: WantedDate[] },
): Suitability {
  const against = reasonsAgainst(candidate, dates)
  const inTheWay = new Set(candidate.busy.map(({ index }) => index)).size
  const usual = !against.some(({ is }) => is === 'not-usual')
  const brings = expertiseOf(candidate, expertise)
  const gave = expertise === 'lived' ? candidate.gaveLived : candidate.gaveProfessional
  const free = inTheWay === 0 && against.every(({ is }) => is === 'not-usual')
  const [first] = candidate.busy
  const reasons: Reason[] = [
    ...(free ? [{ is: 'free', dates: dates.length } as const] : []),
    ...(first === undefined ? [] : [busyReason(first, inTheWay, dates.length)]),
    ...against,
    ...knownReasons(candidate, gave),
    // It says nothing of whether they could, so it comes last and moves nobody down: they may come back.
    ...(candidate.leftRun === null ? [] : [{ is: 'left-run', at: candidate.leftRun } as const]),
    ...(brings === 'other' ? [{ is: 'other-expertise' } as const] : []),
  ]
  const knowsCourse = candidate.canGive || candidate.gaveCourse
  const { id, name } = candidate
  return { id, name, reasons, expertise: brings, free, usual, knowsCourse, gave }
}

/** What somebody has said of their time that speaks against these dates: away, not teaching then, or usually not free. */
export function reasonsAgainst(candidate: OwnTime, dates: WantedDate[]): Reason[] {
  const { activeFrom: from, activeUntil: until } = candidate
  const unusual = unusualTimes(candidate, dates)
  return [
    ...awayOn(candidate, dates).map((days) => ({ is: 'away', ...days }) as const),
    ...(dates.every(({ day }) => isActive(candidate, day))
      ? []
      : [{ is: 'not-active', from, until } as const]),
    ...(unusual.length === 0 ? [] : [{ is: 'not-usual', times: unusual } as const]),
  ]
}

function busyReason(first: Candidate['busy'][number], dates: number, of: number): Reason {
  return { is: 'busy', dates, of, title: first.title, startsAt: first.startsAt }
}

function knownReasons({ canGive, gaveCourse }: Candidate, gave: number): Reason[] {
  if (gaveCourse) return [{ is: 'gave-course' }]
  if (canGive) return [{ is: 'can-give' }]
  return gave > 0 ? [{ is: 'gave-runs', runs: gave }] : []
}

/** What the office has said counts; where it has not, what they were down for. */
export function expertiseOf(
  candidate: Pick<Candidate, 'lived' | 'professional' | 'downForLived' | 'downForProfessional'>,
  wanted: Expertise,
): Suitability['expertise'] {
  const { lived, professional, downForLived, downForProfessional } = candidate
  const isSaid = lived === true || professional === true
  const [peer, other] = isSaid ? [lived, professional] : [downForLived > 0, downForProfessional > 0]
  const [own, theOther] = wanted === 'lived' ? [peer, other] : [other, peer]
  if (own === true) return 'has'
  return theOther === true ? 'other' : 'unknown'
}

/** Days away that one of these dates is in. */
export function awayOn({ absences }: Pick<Candidate, 'absences'>, dates: Pick<WantedDate, 'day'>[]): Days[] {
  return absences.filter(({ from, until }) => dates.some(({ day }) => from <= day && day <= until))
}

export function isActive(
  { activeFrom, activeUntil }: Pick<Candidate, 'activeFrom' | 'activeUntil'>,
  day: string,
): boolean {
  return (activeFrom === null || activeFrom <= day) && (activeUntil === null || day <= activeUntil)
}

/** Times of these dates at which they usually cannot; none where they never said when they can. */
export function unusualTimes({ usual }: Pick<Candidate, 'usual'>, dates: WantedDate[]): UsualTime[] {
  if (usual.length === 0) return []
  const wanted = dates.flatMap(({ weekday, parts }) => parts.map((part) => ({ weekday, part })))
  const same = (one: UsualTime, other: UsualTime) => one.weekday === other.weekday && one.part === other.part
  return wanted.filter(
    (time, index) =>
      !usual.some((can) => same(can, time)) && wanted.findIndex((one) => same(one, time)) === index,
  )
}

/** Whoever brings the expertise and is free comes first; then who usually can, who knows the course, who gave most. */
export function bySuitability(one: Suitability, other: Suitability): number {
  return (
    Number(one.expertise === 'other') - Number(other.expertise === 'other') ||
    Number(other.free) - Number(one.free) ||
    Number(one.expertise === 'unknown') - Number(other.expertise === 'unknown') ||
    Number(other.usual) - Number(one.usual) ||
    Number(other.knowsCourse) - Number(one.knowsCourse) ||
    other.gave - one.gave ||
    one.name.localeCompare(other.name)
  )
}

export function isSuitable({ free, expertise }: Suitability): boolean {
  return free && expertise !== 'other'
}
