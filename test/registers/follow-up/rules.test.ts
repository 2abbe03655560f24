import { callOutcomes, closesAs, decideCall } from '../../../src/registers/follow-up/rules.ts'

const now = new Date('2026-09-01T09:00:00Z')

test('a call is noted while the task is open, by whoever calls', () => {
  expect(decideCall({ closed_at: null, taken_by: null }, 'me')).toEqual({ ok: true })
  expect(decideCall({ closed_at: null, taken_by: 'me' }, 'me')).toEqual({ ok: true })
  expect(decideCall({ closed_at: null, taken_by: 'you' }, 'me')).toEqual({
    ok: false,
    reason: 'somebody-else-calls',
  })
  expect(decideCall({ closed_at: now, taken_by: null }, 'me')).toEqual({ ok: false, reason: 'done-already' })
})

test('only a message, no answer or what is left to the office keeps somebody on the list', () => {
  expect(callOutcomes.filter((outcome) => closesAs[outcome] === undefined)).toEqual([
    'for-the-office',
    'left-message',
    'no-answer',
  ])
})
