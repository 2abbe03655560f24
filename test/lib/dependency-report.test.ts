import { judgeDependencies } from '../../src/commands/dependency-report.ts'

const report = (vulnerabilities: unknown) => JSON.stringify({ auditReportVersion: 2, vulnerabilities })

test('a grave fault of a package is named, with whether there is a remedy', () => {
  const found = report({
    express: { name: 'express', severity: 'high', fixAvailable: true },
    pg: { name: 'pg', severity: 'critical', fixAvailable: false },
    qs: { name: 'qs', severity: 'low', fixAvailable: true },
  })
  expect(judgeDependencies(found)).toEqual({
    ok: false,
    reason: 'known-faults',
    faults: [
      'express: high, a mended version is there: npm audit fix',
      'pg: critical, no mended version yet',
    ],
  })
})

test('faults that are not grave, and none at all, stop nobody', () => {
  expect(judgeDependencies(report({ qs: { severity: 'moderate', fixAvailable: true } }))).toEqual({
    ok: true,
  })
  expect(judgeDependencies(report({}))).toEqual({ ok: true })
})

test.each([
  ['', 'no answer'],
  ['<html>', 'the page of a proxy'],
  [
    JSON.stringify({ message: 'request failed', error: { summary: '', detail: '' } }),
    'a registry without the service',
  ],
])('%j, %s, is not taken for a clean report', (output) => {
  expect(judgeDependencies(output)).toEqual({ ok: false, reason: 'not-asked' })
})
