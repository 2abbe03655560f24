import { decideCompletion, type Facts, sessionsNeeded } from '../../src/registers/completion/rules.ts'
import { codeInGroups, newCode, readCode } from '../../src/registers/certificates/code.ts'
import { isTooSmall, sharesOf } from '../../src/registers/figures/rules.ts'

const asked: Facts = {
  counts: 6,
  came: 5,
  said: 6,
  unmarked: 0,
  sessionsNeeded: null,
  percent: 70,
  status: 'confirmed',
  decided: null,
  waitedEnough: false,
}

test.each([
  ['five of six is enough', {}, 'completed'],
  ['four of six is not', { came: 4 }, 'not-completed'],
  ['a run that asks for four is content with four', { came: 4, sessionsNeeded: 4 }, 'completed'],
  [
    'a run that asks for more than took place asks for all',
    { counts: 2, came: 2, sessionsNeeded: 8 },
    'completed',
  ],
  [
    'what nobody marked counts neither way',
    { counts: 3, came: 3, said: 3, unmarked: 3, waitedEnough: true },
    'completed',
  ],
  ['a register to come is waited for', { unmarked: 1 }, 'registers-to-come'],
  ['but not for ever', { unmarked: 1, waitedEnough: true }, 'completed'],
  [
    'of whom nobody said anything, nothing is decided',
    { counts: 0, came: 0, said: 0, waitedEnough: true },
    'nothing-marked',
  ],
  [
    'nor where classes count that were before they joined',
    { counts: 5, came: 0, said: 0, unmarked: 1, waitedEnough: true },
    'nothing-marked',
  ],
  [
    'who joined for the last of six and came has not completed it',
    { counts: 6, came: 1, said: 1 },
    'not-completed',
  ],
  [
    'of fewer than half of the classes marked, nothing is decided',
    { counts: 2, came: 2, said: 2, unmarked: 3, waitedEnough: true },
    'too-few-marked',
  ],
  [
    'once settled, a mark taken away counts at once',
    { status: 'completed', counts: 0, came: 0, said: 0 },
    'not-completed',
  ],
  ['once settled, nobody waits again', { status: 'not-completed', unmarked: 2 }, 'completed'],
  ['a person decides above the marks', { came: 0, decided: true }, 'completed'],
  ['either way', { decided: false, unmarked: 3 }, 'not-completed'],
] satisfies [string, Partial<Facts>, string][])('%s', (_, facts, expected) => {
  const outcome = decideCompletion({ ...asked, ...facts })
  expect(outcome.settled ? outcome.to : outcome.reason).toBe(expected)
})

test.each([
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 3],
  [10, 7],
])('seventy percent of %i is %i', (counts, needed) => {
  expect(sessionsNeeded({ counts }, { sessionsNeeded: null, percent: 70 })).toBe(needed)
})

test('a code is read as people type it, and nothing else is taken for one', () => {
  const code = newCode()
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{16}$/)
  expect(readCode(` ${codeInGroups(code).toLowerCase().replace(/-/g, ' ')} `)).toBe(code)
  expect(newCode()).not.toBe(code)
  for (const wrong of ['', code.slice(1), `${code}A`, `O${code.slice(1)}`])
    expect(readCode(wrong)).toBeUndefined()
})

const counts = { sessions: 3, expected: 9, came: 3, toldUs: 3, noWord: 3, unmarked: 0 }

test('shares add up to a hundred, and are of those of whom something was said', () => {
  expect(sharesOf(counts)).toEqual({ came: 34, toldUs: 33, noWord: 33 })
  expect(sharesOf({ ...counts, came: 2, toldUs: 0, noWord: 1 })).toEqual({ came: 67, toldUs: 0, noWord: 33 })
  expect(sharesOf({ ...counts, came: 0, toldUs: 0, noWord: 0, unmarked: 9 })).toBeUndefined()
  expect([isTooSmall(counts), isTooSmall({ ...counts, sessions: 0 })]).toEqual([false, true])
})
