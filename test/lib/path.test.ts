import { path } from '../../src/lib/path.ts'
import { paths } from '../../src/paths.ts'

test('a path without parameters is itself', () => {
  const home = path('/my/courses')
  expect([home(), home.pattern]).toEqual(['/my/courses', '/my/courses'])
})

test('parameters are filled in, written so that they stay one part of the address', () => {
  const feed = path('/feeds/:token.ics')
  expect(feed({ token: 'a-b_c' })).toBe('/feeds/a-b_c.ics')
  expect(feed({ token: '../x?y#z' })).toBe('/feeds/..%2Fx%3Fy%23z.ics')
  expect(path('/a/:one/b/:two')({ one: '1', two: 'zwei ü' })).toBe('/a/1/b/zwei%20%C3%BC')
})

test('no two names of the site map are one address', () => {
  const patterns = Object.values(paths).map(({ pattern }) => pattern)
  const shapes = patterns.map((pattern) => pattern.replace(/:\w+/g, ':'))
  expect(new Set(shapes).size).toBe(patterns.length)
  for (const pattern of patterns) expect(pattern).toMatch(/^\/[\w.:/-]*$/)
})
