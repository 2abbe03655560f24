import fc from 'fast-check'
import { LatestUsed } from '../../src/web/latest-used.ts'

test('the entry not used for longest goes first', () => {
  const entries = new LatestUsed<string, number>(2)
  entries.set('a', 1)
  entries.set('b', 2)
  expect(entries.get('a')).toBe(1)
  entries.set('c', 3)
  expect([entries.get('a'), entries.get('b'), entries.get('c')]).toEqual([1, undefined, 3])
})

test('it holds the entries used last, and never more than it may', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.tuple(key, fc.boolean())), (most, steps) => {
      const entries = new LatestUsed<string, string>(most)
      let used: string[] = []
      for (const [name, write] of steps) {
        if (write) entries.set(name, name)
        else expect(entries.get(name)).toBe(used.includes(name) ? name : undefined)
        if (write || used.includes(name))
          used = [...used.filter((other) => other !== name), name].slice(-most)
      }
      expect(entries.size).toBe(used.length)
    }),
  )
})
