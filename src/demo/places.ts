// Who has a place where, when the demo college opens its doors: numbers by run code, as in prospectus.csv.
import { secondStudentEmail, studentEmail } from './people.ts'

export interface RunPlan {
  code: string
  /** How many enrol. On a run that needs approval they ask for a place; beyond the capacity they wait. */
  enrolling: number
  /** Who enrols before all others, by email. */
  first?: string[]
  /** Who is the first to wait, by email. */
  firstToWait?: string
  /** The first to wait is somebody who has no email: their offer goes to the call list. */
  firstToWaitHasNoEmail?: true
  /** One with a place gives it up again. */
  oneWithdraws?: true
}

/** The runs that show something. */
export const shownRuns: RunPlan[] = [
  // One place left of twelve.
  { code: 'EST-1', enrolling: 11 },
  // Full, four waiting, and places are offered.
  { code: 'JOU-1', enrolling: 12 },
  // Full, three waiting, and a place that comes free is given at once.
  { code: 'ITT-1', enrolling: 9, firstToWait: secondStudentEmail },
  // A place has come free and three wait: staff decide.
  { code: 'FOO-2', enrolling: 11, oneWithdraws: true },
  // A place is offered to somebody without email: the office telephones.
  { code: 'ART-2', enrolling: 10, firstToWaitHasNoEmail: true, oneWithdraws: true },
  // Over after three classes: who came to the first and to the last, and who completed it.
  { code: 'ART-1', enrolling: 6 },
  // People ask for a place.
  { code: 'TRA-1', enrolling: 3 },
  { code: 'TRA-2', enrolling: 1 },
  // The first class lists of the two trainers.
  { code: 'RES-1', enrolling: 5 },
  { code: 'DIS-2', enrolling: 7 },
  { code: 'ANX-1', enrolling: 8 },
  // Six sessions, with room for more.
  { code: 'CON-1', enrolling: 5 },
  { code: 'WRI-1', enrolling: 6, first: [studentEmail] },
  { code: 'MOV-1', enrolling: 5, first: [studentEmail] },
  // A drop-in: people simply come.
  { code: 'DIS-5', enrolling: 0 },
  { code: 'MUS-1', enrolling: 4, first: [secondStudentEmail] },
]

const usualNumbers = [3, 1, 2, 0, 2, 4, 1, 0]

/** What happens on a run: what it is there to show, else a few people, more here and fewer there. */
export function planFor(code: string, index: number): RunPlan {
  const enrolling = usualNumbers[index % usualNumbers.length] ?? 0
  return shownRuns.find((run) => run.code === code) ?? { code, enrolling }
}
