import type { Config } from '../../config/config.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { mostCourses } from '../booking-words.ts'
import { categoriesIn } from '../choices.ts'
import { applyFilter, nothingChosen } from '../filter.ts'
import { type ListedCourse, takesPeople } from '../listing.ts'
import type { TrainerRow, VenueDetails } from '../queries.ts'
import { dayOf, hoursOf, oneLine, placeOf } from '../session-words.ts'
import type { Cover } from './cover/rules.ts'
import { courseEntry, paragraphsOf } from './entry.ts'
import type {
  Changes,
  Chapter,
  CourseEntry,
  CourseWords,
  IndexDay,
  Part,
  Picture,
  Prospectus,
  VenueEntry,
} from './model.ts'

export interface Rows {
  /** Those that the part shows, with the runs that take people. */
  courses: ListedCourse[]
  words: Map<string, CourseWords>
  trainers: Map<string, TrainerRow[]>
  venues: VenueDetails[]
  cover: Cover
  coverPicture: Picture | undefined
  changes: Changes | undefined
}

/** Everything that can be joined in this part of the college. */
export function offeredIn(courses: ListedCourse[], { term, venue }: Part): ListedCourse[] {
  const open = courses
    .map((course) => ({ ...course, runs: course.runs.filter((run) => takesPeople(run.open)) }))
    .filter(({ runs }) => runs.length > 0)
  const chosen = [term, venue].map((choice) => (choice === undefined ? [] : [choice.value]))
  return applyFilter(open, { ...nothingChosen, term: chosen[0] ?? [], venue: chosen[1] ?? [] })
}

export function partInWords({ term, venue }: Part): string {
  return [term?.text, venue?.text].filter(Boolean).join(', ')
}

/** One prospectus, by category and then by title. A course stands once: in its first category. */
export function makeProspectus(rows: Rows, part: Part, config: Config, moment: Moment): Prospectus {
  const { cover, coverPicture, changes } = rows
  return {
    college: config.college.name,
    cover: {
      title: cover.title,
      words: paragraphsOf(cover.words),
      colour: cover.colour,
      accent: cover.accent,
      picture: coverPicture,
    },
    part: partInWords(part),
    printedOn: dayInWords(moment.now, moment.timeZone),
    printedAt: moment.now.toISOString(),
    changes,
    aboutUs: paragraphsOf(cover.about_us),
    howToEnrol: [
      ...paragraphsOf(cover.how_to_enrol),
      ...mostCoursesOf(rows.courses),
      ...howToReachUs(config),
    ],
    chapters: chaptersOf(rows.courses, (course) =>
      courseEntry(course, { ...rows, words: rows.words.get(course.id), baseUrl: config.baseUrl }, moment),
    ),
    venues: rows.venues.map(venueEntry),
    days: daysOf(rows.courses, moment),
  }
}

/** Said once for each term, and not beside each of its runs. */
function mostCoursesOf(courses: ListedCourse[]): string[] {
  const runs = courses.flatMap((course) => course.runs)
  return [...new Set(runs.flatMap(({ term }) => mostCourses(term).map(({ text }) => text)))]
}

function howToReachUs({ baseUrl, college }: Config): string[] {
  const address = (baseUrl + paths.courses()).replace(/^https?:\/\//, '')
  const ring = college.phone === undefined ? '' : `ring us on ${college.phone}, `
  return [
    `You enrol online: ${address}`,
    `Would you rather not do that alone, or have you no way to go online? Then ${ring}write to ${college.email}, or come and see us: we help you.`,
  ]
}

function chaptersOf(courses: ListedCourse[], entry: (course: ListedCourse) => CourseEntry): Chapter[] {
  const firstCategory = (course: ListedCourse) => course.categories[0]?.slug
  const chapters = categoriesIn(courses).map(({ value, text }) => ({
    name: text,
    anchor: `about-${value}`,
    courses: courses.filter((course) => firstCategory(course) === value),
  }))
  const rest = courses.filter((course) => firstCategory(course) === undefined)
  const name = chapters.some((chapter) => chapter.courses.length > 0) ? 'More courses' : 'Courses'
  return [...chapters, { name, anchor: 'about-more', courses: rest }]
    .filter((chapter) => chapter.courses.length > 0)
    .map((chapter) => ({ ...chapter, courses: chapter.courses.map(entry) }))
}

function venueEntry({ name, address, howToGetThere, access }: VenueDetails): VenueEntry {
  return {
    name,
    address: oneLine(address),
    howToGetThere: paragraphsOf(howToGetThere),
    access: paragraphsOf(access),
  }
}

/** Every date in order. */
function daysOf(courses: ListedCourse[], moment: Moment): IndexDay[] {
  const meetings = courses.flatMap(({ title, slug, runs }) =>
    runs.flatMap(({ coming }) => coming.map((session) => ({ title, anchor: slug, session }))),
  )
  meetings.sort((one, other) => one.session.startsAt.getTime() - other.session.startsAt.getTime())
  const days = new Map<string, IndexDay>()
  for (const { title, anchor, session } of meetings) {
    const day = dayOf(session.startsAt, moment)
    const known = days.get(day) ?? { day, meetings: [] }
    known.meetings.push({
      hours: hoursOf(session, moment.timeZone),
      title,
      anchor,
      where: placeOf(session),
    })
    days.set(day, known)
  }
  return [...days.values()]
}
