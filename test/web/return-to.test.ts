import fc from 'fast-check'
import { returnTo } from '../../src/web/return-to.ts'

test.each([
  ['/my/courses'],
  ['/runs/3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['/courses?q=sleep&mode=online'],
  ['/courses?q=caf%C3%A9'],
])('%s is a page of ours', (wanted) => {
  expect(returnTo(wanted, '/otherwise')).toBe(wanted)
})

test.each([
  ['another site', 'https://evil.example/'],
  ['another site without its protocol', '//evil.example'],
  ['a backslash that browsers read as a slash', '/\\evil.example'],
  ['two backslashes', '\\\\evil.example'],
  ['a tab between the slashes', '/\t/evil.example'],
  ['a line break between the slashes', '/\n/evil.example'],
  ['dots that hide two slashes', '/.//evil.example'],
  ['encoded dots that hide two slashes', '/%2e//evil.example'],
  ['a way up that hides two slashes', '/courses/..//evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['a name without a slash', 'evil.example'],
  ['an address with a password', '/@evil.example:80//../..//evil.example'],
  ['nothing', ''],
  ['nothing at all', undefined],
  ['a list', ['/my/courses']],
  ['an object', { toString: (): string => '/my/courses' }],
  ['something endless', `/${'a'.repeat(501)}`],
])('%s is not', (_, wanted) => {
  expect(returnTo(wanted, '/otherwise')).toBe('/otherwise')
})

test('whatever is asked for, the answer leads a browser to this site', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2f',
    '%5c',
    '\t',
    '\n',
    ' ',
    '@',
    ':',
    '?',
    '#',
    'evil.example',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const leadsTo = new URL(returnTo(`/${pieces.join('')}`, '/'), 'https://college.example/sign-in')
      return leadsTo.origin === 'https://college.example'
    }),
    { numRuns: 3000 },
  )
})
