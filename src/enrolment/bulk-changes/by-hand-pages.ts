import type { College } from '../../config/config.ts'
import type { Moment } from '../../lib/time.ts'
import { addressWith } from '../../lib/path.ts'
import { counted, dayInWords } from '../../lib/words.ts'
import type { MailContent } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import { telephone } from '../staff-pages.ts'
import { changesLabel, otherChangesLabel } from './letters.ts'
import { type Batch, batchSize } from './batches.ts'
import type { ToSay } from './report-queries.ts'

/** Names, numbers and the words to send. */
export function textsPage(id: string, batch: Batch, texts: ToSay[], college: College) {
  const action = paths.adminBulkChangeTexts({ id })
  return {
    title: 'Text messages to send',
    back: { href: paths.adminBulkChange({ id }), text: 'How far the telling is' },
    action,
    ...batchWords(batch, texts, action),
    send: `I have sent ${theseOf(texts.length, 'text')}`,
    texts: texts.map((call) => ({
      labelId: `text-${call.id}`,
      name: call.name,
      number: call.phone,
      href: telephone(call.phone ?? '').replace('tel:', 'sms:'),
      words: textWords(call, college),
    })),
  }
}

/** Which of how many they are, the way to the next, and the numbers of exactly those that pressing the button notes. */
function batchWords({ count, next }: Batch, sendable: ToSay[], action: string) {
  const numbers = sendable.map(({ number }) => number).join(' ')
  return {
    hidden: sendable.length > 0 ? [{ name: 'told', value: numbers }] : undefined,
    ofHowMany: count > batchSize ? `There are ${count} in all, ${batchSize} to a page.` : undefined,
    nextHref: next === undefined ? undefined : addressWith(action, { after: String(next) }),
  }
}

const theseOf = (number: number, what: string) =>
  number === 1 ? `this ${what}` : `these ${counted(number, what)}`

/** What cannot be posted is not noted as told. */
function withoutAddress(count: number): string | undefined {
  if (count === 0) return undefined
  if (count === 1) return 'For one of these no address is known. It stays on the call list, and is not noted.'
  return `For ${count} of these no address is known. They stay on the call list, and are not noted.`
}

const openings: Record<string, string> = {
  'enrolment/dates-changed': 'dates of your course have changed',
  'enrolment/taught-dates-changed': 'dates that you teach have changed',
  'enrolment/run-cancelled': 'we are sorry, your course is called off',
  'enrolment/taught-run-cancelled': 'a course that you teach is called off',
}

/** Longer, no telephone takes it as a text. */
const mostInText = 6

/** No course by its name: others may see the screen. */
export function textWords(
  { name, template, content }: Pick<ToSay, 'name' | 'template' | 'content'>,
  { name: college, phone }: Pick<College, 'name' | 'phone'>,
): string {
  const opening = openings[template] ?? 'we have news for you'
  const lines = linesOf(content)
  const named = lines.length > mostInText ? lines.slice(0, mostInText - 1) : lines
  const more = lines.length - named.length
  const rest = more === 0 ? '' : ` And ${more} more: please ring us for all of them.`
  const news = lines.length === 0 ? `${opening}.` : `${opening}. ${named.join('; ')}.${rest}`
  return `Hello ${name}, this is ${college}: ${news} Questions? ${phone}`
}

function linesOf({ facts }: MailContent): string[] {
  return facts
    .filter(({ label }) => [changesLabel, otherChangesLabel, 'Cancelled'].includes(label))
    .flatMap(({ lines }) => lines)
}

/** One page for each letter, with the address where a window envelope shows it. */
export function lettersPage(id: string, batch: Batch, letters: ToSay[], at: Moment) {
  const action = paths.adminBulkChangeLetters({ id })
  const sendable = letters.filter(({ postal_address: address }) => address.trim() !== '')
  return {
    layout: 'plain',
    title: 'Letters to print and post',
    back: { href: paths.adminBulkChange({ id }), text: 'How far the telling is' },
    action,
    ...batchWords(batch, sendable, action),
    send: `I have posted ${theseOf(sendable.length, 'letter')}`,
    withoutAddress: withoutAddress(letters.length - sendable.length),
    today: dayInWords(at.now, at.timeZone),
    letters: letters.map(({ id: callId, name, postal_address, content }) => ({
      labelId: `letter-${callId}`,
      address: [name, ...postal_address.split('\n').filter((line) => line.trim() !== '')],
      noAddress: postal_address.trim() === '',
      ...content,
    })),
  }
}
