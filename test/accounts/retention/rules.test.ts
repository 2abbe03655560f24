import { keptUntil, retentionKinds, retentionRules } from '../../../src/accounts/retention/rules.ts'
import { timeKept } from '../../../src/accounts/retention/report.ts'
import { configFrom } from '../../../src/config/config.ts'
import { BadEnvironment, readEnvironment } from '../../../src/config/environment.ts'

const { retention } = configFrom(readEnvironment({ NODE_ENV: 'test' }))
const at = { now: new Date('2026-05-01T02:23:00Z'), timeZone: 'Europe/London' }

test.each([
  ['sent-mails', '90 days', '2026-01-31T03:23:00.000Z'],
  ['proofs', '30 days', '2026-04-01T02:23:00.000Z'],
  ['readings', '2 years', '2024-05-01T02:23:00.000Z'],
  ['never-confirmed', '12 months', '2025-05-01T02:23:00.000Z'],
  ['never-took-part', '2 years', '2024-05-01T02:23:00.000Z'],
  ['long-ago', '6 years', '2020-05-01T02:23:00.000Z'],
] as const)('%s are kept for %s, on the college’s own clock', (kind, said, until) => {
  expect([timeKept(kind, retention), keptUntil(kind, retention, at).toISOString()]).toEqual([said, until])
})

test('a college decides for how long, within bounds that make sense', () => {
  const longer = configFrom(readEnvironment({ KEEP_MAIL_DAYS: '365', KEEP_TOOK_PART_YEARS: '8' })).retention
  expect([timeKept('sent-mails', longer), timeKept('long-ago', longer)]).toEqual(['365 days', '8 years'])
  expect(() => readEnvironment({ KEEP_MAIL_DAYS: '0', KEEP_TOOK_PART_YEARS: 'ever' })).toThrow(BadEnvironment)
})

test('every kind says what, since when, what becomes of it and why', () => {
  for (const kind of retentionKinds)
    for (const words of ['what', 'since', 'then', 'why'] as const)
      expect([kind, words, retentionRules[kind][words].length > 5]).toEqual([kind, words, true])
})
