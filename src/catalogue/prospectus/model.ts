// What a prospectus says, whatever it is printed on. The page, the PDF and an edition are all made from this.

/** A term or a venue: its short name, and its name. */
export interface Choice {
  value: string
  text: string
}

export const printForms = ['standard', 'large-print', 'easy-read'] as const
export type PrintForm = (typeof printForms)[number]

export const formWords: Record<PrintForm, string> = {
  standard: 'Standard',
  'large-print': 'Large print',
  'easy-read': 'Easy read',
}

/** Which part of the college it shows; undefined for all of it. */
export interface Part {
  term: Choice | undefined
  venue: Choice | undefined
}

export interface Picture {
  id: string
  words: string
  width: number
  height: number
}

/** What the college wrote of a course beyond what stands in the list of courses. */
export interface CourseWords {
  whatToExpect: string
  whoItIsFor: string
  easyRead: string
  /** Courses to do first. */
  needs: { title: string; slug: string }[]
  picture: Picture | undefined
}

export interface CoverEntry {
  title: string
  words: string[]
  /** As `#0f5558`: white can be read on it, and it on white. */
  colour: string
  accent: string
  picture: Picture | undefined
}

export interface Meeting {
  day: string
  hours: string
  starts: string
  /** Undefined while the end is not known. */
  ends: string | undefined
  where: string
}

export interface RunEntry {
  when: string
  meetings: Meeting[]
  where: string
  /** `Amal, peer trainer`; whoever is not known yet is said to be announced. */
  trainers: string[]
  audience: string
  /** Of booking: sentences. */
  rules: string[]
  /** The same for easy read. */
  rulesInShort: string[]
  dropIn: boolean
  code: string | undefined
}

export interface CourseEntry {
  title: string
  anchor: string
  /** The whole address, for paper and for a file. */
  href: string
  summary: string
  whatToExpect: string[]
  whoItIsFor: string[]
  /** Further categories it belongs to. */
  also: string
  runs: RunEntry[]
  /** As the college supplied it; empty where it did not. */
  easyRead: string[]
  picture: Picture | undefined
}

export interface Chapter {
  name: string
  anchor: string
  courses: CourseEntry[]
}

export interface VenueEntry {
  name: string
  address: string
  howToGetThere: string[]
  access: string[]
}

export interface IndexDay {
  day: string
  meetings: { hours: string; title: string; anchor: string; where: string }[]
}

export interface Changes {
  /** `Tuesday 3 March 2026` */
  since: string
  lines: { kind: string; text: string }[]
}

export interface Prospectus {
  college: string
  cover: CoverEntry
  /** `Autumn 2026, Library`; empty when it shows everything. */
  part: string
  printedOn: string
  /** An instant, as ISO 8601 writes it. */
  printedAt: string
  changes: Changes | undefined
  aboutUs: string[]
  howToEnrol: string[]
  chapters: Chapter[]
  venues: VenueEntry[]
  days: IndexDay[]
}
