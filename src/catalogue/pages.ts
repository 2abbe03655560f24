import type { Agreement } from '../accounts/agreement.ts'
// The small pages of the catalogue: rows in, view data out.
import type { College } from '../config/config.ts'
import type { Moment } from '../lib/time.ts'
import { paths } from '../paths.ts'
import { categoriesIn } from './choices.ts'
import { countChoices, nothingChosen } from './filter.ts'
import { inOrder, type ListedCourse } from './listing.ts'
import { courseCard } from './run-words.ts'

const soonest = 5

/** The front door: what this is, how it works, and what begins soon with places free. */
export function homePage(courses: ListedCourse[], college: College, moment: Moment) {
  const withPlaces = courses
    .map((course) => ({
      ...course,
      runs: course.runs.filter((run) => run.open.ok && run.values.places.length > 0),
    }))
    .filter(({ runs }) => runs.length > 0)
  const counts = countChoices(courses, nothingChosen).category
  return {
    title: 'Welcome',
    description: `${college.name}: free courses about living well, taught together by people with lived experience and professionals.`,
    action: paths.courses(),
    coursesHref: paths.courses(),
    freeHref: `${paths.courses()}?places=free`,
    prospectusHref: paths.prospectus(),
    registerHref: paths.register(),
    soon: inOrder(withPlaces, new Map())
      .slice(0, soonest)
      .map((course) => courseCard(course, moment, paths.course({ slug: course.slug }))),
    categories: categoriesIn(courses).map(({ value, text }) => ({
      text,
      count: counts.get(value) ?? 0,
      href: `${paths.courses()}?category=${value}`,
    })),
  }
}

/** What of an address we could not read, and the way back. */
export function notUnderstoodPage(problems: string[]) {
  return { title: 'We could not read that', problems, coursesHref: paths.courses() }
}

/** The privacy notice in force. A paragraph that begins with a few words and a full stop has them as its heading. */
export function privacyPage({ title, body, version }: Agreement, college: College) {
  return {
    title,
    description: `What ${college.name} keeps about you, and who sees it.`,
    version,
    parts: body.split(/\n{2,}/).map((paragraph) => {
      const [, heading, text] = /^([^.?!]{4,40})\. (.+)$/s.exec(paragraph) ?? []
      return heading === undefined ? { text: paragraph } : { heading, text }
    }),
  }
}

export function accessibilityPage(college: College) {
  return {
    title: 'Accessibility',
    description: `How usable the pages of ${college.name} are, and how to tell us what is not.`,
  }
}
