import { invariants } from '../../src/audit/audit.ts'
import { reportLines } from '../../src/audit/report.ts'
import { testApp } from '../support/app.ts'
import { auditOf, liveThrough } from './support.ts'

const college = testApp()

test('an empty college is sound', async () => {
  expect(await auditOf(college())).toEqual([])
})

test('a college that offered places, moved sessions and said goodbye to people is sound', async () => {
  await liveThrough(college())
  await liveThrough(college())
  expect(await auditOf(college())).toEqual([])
})

test('the report of a sound college is one line', () => {
  expect(reportLines([])).toEqual([`${invariants.length} rules checked. All hold.`])
})

test('the report names each broken rule and where, and stops at a hundred lines each', () => {
  const faults = Array.from({ length: 120 }, (_, index) => `run ${index}`)
  const lines = reportLines([{ holds: 'No run is over-full', faults }])
  expect(lines[0]).toContain('1 rule broken')
  expect(lines).toContain('No run is over-full. Not so:')
  expect(lines.filter((line) => line.startsWith('  - '))).toHaveLength(100)
  expect(lines.at(-1)).toBe('  and 20 more')
})
