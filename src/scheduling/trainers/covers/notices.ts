import { counted, listed, shortDay } from '../../../lib/words.ts'
import type { Notice } from '../../../web/session.ts'
import type { Covered } from './cover-dates.ts'

export function coveredNotice(scope: 'date' | 'onward' | 'alone', dates: number): Notice {
  if (scope === 'alone') return alone
  const title = 'Somebody else comes'
  const text = `On ${counted(dates, 'date')}. It is on their own page; the course page says whom to expect.`
  return { kind: 'success', title, text }
}

const alone: Notice = {
  kind: 'success',
  title: 'The date goes ahead without them',
  text: 'It stands in the history that the office decided so.',
}

export const afterAll: Notice = { kind: 'success', title: 'They come after all' }
export const theyTeach: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'They teach something else at that time now. Move one of the two dates, or leave it as it is.',
}
export const tooLate: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'The date is over or called off.',
}

/** Somebody was quicker: who gives the date now. */
export function seenTo(names: string[]): Notice {
  const title = 'Nothing was changed: somebody has seen to it before'
  const text = names.length === 0 ? 'Nobody is down for the date now.' : `${giveInWords(names)} the date now.`
  return { kind: 'information', title, text }
}

/** `Cleo gives`, `Cleo and Pro give` */
export function giveInWords(names: string[]): string {
  return `${listed(names)} ${names.length === 1 ? 'gives' : 'give'}`
}

/** Beside the field: why somebody cannot come. Nothing for what is no mistake of whoever chose. */
export function whyNot(refused: Exclude<Covered, { ok: true }>, timeZone: string): string | undefined {
  switch (refused.reason) {
    case 'moved-since':
      return 'Somebody has moved this date since you looked, and nothing was changed. It is shown as it is now: press again if they cannot come then either'
    case 'not-a-trainer':
      return 'They are no trainer any more. Choose somebody else'
    case 'there-already':
      return 'They give this course already. Choose somebody else'
    case 'other-part':
      return 'On other dates of this course they are the other one of the pair. Choose somebody else'
    case 'busy': {
      const [clash] = refused.clashes
      if (clash === undefined) return 'They were booked for something else this moment. Choose somebody else'
      return `They teach ${clash.title} on ${shortDay(clash.starts_at, timeZone)}. Choose somebody else`
    }
    default:
      return undefined
  }
}
