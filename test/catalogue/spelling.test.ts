import fc from 'fast-check'
import {
  joinCompounds,
  likelyMeanings,
  mistakesBetween,
  vocabularyOf,
  wordsIn,
} from '../../src/catalogue/spelling.ts'

const course = (title: string, summary = '') => ({ title, summary, categories: [{ name: 'Carers' }] })
const vocabulary = vocabularyOf([
  course('Living with Bi Polar Disorder'),
  course('Wellbeing Café', 'Coffee, and talk about moods'),
  course('Postnatal Depression'),
  course('Understanding Medications'),
  course('The Art of Creativity'),
  course('Mental Health'),
  course('Top Tips for Looking After Yourself'),
])

test('words are small, plain and whole, of any script', () => {
  expect(wordsIn('  Women’s CAFÉ: self-care & "mood"; Ελλάδα 24/7 \u0000')).toEqual([
    ...['womens', 'cafe', 'self', 'care', 'mood', 'ελλαδα', '24', '7'],
  ])
})

test.each([
  ['anxeity', 'anxiety', 1],
  ['anxiety', 'anxiety', 0],
  ['sleap', 'sleep', 1],
  ['carers', 'carer', 1],
  ['looking', 'cooking', 3],
  ['ooking', 'cooking', 2],
  ['fysical', 'physical', 2],
  ['', 'abc', 4],
])('from %s to %s is %i mistakes', (one, other, mistakes) => {
  expect(mistakesBetween(one, other)).toBe(mistakes)
})

test('the number of mistakes is the same both ways, and none only between a word and itself', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'e'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (one, other) => {
      const mistakes = mistakesBetween(one, other)
      expect(mistakes).toBe(mistakesBetween(other, one))
      expect(mistakes === 0).toBe(one === other)
      expect(mistakes).toBeGreaterThanOrEqual(Math.abs(one.length - other.length))
    }),
  )
})

test('one letter changed, left out, put in or swapped inside a long word is never more than one mistake', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'r', 's', 't', 'n'), minLength: 4, maxLength: 12 })
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom('x', 'y'), (given, place, letter) => {
      const at = 1 + (place % (given.length - 2))
      const [before, after] = [given.slice(0, at), given.slice(at)]
      const swapped = before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2)
      for (const typed of [
        before + letter + after,
        before + after.slice(1),
        before + letter + after.slice(1),
        swapped,
      ]) {
        expect(mistakesBetween(typed, given)).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test.each([
  ['depresion', ['depression']],
  ['bipolar', ['bi polar']],
  ['carer', ['carers']],
  ['medicine', ['medications']],
  ['kreativity', ['creativity']],
  ['postnattal', ['postnatal']],
])('%s most likely means %s', (typed, meant) => {
  expect(likelyMeanings(typed, vocabulary)).toEqual(meant)
})

test.each(['cooking', 'heart', 'yoga', 'xyzzy', 'adhd'])('%s is near to nothing we have', (typed) => {
  expect(likelyMeanings(typed, vocabulary)).toEqual([])
})

test('two words that our courses write as one are put together, and no others', () => {
  expect(joinCompounds(['well', 'being', 'cafe'], vocabulary)).toEqual(['wellbeing', 'cafe'])
  expect(joinCompounds(['post', 'natal'], vocabulary)).toEqual(['postnatal'])
  expect(joinCompounds(['the', 'art'], vocabulary)).toEqual(['the', 'art'])
})
