// What is said of many dates together before they are changed: of a whole term nobody reads every line.
import { counted } from '../../lib/words.ts'
import { isAsItIs } from './hint-words.ts'
import type { LookedDate } from './look.ts'

export function wholeRunsInWords(runs: number): string | undefined {
  if (runs === 0) return undefined
  const [what, them] =
    runs === 1
      ? ['1 run has no other date to come, and is', 'it']
      : [`${runs} runs have no other date to come, and are`, 'them']
  return `${what} called off as a whole: every place on ${them} ends, and every turn to wait for one. That cannot be put back. To keep the places, move the dates instead.`
}

/** Of a run that is called off as a whole nobody has a place any more. */
export function staysOffInWords(runs: number): string | undefined {
  if (runs === 0) return undefined
  return runs === 1
    ? '1 run was called off as a whole. Nobody has a place on it any more, so it stays off. If it is to take place after all, plan it anew.'
    : `${runs} runs were called off as a whole. Nobody has a place on them any more, so they stay off. If they are to take place after all, plan them anew.`
}

export function leftOutWords(dates: LookedDate[]): string | undefined {
  const out = dates.filter(({ chosen, obstacles }) => !chosen && obstacles.length > 0)
  const same = out.filter(({ obstacles }) => isAsItIs(obstacles)).length
  const blocked = out.length - same
  const words = [
    ...(blocked === 0
      ? []
      : [
          `${counted(blocked, 'date')} cannot be changed like this, and ${blocked === 1 ? 'is left as it is' : 'are left as they are'}.`,
        ]),
    ...(same === 0 ? [] : [`${counted(same, 'date is', 'dates are')} like that already.`]),
  ]
  return words.length === 0 ? undefined : words.join(' ')
}

/** What is said beside each of them, counted. */
export function askFirstWords(chosen: LookedDate[]): string | undefined {
  const away = chosen.filter(({ warnings }) => warnings.some(({ reason }) => reason === 'trainer-away'))
  if (away.length === 0) return undefined
  return `On ${away.length} of these dates a trainer is away or not usually free: it is said beside the date. Please ask them first.`
}

/** People are told that a link follows: somebody has to give it. */
export function linklessWords(chosen: LookedDate[]): string | undefined {
  const without = chosen.filter(
    ({ was, is }) => !was.venue_online && is?.venue_online === true && is.join_link === null,
  ).length
  if (without === 0) return undefined
  const words = without === 1 ? '1 of these dates has' : `${without} of these dates have`
  return `${words} no link to join then. People are told that it follows: it is given on the page of each date, and the office page says when it is missing a week before.`
}
