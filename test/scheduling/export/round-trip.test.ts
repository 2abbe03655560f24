// What is taken out and brought in again changes nothing: neither the real term, nor a college full of odd words.
import fc from 'fast-check'
import type { Db } from '../../../src/database/schema.ts'
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { testDatabase } from '../../support/database.ts'
import { listRunViews, type RunView, snapshot } from '../import/snapshot.ts'
import { realFiles, settings } from '../import/support.ts'
import { empty, type Kind, takeOut } from './support/files.ts'
import { build, collegeOf } from './support/odd-college.ts'

const database = testDatabase()

async function bringsNothing(db: Db, kind: Kind): Promise<void> {
  const before = await snapshot(db)
  const { files, lines } = await takeOut(db, kind)
  if (lines === 0) return
  const report = await importProspectus(db, files, settings)
  expect(report.problems.filter(({ level }) => level === 'error')).toEqual([])
  expect(report.runs.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([])
  expect(report.runs).toHaveLength(lines)
  expect(await snapshot(db)).toEqual(before)
}

test.each<Kind>(['csv', 'workbook'])('the real term, as %s', async (kind) => {
  await importProspectus(database().db, realFiles, settings)
  await bringsNothing(database().db, kind)
})

test('the real term comes back whole in an empty college, remarks and roles too', async () => {
  const { db } = database()
  await importProspectus(db, realFiles, settings)
  const before = withoutIds(await listRunViews(db))
  const { files } = await takeOut(db, 'csv')
  await empty(db)
  expect((await importProspectus(db, files, settings)).outcome).toBe('imported')
  expect(withoutIds(await listRunViews(db))).toEqual(before)
})

test('booking rules come back whole in an empty college, and with the term they move', async () => {
  const { db } = database()
  await importProspectus(db, realFiles, settings)
  const { id } = await db
    .selectFrom('run')
    .select('id')
    .orderBy('import_key')
    .limit(1)
    .executeTakeFirstOrThrow()
  const kept = {
    ...{
      enrolment_opens_at: new Date('2026-09-03T08:00Z'),
      enrolment_closes_at: new Date('2026-11-02T23:59Z'),
    },
    ...{
      priority_opens_at: new Date('2026-09-01T08:00Z'),
      priority_for: ['carer-or-family' as const, 'new' as const],
    },
    ...{ audience: 'Carers', audience_confirmed: true, first_session_needed: true, sessions_needed: 3 },
    drop_in: true,
  }
  await db.updateTable('run').set(kept).where('id', '=', id).execute()
  const { files } = await takeOut(db, 'workbook')
  const rulesNow = () => db.selectFrom('run').selectAll().where('drop_in', '=', true).execute()
  await empty(db)
  expect((await importProspectus(db, files, settings)).outcome).toBe('imported')
  expect(await rulesNow()).toMatchObject([kept])
  await empty(db)
  await importProspectus(db, { ...files, shiftWeeks: 8 }, settings)
  expect(await rulesNow()).toMatchObject([
    {
      ...kept,
      ...{
        enrolment_opens_at: new Date('2026-10-29T09:00Z'),
        priority_opens_at: new Date('2026-10-27T09:00Z'),
      },
      enrolment_closes_at: new Date('2026-12-28T23:59Z'),
    },
  ])
})

function withoutIds(views: RunView[]) {
  return views.map((view) => ({ ...view, id: '' }))
}

test('a college full of odd words, as both', async () => {
  const { db } = database()
  let lines = 0
  await fc.assert(
    fc.asyncProperty(collegeOf, async (college) => {
      await build(db, college)
      lines += (await takeOut(db, 'csv')).lines
      await bringsNothing(db, 'csv')
      await bringsNothing(db, 'workbook')
    }),
    { numRuns: 25, endOnFailure: true },
  )
  expect(lines).toBeGreaterThan(20)
})
