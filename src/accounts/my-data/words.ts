import type { LeftOut } from './kept.ts'

export const leftOutWords: Record<LeftOut, string> = {
  secret: 'Secrets that open something, such as a scrambled password. Nobody reads them.',
  letter:
    'The words of messages and calendar entries: they may hold a link that opens your account. You have the messages themselves.',
  inner: 'Numbers that only our computer uses.',
  'somebody-else': 'What says more about other people than about you, such as who of the college it was.',
  twice: 'What says again what stands here already.',
}
