import { isSuitable, type Suitability } from './rules.ts'
import { nameWithReasons } from './words.ts'

export interface Choice {
  value: string
  text: string
  selected: boolean
}

/** As the groups of a select, each with its reasons: those who are free and suitable, then the others. */
export function groupsOf(people: Suitability[], timeZone: string, chosen?: string) {
  const option = (one: Suitability): Choice => ({
    value: one.id,
    text: nameWithReasons(one, timeZone),
    selected: one.id === chosen,
  })
  const otherwise = people.filter((one) => !isSuitable(one))
  return [
    { label: 'Free and suitable', options: people.filter(isSuitable).map(option) },
    { label: 'Free, with other expertise', options: otherwise.filter(({ free }) => free).map(option) },
    { label: 'Not free then', options: otherwise.filter(({ free }) => !free).map(option) },
  ].filter(({ options }) => options.length > 0)
}
