import type { Config } from '../config/config.ts'
import type { Moment } from '../lib/time.ts'
import { dayInWords, listed } from '../lib/words.ts'
import { paths } from '../paths.ts'
import { categoriesIn } from './choices.ts'
import { pairOf, unnamed } from './course-page.ts'
import { type ListedCourse, type ListedRun, takesPeople } from './listing.ts'
import type { SessionRow, TrainerRow } from './queries.ts'
import { modeInWords } from './run-words.ts'
import { dayOf, hoursOf, placesOf, shortWhenOf } from './session-words.ts'

/** Everything that can be joined, by category and then by title, to be printed. A course stands once: in its first category. */
export function prospectusPage(
  courses: ListedCourse[],
  trainers: Map<string, TrainerRow[]>,
  config: Config,
  moment: Moment,
) {
  const offered = courses
    .map((course) => ({ ...course, runs: course.runs.filter(({ open }) => takesPeople(open)) }))
    .filter(({ runs }) => runs.length > 0)
  return {
    layout: 'plain',
    title: 'Prospectus',
    back: { href: paths.courses(), text: 'Back to the courses' },
    printedOn: dayInWords(moment.now, moment.timeZone),
    address: (config.baseUrl + paths.courses()).replace(/^https?:\/\//, ''),
    phone: config.college.phone,
    email: config.college.email,
    sections: sectionsOf(offered, (run) => dates(run, trainers.get(run.id) ?? [], moment)),
  }
}

function sectionsOf(courses: ListedCourse[], datesOf: (run: ListedRun) => Dates) {
  const firstCategory = (course: ListedCourse) => course.categories[0]?.slug
  const sections = categoriesIn(courses).map(({ value, text }) => ({
    name: text,
    anchor: `about-${value}`,
    courses: courses.filter((course) => firstCategory(course) === value),
  }))
  const rest = courses.filter((course) => firstCategory(course) === undefined)
  const name = sections.some((section) => section.courses.length > 0) ? 'More courses' : 'Courses'
  return [...sections, { name, anchor: 'about-more', courses: rest }]
    .filter((section) => section.courses.length > 0)
    .map((section) => ({ ...section, courses: section.courses.map((course) => entry(course, datesOf)) }))
}

function entry(course: ListedCourse, datesOf: (run: ListedRun) => Dates) {
  return {
    title: course.title,
    anchor: course.slug,
    href: paths.course({ slug: course.slug }),
    summary: course.summary,
    also: course.categories
      .slice(1)
      .map(({ name }) => name)
      .join(', '),
    runs: course.runs.map(datesOf),
  }
}

type Dates = ReturnType<typeof dates>

function dates(run: ListedRun, trainers: TrainerRow[], moment: Moment) {
  return {
    when: allDates(run.coming, moment),
    where: run.mode === 'online' ? modeInWords(run) : placesOf(run.coming),
    missing: missingTrainers(trainers),
    audience: run.audience,
    code: run.code,
  }
}

/** `Tuesday 3 March and Tuesday 10 March, 10am to midday`; each with its hours where these differ. */
function allDates(sessions: SessionRow[], moment: Moment): string {
  const hours = new Set(sessions.map((session) => hoursOf(session, moment.timeZone)))
  if (hours.size > 1) return sessions.map((session) => shortWhenOf(session, moment)).join('; ')
  return `${listed(sessions.map(({ startsAt }) => dayOf(startsAt, moment)))}, ${[...hours].join('')}`
}

/** Every course is taught by two people; said only of those whose names are not known yet. */
function missingTrainers(trainers: TrainerRow[]): string | undefined {
  const missing = pairOf(trainers).filter(({ name }) => name === unnamed)
  if (missing.length > 1) return 'Trainers to be announced'
  return missing[0] && `${missing[0].role} to be announced`
}
