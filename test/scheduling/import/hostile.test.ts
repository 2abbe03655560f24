// Whatever is handed in, an answer in words comes back: never a fault.
import fc from 'fast-check'
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { reportLines } from '../../../src/scheduling/import/report.ts'
import { openFiles } from '../../../src/scheduling/import/open-files.ts'
import { readProspectus } from '../../../src/scheduling/import/read-files.ts'
import { testDatabase } from '../../support/database.ts'
import { counts } from './snapshot.ts'
import { header, prospectus, sessionsFile, settings } from './support.ts'

const database = testDatabase()
const reading = { ...settings, shiftWeeks: 0, onProgress: () => undefined }
const read = async (prospectus: Buffer, sessions: Buffer) => {
  const files = {
    prospectus: { name: 'a.csv', bytes: prospectus },
    sessions: { name: 'b.csv', bytes: sessions },
  }
  return readProspectus(await openFiles(files), reading)
}

test('any bytes at all are answered with problems, or with runs', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(`${header}\n${text}\n`)),
    fc
      .array(fc.constantFrom('"', ',', ';', '\t', '\r', '\n', 'a', '1', '\ufeff'), { maxLength: 60 })
      .map((signs) => Buffer.from(signs.join(''))),
  )
  await fc.assert(
    fc.asyncProperty(bytes, bytes, async (one, other) => {
      const { runs, problems } = await read(one, other)
      expect(runs.length + problems.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

const strange = fc.oneof(
  fc.constantFrom(
    ...[
      '0',
      '-1',
      '1e9',
      'NaN',
      '99999999999999999999',
      '2026-10-05',
      '05/10/2026',
      '10:00',
      '12:00',
      'Online',
    ],
    ...[
      'In person',
      '<script>alert(1)</script>',
      "'; drop table run; --",
      '=1+1',
      '%s',
      '\\',
      '😀',
      'العربية',
    ],
    ...['__proto__', 'constructor', 'x'.repeat(5001), 'Monday', '', ' ', '\u200b', '\u3000', 'a@b', 'yes'],
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)

test('any text in any cell is refused in words or written as it stands', async () => {
  const { db } = database()
  const columns = [
    ...header.split(','),
    'join_link',
    'peer_trainer_email',
    'waiting_list_mode',
    '__proto__',
    'toString',
  ]
  const cells = fc.dictionary(fc.constantFrom(...columns), strange, { maxKeys: 4, noNullPrototype: true })
  const dated = fc.dictionary(fc.constantFrom('line', 'date', 'note', 'venue', 'course_title'), strange, {
    maxKeys: 3,
    noNullPrototype: true,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(cells, { minLength: 1, maxLength: 3 }),
      fc.array(dated, { maxLength: 2 }),
      async (rows, sessions) => {
        const files = {
          prospectus: prospectus(...rows),
          ...(sessions.length === 0 ? {} : { sessions: sessionsFile(...sessions) }),
        }
        const report = await importProspectus(db, files, settings)
        expect(reportLines(report).join('\n')).not.toMatch(/undefined|\[object|The database refused/)
        expect(report.outcome === 'refused').toBe(report.problems.some(({ level }) => level === 'error'))
      },
    ),
    { numRuns: 300 },
  )
  expect((await counts(db)).run).toBeGreaterThan(0)
})
