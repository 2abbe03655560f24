import fc from 'fast-check'
import { codeOf, numberOf } from '../../../src/registers/paper/code.ts'

const numbers = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 2 ** 40 }))
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

test('a code leads back to its number, however it is written', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const code = codeOf(number)
      expect(numberOf(code)).toBe(number)
      expect(
        numberOf(` ${code.toLowerCase().replace('-', ' ').replace(/0/g, 'o').replace(/1/g, 'l')} `),
      ).toBe(number)
      expect(numberOf(code.replace(/^0+/, ''))).toBe(number)
    }),
  )
})

test('two neighbours exchanged, or one letter that is wrong, find nothing', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 30 }), (number, at, by) => {
      const code = codeOf(number).replace('-', '')
      const place = at % (code.length - 2)
      const [one = '', next = ''] = [code[place], code[place + 1]]
      const wrong = letters[(letters.indexOf(one) + by) % 32] ?? ''
      // The one slip it cannot see, as 31 is one letter short of the alphabet.
      if (![one, wrong].every((letter) => '0Z'.includes(letter)))
        expect(numberOf(code.slice(0, place) + wrong + code.slice(place + 1))).toBeUndefined()
      const exchanged = code.slice(0, place) + next + one + code.slice(place + 2)
      if (![one, next].every((letter) => '0Z'.includes(letter)) && one !== next)
        expect(numberOf(exchanged)).toBeUndefined()
    }),
  )
})

test.each(['', '0016', 'UUUU-U', '0016-F-0016-F-0016', '0016-G'])('%j is no code', (typed) => {
  expect(numberOf(typed)).toBeUndefined()
})
