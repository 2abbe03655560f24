import type { Notice } from '../../../web/session.ts'
import type { Reason, Suitability } from './rules.ts'
import { reasonInWords } from './words.ts'

const cautions: Reason['is'][] = ['away', 'not-usual', 'not-active']

/** `Nora: not usually free on Monday mornings`: what speaks against somebody and stops nobody; undefined when nothing does. */
export function cautionAbout(
  { name, reasons }: Pick<Suitability, 'name' | 'reasons'>,
  timeZone: string,
): string | undefined {
  const against = reasons.filter(({ is }) => cautions.includes(is))
  if (against.length === 0) return undefined
  return `${name}: ${against.map((reason) => reasonInWords(reason, timeZone)).join(', ')}`
}

/** The same, once each, with what is said of a change that was saved. */
export function askFirst(notice: Notice, warnings: string[]): Notice {
  if (warnings.length === 0) return notice
  const words = [...new Set(warnings)].join('. ')
  return { ...notice, text: [notice.text, `Please ask them first: ${words}.`].filter(Boolean).join(' ') }
}
