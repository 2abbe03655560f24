import { findCourses } from '../../catalogue/find-courses.ts'
import { nothingChosen } from '../../catalogue/filter.ts'
import { hasRoom, type ListedCourse, type ListedRun } from '../../catalogue/listing.ts'
import { shortWhenOf } from '../../catalogue/session-words.ts'
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { getLearner, listNeeds } from './queries.ts'
import { nextCourses, type Why } from './rules.ts'

/** Up to three courses somebody may like next, as rows of a list; none for whoever has not completed one yet. */
export async function suggestNext(db: Db, personId: string, at: Moment) {
  const learner = await getLearner(db, personId)
  if (learner.completed.length === 0) return []
  const [{ courses }, needs] = await Promise.all([
    findCourses(db, { q: '', chosen: nothingChosen }, at),
    listNeeds(db),
  ])
  const candidates = courses.flatMap((course) => {
    const run = joinable(course)
    return run === undefined ? [] : [{ ...course, run, needs: needs.get(course.id) ?? [] }]
  })
  return nextCourses(candidates, learner).map(({ course, why }) => {
    const [first] = course.run.coming
    return {
      title: course.title,
      href: paths.course({ slug: course.slug }),
      when: first && shortWhenOf(first, at),
      detail: whyWords(why),
    }
  })
}

function joinable({ runs }: ListedCourse): ListedRun | undefined {
  return runs.find((run) => (run.open.ok || run.dropIn) && run.coming.length > 0 && hasRoom(run))
}

function whyWords(why: Why): string {
  return why.reason === 'builds-on' ? `It builds on ${why.title}.` : `Also about: ${why.name}.`
}
