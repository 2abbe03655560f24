// A term that was copied forward, and the pages of it.
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { onTheClock } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { copyTerm } from '../../../src/scheduling/term-copies/copy-term.ts'
import { lookAtCopy } from '../../../src/scheduling/term-copies/look-at-copy.ts'
import { press } from './site.ts'
import type { Answer } from './answers.ts'
import { page, type Sample } from './sample.ts'

export const termCopyPages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminTermCopyNew.pattern]: [
    page('administrator', ({ termId }) => paths.adminTermCopyNew({ id: termId })),
  ],
  [paths.adminTermCopy.pattern]: [
    page('administrator', ({ termCopyId }) => paths.adminTermCopy({ id: termCopyId })),
  ],
  [paths.adminTermPublication.pattern]: [
    page('administrator', ({ termId }) => paths.adminTermPublication({ id: termId })),
  ],
  [paths.adminTermBooking.pattern]: [
    page('administrator', ({ termId }) => paths.adminTermBooking({ id: termId })),
  ],
  [paths.adminBookingOfRest.pattern]: [page('administrator', () => paths.adminBookingOfRest())],
  [paths.adminPublicationOfRest.pattern]: [page('administrator', () => paths.adminPublicationOfRest())],
}

export const termCopyAnswers: Answer[] = [
  {
    name: 'a copy into a new term without a name',
    who: 'administrator',
    heading: 'Copy Spring and summer forward',
    reach: async (page, { termId }) => {
      await page.goto(paths.adminTermCopyNew({ id: termId }))
      await page.getByLabel('Into').selectOption({ label: 'A new term' })
      await press(page.getByRole('button', { name: 'Show what it comes to' }))
    },
  },
  {
    name: 'a copy of nothing',
    who: 'administrator',
    heading: 'Copy Spring and summer forward',
    reach: async (page, { termId }) => {
      await page.goto(paths.adminTermCopyNew({ id: termId }))
      await page.getByLabel('Into').selectOption({ label: 'The term after' })
      await press(page.getByRole('button', { name: 'Show what it comes to' }))
      // What can be copied as it is stands folded, whichever runs that is in this season.
      for (const fold of await page.locator('details.fold:not([open]) > summary').all()) await fold.click()
      for (const box of await page.locator('input[name="runs"][checked]').all()) await box.uncheck()
      await press(page.getByRole('button', { name: 'Copy what is ticked' }))
    },
  },
]

/** A copy that lacks one of its trainers. */
export async function addTermCopy(
  db: Db,
  { termId, runs }: { termId: string; runs: { several: string; over: string } },
  now: Date,
): Promise<string> {
  await db.updateTable('run').set({ term_id: termId }).where('id', 'in', [runs.several, runs.over]).execute()
  const days = onTheClock(now, 'Europe/London').toPlainDate().add({ days: 200 })
  const into = { slug: 'the-term-after', name: 'The term after', starts_on: days.toString() }
  const { id: intoId } = await db
    .insertInto('term')
    .values({ ...into, ends_on: days.add({ days: 70 }).toString() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const calendar = { now, timeZone: 'Europe/London', country: 'GB-ENG' }
  const asked = {
    fromId: termId,
    intoId,
    weeks: 30,
    withTrainers: true,
    asBefore: new Set<string>(),
    runIds: new Set([runs.several]),
  }
  const copyId = '5b1d3f0e-7c55-4a37-9d9b-0c52a3a7f101'
  await db
    .deleteFrom('role_grant')
    .where('role', '=', 'trainer')
    .where('person_id', 'in', (from) =>
      from
        .selectFrom('run_trainer')
        .where('run_id', '=', runs.several)
        .where('expertise', '=', 'professional')
        .select('person_id'),
    )
    .execute()
  const { mark } = await lookAtCopy(db, asked, calendar)
  await inTransaction(db, (tx) =>
    copyTerm(tx, { ...asked, copyId, newTerm: undefined, mark }, calendar, null),
  )
  return copyId
}
