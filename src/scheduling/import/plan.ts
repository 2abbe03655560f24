// What an import would do to the college as it is now. Nothing here is written yet.
import type { College } from './college.ts'
import { folded } from './identity.ts'
import { codesInUse, collegeClashes, onClosedDays } from './plan-clashes.ts'
import { sharedLinks } from './plan-links.ts'
import { outOfUse } from './plan-retired.ts'
import { smallRooms } from './plan-small-rooms.ts'
import { type CoursePlan, planCourses } from './plan-courses.ts'
import { type PlacePlan, planPlaces } from './plan-places.ts'
import { type PlannedRun, planRuns } from './plan-runs.ts'
import { planTerms, type PlannedTerm } from './plan-terms.ts'
import { planWarnings } from './plan-warnings.ts'
import type { Problem } from './problems.ts'
import { planPublishing, type Publishing } from './publish.ts'
import type { FileRun } from './schedule.ts'

export interface PlanSettings {
  shiftWeeks: number
  publish: false | { overrideReason?: string }
  defaultCapacity: number
  now: Date
  timeZone: string
  /** Whose bank holidays are told of: `DK`, or `GB-ENG` as ISO 3166-2 has it. */
  country: string
  newId: () => string
}

export interface Plan {
  courses: CoursePlan
  newTerms: PlannedTerm[]
  places: PlacePlan
  runs: PlannedRun[]
  /** Null when publishing was not asked for. */
  publishing: Publishing | null
  problems: Problem[]
}

export function planImport(fileRuns: readonly FileRun[], college: College, settings: PlanSettings): Plan {
  const { newId, shiftWeeks, publish } = settings
  const courses = planCourses(
    fileRuns.map(({ row }) => row),
    college,
    newId,
  )
  const terms = planTerms(fileRuns, college, shiftWeeks, newId)
  const places = planPlaces(fileRuns, college, newId)
  const courseIdOf = ({ row }: FileRun) => courses.courses.get(folded(row.title))?.id ?? missing(row.title)
  const planned = planRuns(fileRuns, { ...settings, college, places, courseIdOf, termIdOf: terms.termIdOf })
  const byId = new Map([...courses.courses.values()].map((course) => [course.id, course]))
  return {
    courses,
    newTerms: terms.newTerms,
    places,
    runs: planned.runs,
    publishing: publish === false ? null : planPublishing(planned.runs, byId, publish.overrideReason),
    problems: [
      ...courses.problems,
      ...terms.problems,
      ...places.problems,
      ...planned.problems,
      ...planWarnings(planned.runs),
      ...collegeClashes(planned.runs, college),
      ...outOfUse(planned.runs, college, places, settings.now),
      ...codesInUse(planned.runs, college),
      ...sharedLinks(planned.runs, college, settings.now),
      ...smallRooms(planned.runs, college, settings.now),
      ...onClosedDays(fileRuns, college, settings.country),
    ],
  }
}

function missing(title: string): never {
  throw new Error(`No course was planned for ${title}`)
}
