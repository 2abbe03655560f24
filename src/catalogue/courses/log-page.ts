import { dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { Course, listCoProduction } from './queries.ts'
import { isCoProduced } from './rules.ts'

const doneWords = { designed: 'Designed', changed: 'Changed', reviewed: 'Looked at again' }

/** Who designed a course with whom, and whether both kinds of expertise did. */
export function logData(courseId: string, log: Awaited<ReturnType<typeof listCoProduction>>) {
  return {
    addHref: paths.adminCoProductionNew({ id: courseId }),
    missing: !isCoProduced(log),
    notes: log.map(({ id, happened_on, what, lived_experience, other_expertise }) => ({
      done: doneWords[what],
      day: dayInWords(new Date(`${happened_on}T12:00:00Z`), 'UTC'),
      rows: [
        { key: 'Lived experience', lines: linesOf(lived_experience) },
        { key: 'Other expertise', lines: linesOf(other_expertise) },
      ],
      removal: paths.adminCoProductionRemoval({ id }),
    })),
  }
}

function linesOf(names: string): string[] {
  return names === '' ? ['Nobody'] : names.split('\n')
}

export function newNotePage({ id, title }: Pick<Course, 'id' | 'title'>, form: Typed = nothingTyped) {
  const { what } = form.typed
  return {
    title: `Who designed ${title} with whom`,
    back: { href: paths.adminCourse({ id }), text: title },
    action: paths.adminCoProductionNew({ id }),
    kinds: Object.entries(doneWords).map(([value, text]) => ({ value, text, checked: value === what })),
    ...withErrors(form),
  }
}
