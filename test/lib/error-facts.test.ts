import { errorFacts } from '../../src/lib/error-facts.ts'
import { lastWords } from '../../src/lib/last-words.ts'
import { PlainError } from '../../src/lib/plain-error.ts'

/** Everything a log would hold of it. */
const logged = (error: unknown) => JSON.stringify(errorFacts(error))

test('of an error the kind, the names that drivers give and the place are kept, and its words are not', () => {
  const error = Object.assign(new RangeError('amal@example.org is too long'), {
    code: '23505',
    constraint: 'person_email_key',
    table: 'person',
    detail: 'Key (email)=(amal@example.org) already exists.',
    where: 'amal@example.org',
    parameters: ['amal@example.org'],
    responseCode: 550,
    recipient: 'amal@example.org',
  })
  expect(errorFacts(error)).toMatchObject({
    type: 'RangeError',
    code: '23505',
    constraint: 'person_email_key',
    table: 'person',
    responseCode: 550,
  })
  expect(errorFacts(error).stack?.[0]).toMatch(/error-facts\.test\.ts:\d+:\d+/)
  expect(logged(error)).not.toMatch(/amal|too long|exists/)
})

test.each([
  'first line\n    at amal (/home/amal@example.org.ts:1:2)\n    at last',
  'amal@example.org',
  'E',
  '',
])('no line of a message passes for a place: %j', (message) => {
  const error = new Error(message)
  expect(logged(error)).not.toContain('amal')
  expect(errorFacts(error).stack?.length).toBeGreaterThan(0)
})

test('what should be a name and is not is left out', () => {
  const error = Object.assign(new Error('x'), { code: 'amal@example.org', table: 7, column: 'a'.repeat(200) })
  expect(Object.keys(errorFacts(error))).toEqual(['type', 'stack'])
})

test('words we wrote ourselves are kept, those of the cause are not, and a circle of causes ends', () => {
  const cause = Object.assign(new Error('amal@example.org'), { code: 'ENOENT' })
  const error = new PlainError('Check DATABASE_URL.', { cause })
  cause.cause = error
  expect(errorFacts(error)).toMatchObject({ message: 'Check DATABASE_URL.', cause: { code: 'ENOENT' } })
  expect(logged(error)).not.toContain('amal')
})

test.each([['amal@example.org'], [{ email: 'amal@example.org' }], [undefined], [null]])(
  'something thrown that is no error is told by its kind only: %j',
  (thrown) => {
    expect(errorFacts(thrown)).toEqual({ type: typeof thrown })
  },
)

test('a process that ends badly says plain words whole, and others only where no log keeps them', () => {
  const error = new Error('amal@example.org')
  expect(lastWords(new PlainError('Check the port.'), { production: true })).toBe('Check the port.')
  expect(lastWords(error, { production: false })).toBe(error)
  expect(JSON.stringify(lastWords(error, { production: true }))).not.toContain('amal')
})
