import type { Config } from '../../../config/config.ts'
import { counted, dayInWords, timesInWords } from '../../../lib/words.ts'
import type { Letter } from '../../../mail/content.ts'
import { paths } from '../../../paths.ts'
import type { Run } from '../../queries.ts'
import type { MissingDate } from './queries.ts'

/** To the office, whose screens others see: the course and its dates, and the name of nobody. */
export function trainerMissingLetter(
  run: Pick<Run, 'id' | 'title'>,
  dates: MissingDate[],
  { baseUrl, timeZone }: Pick<Config, 'baseUrl' | 'timeZone'>,
): Letter {
  const lines = dates.map(
    ({ starts_at, ends_at }) =>
      `${dayInWords(starts_at, timeZone)}, ${timesInWords(starts_at, ends_at, timeZone)}`,
  )
  const these = counted(dates.length, 'date lacks', 'dates lack')
  return {
    template: 'scheduling/trainer-missing',
    subject: `A trainer is needed: ${run.title}`,
    content: {
      heading: 'A trainer is needed',
      paragraphs: [`${these} one of the two trainers that everybody with a place was promised.`],
      facts: [
        { label: 'Course', lines: [run.title] },
        { label: dates.length === 1 ? 'Date' : 'Dates', lines },
      ],
      button: {
        text: 'See who is free and suitable',
        href: baseUrl + paths.adminRunTrainers({ id: run.id }),
      },
      afterwards: ['You hear of this once. Until somebody has seen to it, it stands on the office page.'],
    },
  }
}
