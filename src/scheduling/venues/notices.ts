import type { Notice } from '../../web/session.ts'

export function endedNotice(result: { ok: boolean; reason?: string }): Notice {
  if (result.ok) return retired
  return result.reason === 'still-planned' ? stillPlanned : retiredBefore
}

const retired: Notice = {
  kind: 'success',
  title: 'Noted: nothing new is planned there',
  text: 'What took place there stays in the history.',
}
const retiredBefore: Notice = { kind: 'information', title: 'That was noted before' }
const stillPlanned: Notice = {
  kind: 'information',
  title: 'Something is still planned there',
  text: 'Nothing was changed. Please move what is planned there first.',
}

export const broughtBack: Notice = { kind: 'success', title: 'It is in use again' }
