import type { College } from '../../config/config.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import type { MailContent } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import { telephone } from '../staff-pages.ts'
import { changesLabel } from './letters.ts'
import type { ByHand } from './report-queries.ts'
import { wayTo } from './rules.ts'

/** Names, numbers and the words to send. */
export function textsPage(id: string, calls: ByHand[], college: College) {
  const texts = calls.filter((call) => wayTo(call) === 'text')
  return {
    title: 'Text messages to send',
    back: { href: paths.adminBulkChange({ id }), text: 'How far the telling is' },
    action: paths.adminBulkChangeTexts({ id }),
    hidden: upTo(texts),
    texts: texts.map((call) => ({
      labelId: `text-${call.id}`,
      name: call.name,
      number: call.phone,
      href: telephone(call.phone ?? '').replace('tel:', 'sms:'),
      words: textWords(call, college),
    })),
  }
}

/** Those that are on the page, and none that came after it. */
function upTo(calls: ByHand[]) {
  return [{ name: 'until', value: String(Math.max(0, ...calls.map(({ number }) => number))) }]
}

const openings: Record<string, string> = {
  'enrolment/dates-changed': 'dates of your course have changed',
  'enrolment/taught-dates-changed': 'dates that you teach have changed',
  'enrolment/run-cancelled': 'we are sorry, your course is called off',
  'enrolment/taught-run-cancelled': 'a course that you teach is called off',
}

/** No course by its name: others may see the screen. */
export function textWords(
  { name, template, content }: Pick<ByHand, 'name' | 'template' | 'content'>,
  { name: college, phone }: Pick<College, 'name' | 'phone'>,
): string {
  const opening = openings[template] ?? 'we have news for you'
  const lines = linesOf(content)
  const news = lines.length === 0 ? `${opening}.` : `${opening}. ${lines.join('; ')}.`
  return `Hello ${name}, this is ${college}: ${news} Questions? ${phone}`
}

function linesOf({ facts }: MailContent): string[] {
  return facts
    .filter(({ label }) => [changesLabel, 'Cancelled'].includes(label))
    .flatMap(({ lines }) => lines)
}

/** One page for each letter, with the address where a window envelope shows it. */
export function lettersPage(id: string, calls: ByHand[], at: Moment) {
  const letters = calls.filter((call) => wayTo(call) === 'post')
  return {
    layout: 'plain',
    title: 'Letters to print and post',
    back: { href: paths.adminBulkChange({ id }), text: 'How far the telling is' },
    action: paths.adminBulkChangeLetters({ id }),
    hidden: upTo(letters),
    today: dayInWords(at.now, at.timeZone),
    letters: letters.map(({ id: callId, name, postal_address, content }) => ({
      labelId: `letter-${callId}`,
      address: [name, ...postal_address.split('\n').filter((line) => line.trim() !== '')],
      noAddress: postal_address.trim() === '',
      ...content,
    })),
  }
}
