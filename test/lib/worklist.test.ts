import { partStillOpen } from '../../src/lib/worklist.ts'

const isOpen = (row: number) => row % 2 === 0
const rows = [1, 2, 3, 4, 6, 7]

test.each([
  [{ most: 2 }, { shown: [2, 4], count: 3, next: 4 }],
  [
    { most: 2, isPlace: (row: number) => row === 4 },
    { shown: [6], count: 3, next: undefined },
  ],
  // After what is done meanwhile; of a row that is gone, and when nothing open comes after it: from the top.
  [
    { most: 2, isPlace: (row: number) => row === 3 },
    { shown: [4, 6], count: 3, next: undefined },
  ],
  [
    { most: 2, isPlace: (row: number) => row === 9 },
    { shown: [2, 4], count: 3, next: 4 },
  ],
  [
    { most: 2, isPlace: (row: number) => row === 6 },
    { shown: [2, 4], count: 3, next: 4 },
  ],
])('the part still open: %j', (part, expected) => {
  expect(partStillOpen(rows, isOpen, part)).toEqual(expected)
})
