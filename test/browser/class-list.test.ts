import { inTransaction } from '../../src/database/transaction.ts'
import { instantOf, onTheClock } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

/** A run of this trainer's with so many weekly dates and people; the first of them said what helps. */
async function addClass(meetings: number, others: number): Promise<void> {
  const { db } = site()
  const now = new Date()
  const tomorrow = onTheClock(now, 'Europe/London').add({ days: 1 }).with({ hour: 12, minute: 0 })
  const { id: course } = await addCourse(db, { title: 'Understanding worry' })
  const sessions = Array.from({ length: meetings }, (_, at) => ({
    startsAt: instantOf(tomorrow.add({ weeks: at })),
  }))
  const { runId, peerId } = await addRun(db, { course, sessions, now })
  const people = ['Noor Aziz', ...Array.from({ length: others }, (_, at) => `Wren Malley ${at + 1}`)]
  for (const name of people) {
    const person = await addPerson(db, { name, now })
    await addEnrolment(db, runId, { person, joinedAt: now })
  }
  await inTransaction(db, async (tx) => {
    await tx.updateTable('person').set({ email: 'trainer@example.org' }).where('id', '=', peerId).execute()
    await tx
      .updateTable('person')
      .set({ what_helps: 'Large print' })
      .where('name', '=', 'Noor Aziz')
      .execute()
  })
}

test.each(widths)(
  'a trainer opens the class list of tomorrow and prints it, without the site around it (%i px)',
  async (width) => {
    await addClass(4, 2)
    const page = await site().visit({ width, as: 'trainer@example.org' })
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('My teaching')
    await press(page.getByRole('list', { name: 'Tomorrow' }).getByRole('link', { name: 'Class list' }))
    const list = page.getByRole('table', { name: '3 people are coming' })
    expect(await list.getByText('Large print').isVisible()).toBe(true)
    const boxes = page.locator('tbody .people__tick')
    expect([await boxes.count(), await boxes.first().isVisible()]).toEqual([12, false])

    await page.emulateMedia({ media: 'print' })
    for (const chrome of ['header.masthead', 'footer.base', '.back', '.nhsuk-skip-link'])
      expect([chrome, await page.locator(chrome).isVisible()]).toEqual([chrome, false])
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
    expect(await page.getByRole('rowheader', { name: 'Wren Malley 2' }).isVisible()).toBe(true)
    for (const box of await boxes.all()) expect(await box.isVisible()).toBe(true)
    expect(sheetsOf(await page.pdf({ preferCSSPageSize: true }))).toEqual(['upright'])
  },
)

test('a full class and the boxes of a long course go on one sheet on its side', async () => {
  await addClass(8, 11)
  const page = await site().visit({ width: 1280, as: 'trainer@example.org' })
  await press(page.getByRole('list', { name: 'My runs' }).getByRole('link'))
  expect(sheetsOf(await page.pdf({ preferCSSPageSize: true }))).toEqual(['on its side'])
})

test('of the sheets of a day each is one sheet of paper, also that of a drop-in with a long title', async () => {
  const { db, visit } = site()
  const now = new Date()
  const title = 'A first look at the college and at everything that you can learn with us'
  const { id: course } = await addCourse(db, { title })
  await addRun(db, { course, sessions: [{ startsAt: now }], rules: { drop_in: true }, now })
  await addRun(db, { sessions: [{ startsAt: now }], now })
  await addPerson(db, { name: 'Ada Office', email: 'admin@example.org', roles: ['administrator'], now })
  const page = await visit({ width: 1280, as: 'admin@example.org' })
  await page.goto(paths.adminSheets())
  await page.getByRole('heading', { name: '2 sheets', exact: true }).waitFor()
  expect(sheetsOf(await page.pdf({ format: 'A4' }))).toEqual(['upright', 'upright'])
})

/** Each sheet of a PDF by how it lies: every page object says its own size. */
function sheetsOf(pdf: Buffer): string[] {
  const text = pdf.toString('latin1')
  expect(text.startsWith('%PDF-')).toBe(true)
  const sizes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)]
  return sizes.map(([, wide, high]) => (Number(wide) > Number(high) ? 'on its side' : 'upright'))
}
