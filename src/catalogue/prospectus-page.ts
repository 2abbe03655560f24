import type { Config } from '../config/config.ts'
import { dayInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import { categoriesIn } from './choices.ts'
import { pairOf } from './course-page.ts'
import { type ListedCourse, type ListedRun, type Moment, takesPeople } from './listing.ts'
import type { TrainerRow } from './queries.ts'
import { modeInWords, placesOf, whenOf } from './run-words.ts'

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
  const roles = pairOf(trainers).map(({ role }) => role.toLowerCase())
  return {
    dates: run.coming.map((session) => whenOf(session, moment)),
    where: run.mode === 'online' ? modeInWords(run) : placesOf(run.coming),
    trainers: `Taught by a ${[...new Set(roles)].join(' and a ')}`,
    audience: run.audience,
    code: run.code,
  }
}
