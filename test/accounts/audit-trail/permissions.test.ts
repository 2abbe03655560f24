import { load } from 'cheerio'
import { permitted } from '../../../src/accounts/rules.ts'
import { paths } from '../../../src/paths.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun } from '../../support/college.ts'
import { office } from '../../support/office.ts'

const college = testApp()

test('the table on the page is the table in the code, cell by cell', async () => {
  const { db, as } = college()
  await addPerson(db, { email: 'auditor@example.org', roles: ['auditor'] })
  await givePasswords(db)
  const page = load((await (await as('auditor@example.org')).get('/admin/permissions')).text)
  const cells = page('tbody tr')
    .toArray()
    .map((row) =>
      page(row)
        .find('td')
        .toArray()
        .map((cell) => page(cell).text()),
    )
  const roles = ['student', 'trainer', 'personal-tutor', 'administrator', 'auditor'] as const
  const meant = Object.values(permitted).map((allowed) =>
    roles.map((role) => (allowed.includes(role) ? 'Yes' : 'No')),
  )
  expect(cells).toEqual(meant)
})

test('the college in numbers names nobody', async () => {
  const { db, as } = college()
  await addPerson(db, { name: 'Aud Itor', email: 'auditor@example.org', roles: ['auditor'] })
  const { runId } = await addRun(db)
  for (const name of ['Wren Malley', 'Noor Aziz'])
    await addEnrolment(db, runId, { person: await addPerson(db, { name }) })
  await givePasswords(db)
  const page = load((await (await as('auditor@example.org')).get('/admin/overview')).text)
  const facts = page('.nhsuk-summary-list__row')
    .toArray()
    .map((row) => page(row).text().replace(/\s+/g, ' ').trim())
  expect(facts).toEqual(
    expect.arrayContaining(['Student 2', 'Trainer 2', 'Auditor 1', 'Published 1', 'Confirmed 2']),
  )
  expect(page('main').text()).not.toMatch(/Wren|Noor/)
})

test('runs that go without a peer or a professional trainer are counted, and lead to the reasons', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  await addRun(db, { status: 'ended' })
  const { runId } = await addRun(db, { status: 'draft', trainers: 'none' })
  await db.updateTable('run').set({ co_delivery_override: null }).where('id', '=', runId).execute()
  const counts = async () => {
    const page = load((await ada.get(paths.adminOverview())).text)
    const rows = page('h2:contains("Runs given together") + dl dd').toArray()
    const reasons = page('a:contains("Which runs, and the reasons")').attr('href')
    return { rows: rows.map((row) => page(row).text()), reasons }
  }
  expect(await counts()).toEqual({ rows: ['1', '0', '0'], reasons: undefined })
  const publication = paths.adminPublication({ id: runId })
  await ada.get(publication)
  await ada.post(publication, { reason: 'She is ill' })
  const { rows, reasons = '' } = await counts()
  expect(rows).toEqual(['1', '1', '1'])
  expect((await ada.get(reasons)).text).toContain('She is ill')
})
