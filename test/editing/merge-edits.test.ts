import fc from 'fast-check'
import { changesOf, mergeEdits, readBase } from '../../src/editing/merge-edits.ts'

const base = { name: 'Library', address: '4 Mill Lane', access: '' }

test('what each changed alone is kept, both their fields', () => {
  const typed = { ...base, access: 'A lift' }
  const current = { ...base, address: '5 Mill Lane' }
  expect(mergeEdits(base, typed, current)).toEqual({
    merged: { name: 'Library', address: '5 Mill Lane', access: 'A lift' },
    conflicts: [],
    byOthers: [{ field: 'address', before: '4 Mill Lane', after: '5 Mill Lane' }],
  })
})

test('one field that both changed is in conflict, and what was typed stays in the form', () => {
  const { merged, conflicts } = mergeEdits(base, { ...base, name: 'Mine' }, { ...base, name: 'Theirs' })
  expect(merged.name).toBe('Mine')
  expect(conflicts).toEqual([{ field: 'name', before: 'Library', after: 'Theirs' }])
})

test('the same change by both is no conflict', () => {
  const both = { ...base, name: 'Both' }
  expect(mergeEdits(base, both, both).conflicts).toEqual([])
})

test('whatever three people hold, nothing typed is lost, and nothing that others saved is undone unseen', () => {
  const details = fc.record({
    a: fc.constantFrom('1', '2', '3'),
    b: fc.constantFrom('1', '2', '3'),
    c: fc.constantFrom(1, null),
  })
  fc.assert(
    fc.property(details, details, details, (opened, typed, current) => {
      const { merged, conflicts } = mergeEdits(opened, typed, current)
      for (const { field, after } of changesOf(opened, typed))
        expect(merged[field as keyof typeof merged]).toBe(after)
      const undone = changesOf(merged, current).map(({ field }) => field)
      const changedByOthers = new Set(changesOf(opened, current).map(({ field }) => field))
      const lost = undone.filter((field) => changedByOthers.has(field))
      expect(conflicts.map(({ field }) => field)).toEqual(expect.arrayContaining(lost))
    }),
  )
})

test('a base that cannot be read is none', () => {
  expect(['', '[]', 'null', '{'].map(readBase)).toEqual([undefined, undefined, undefined, undefined])
  expect(readBase('{"name":"x"}')).toEqual({ name: 'x' })
})
