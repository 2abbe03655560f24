import { listed } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Notice } from '../../web/session.ts'

export function recordsMerged(name: string): Notice {
  return {
    kind: 'success',
    title: 'The two records are one now',
    text: `Everything is here, on the record of ${name}. If it was a mistake, you can undo it on this page.`,
  }
}

export function mergeUndone({ id, name }: { id: string; name: string }, inLine: string[]): Notice {
  const lost =
    inLine.length === 0
      ? ''
      : ` On ${listed(inLine)} the place went to somebody else meanwhile, so they are back in line. Please tell them.`
  return {
    kind: 'success',
    title: 'The two records are two again',
    text: `What was moved went back to the record of ${name}.${lost}`,
    link: { href: paths.adminPerson({ id }), text: `See the record of ${name}` },
  }
}

export const mergedIntoThis: Notice = {
  kind: 'information',
  title: 'That record is part of this one now',
  text: 'The two were merged, because they were of one person.',
}
