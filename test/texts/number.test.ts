import { textNumber } from '../../src/texts/number.ts'

test.each([
  ['07400 123456', 'GB-ENG', '+447400123456'],
  ['(07400) 123-456', 'GB', '+447400123456'],
  ['+44 7400 123456', 'DK', '+447400123456'],
  ['20 12 34 56', 'DK', '+4520123456'],
  // Kept for films and demonstrations, a phone on a wall, too short, and none.
  ['07700 900123', 'GB-ENG', undefined],
  ['01632 960123', 'GB-ENG', undefined],
  ['020 7946 0018', 'GB-ENG', undefined],
  ['12345', 'GB-ENG', undefined],
  ['07400 123456', 'XX', undefined],
  [null, 'GB-ENG', undefined],
])('%s in %s is %s', (phone, country, number) => {
  expect(textNumber(phone, country)).toBe(number)
})
