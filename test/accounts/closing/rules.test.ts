import { decideClosing, decideErasing } from '../../../src/accounts/closing/rules.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { today } from '../../support/college.ts'

const student = { roles: ['student'] as const, otherAdministrators: 0, datesToTeach: 0, closing: false }
const administrator = { ...student, roles: ['student', 'administrator'] as const }

test.each([
  ['a student', student, { ok: true }],
  ['somebody whose account closes already', { ...student, closing: true }, 'closing-already'],
  ['the last administrator', administrator, 'last-administrator'],
  ['one of two administrators', { ...administrator, otherAdministrators: 1 }, { ok: true }],
  ['somebody who teaches next week', { ...student, datesToTeach: 1 }, 'still-teaching'],
])('%s', (_, account, expected) => {
  expect(decideClosing(account)).toEqual(
    typeof expected === 'string' ? { ok: false, reason: expected } : expected,
  )
})

const days = (count: number) => addMinutes(today, count * 24 * 60)
const told = { goodbyeAt: today, livePlaces: 0, mailsOnTheirWay: 0 }

test.each([
  ['nothing left to do', told, today, undefined],
  ['a place still theirs', { ...told, livePlaces: 1 }, days(9), 'has-places'],
  ['no goodbye yet', { ...told, goodbyeAt: null }, days(9), 'no-goodbye-yet'],
  ['a message on its way', { ...told, mailsOnTheirWay: 1 }, addMinutes(days(3), -1), 'mail-on-its-way'],
  ['a message that does not get away', { ...told, mailsOnTheirWay: 1 }, days(3), undefined],
])('erasing with %s', (_, closing, now, reason) => {
  expect(decideErasing(closing, now)).toEqual(reason === undefined ? { ok: true } : { ok: false, reason })
})
