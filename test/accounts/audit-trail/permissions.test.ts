import { load } from 'cheerio'
import { permitted } from '../../../src/accounts/rules.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun } from '../../support/college.ts'

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
