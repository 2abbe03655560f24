import type { Details } from '../../../editing/merge-edits.ts'
import type { Labels } from '../../../editing/pages.ts'
import type { PartOfDay } from '../../../database/schema.ts'
import { longDate, weekdays } from '../../import/dates.ts'
import type { UsualTime } from '../suitability/rules.ts'
import { timesInWords } from '../suitability/words.ts'

/** What the office says of a trainer. Lists are texts, one of it on each line. */
export interface TrainerDetails extends Details {
  lived: boolean
  professional: boolean
  about_them: string
  active_from: string | null
  active_until: string | null
  courses: string
  usual: string
}

/** What somebody says of it themselves. */
export interface OwnTimes extends Details {
  usual: string
}

/** Nobody's own words stay in the history. */
export const ownWords = ['about_them'] as const

export const parts: PartOfDay[] = ['morning', 'afternoon', 'evening']

/** `2-morning` */
export const usualTimes = weekdays.flatMap((_, day) => parts.map((part) => `${day + 1}-${part}`))

export function timesIn(usual: string): UsualTime[] {
  return usual.split('\n').flatMap((text) => {
    const [day, name] = text.split('-')
    const part = parts.find((one) => one === name)
    return part === undefined ? [] : [{ weekday: Number(day), part }]
  })
}

export const usualLabel = {
  label: 'Usually can come',
  lines: (value: unknown) => [timesInWords(timesIn(String(value)))],
}

export function labelsFor(courses: { id: string; title: string }[]): Labels {
  const titles = new Map(courses.map(({ id, title }) => [id, title]))
  const day = (value: unknown) => [longDate(String(value))]
  return {
    lived: 'Lived experience',
    professional: 'Professional expertise',
    about_them: 'What they like to teach',
    active_from: { label: 'Teaches from', lines: day },
    active_until: { label: 'Teaches until', lines: day },
    courses: {
      label: 'Can give',
      lines: (value) =>
        String(value)
          .split('\n')
          .map((id) => titles.get(id) ?? 'a course that is gone'),
    },
    usual: usualLabel,
    training: 'Training',
  }
}
