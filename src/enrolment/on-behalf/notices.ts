import type { Notice } from '../../web/session.ts'

export const onCallList: Notice = {
  kind: 'success',
  title: 'It is on the call list',
  text: 'Somebody of the office tells them by phone or letter.',
}

export const onItAlready: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'It is on the call list already, or there is nothing to tell.',
}
