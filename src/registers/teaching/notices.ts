import type { Notice } from '../../web/session.ts'

export const changesSeen: Notice = {
  kind: 'success',
  title: 'You have seen what changed',
  text: 'What changes from now on appears here.',
}
