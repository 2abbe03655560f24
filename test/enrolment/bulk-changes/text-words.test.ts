import { textWords } from '../../../src/enrolment/bulk-changes/by-hand-pages.ts'

const college = { name: 'Riverside', phone: '01632 960 123' }
const template = 'enrolment/dates-changed'

function text(lines: string[], others: string[] = []) {
  const facts = [
    { label: 'What has changed', lines },
    { label: 'Changed for another reason', lines: others },
    { label: 'Where', lines: ['Library'] },
  ]
  const content = { heading: '', paragraphs: ['Sleep well'], facts, afterwards: [] }
  return textWords({ name: 'Dora', template, content }, college)
}

const dates = (count: number) => Array.from({ length: count }, (_, index) => `day ${index + 1}`)

test('each change is in a text, whatever its reason, and no course', () => {
  expect(text(['day 1'], ['day 2'])).toBe(
    'Hello Dora, this is Riverside: dates of your course have changed. day 1; day 2. Questions? 01632 960 123',
  )
})

test('of many dates a text names some and says how many more there are', () => {
  expect(text(dates(6))).not.toContain('more')
  expect(text(dates(60))).toContain('day 4; day 5. And 55 more: please ring us for all of them.')
  expect(text(dates(60)).length).toBeLessThan(200)
})
