import { buttonText, placesWords, type Joining, whatHappensNext } from '../../src/catalogue/joining-words.ts'

const run = (facts: Partial<Joining>): Joining => ({
  capacity: 12,
  taken: 0,
  waiting: 0,
  needsApproval: false,
  ...facts,
})

test.each([
  ['with places', {}, 'Enrol on this course', 'You get a place straight away'],
  [
    'that is full',
    { taken: 12 },
    'Join the waiting list',
    'Every place is taken. You would be first in line',
  ],
  [
    'that is full with others in line',
    { taken: 12, waiting: 3 },
    'Join the waiting list',
    'Every place is taken and 3 people are waiting.',
  ],
  [
    'that is full with one in line',
    { taken: 12, waiting: 1 },
    'Join the waiting list',
    'Every place is taken and 1 person is waiting.',
  ],
  [
    'with a place that is for somebody in line',
    { taken: 11, waiting: 1 },
    'Join the waiting list',
    '1 place is free, and goes first to 1 person who is waiting already.',
  ],
  [
    'with places that are for those in line',
    { taken: 7, waiting: 3 },
    'Join the waiting list',
    '5 places are free, and go first to 3 people who are waiting already.',
  ],
  [
    'that is agreed first, full or not',
    { taken: 12, needsApproval: true },
    'Enrol on this course',
    'This course is agreed with you first',
  ],
])('a run %s says what its button does', (_, facts, button, words) => {
  expect(buttonText(run(facts))).toBe(button)
  expect(whatHappensNext(run(facts)).startsWith(words)).toBe(true)
})

test.each([
  [{}, 'free', 'Places free'],
  [{ taken: 9 }, 'few', '3 places left'],
  [{ taken: 11 }, 'few', '1 place left'],
  [{ taken: 12 }, 'full', 'Full'],
  [{ taken: 14, waiting: 1 }, 'full', 'Full'],
  [{ taken: 11, waiting: 1 }, 'full', 'Waiting list open'],
])('%j is %s: %s', (facts, kind, text) => {
  expect(placesWords(run(facts))).toEqual({ kind, text })
})
