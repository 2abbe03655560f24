import { weekdays } from '../../import/dates.ts'
import { partWords } from '../suitability/words.ts'
import { parts } from './details.ts'

/** Boxes for each part of each day of the week, with those ticked that are in the text. */
export function timesGrid(usual = '') {
  const ticked = usual.split('\n')
  return weekdays.map((day, index) => ({
    day,
    parts: parts.map((part) => {
      const value = `${index + 1}-${part}`
      const id = value === '1-morning' ? 'usual' : `usual-${value}`
      return {
        id,
        value,
        text: `${part[0]?.toUpperCase() ?? ''}${partWords[part].slice(1)}`,
        checked: ticked.includes(value),
      }
    }),
  }))
}
