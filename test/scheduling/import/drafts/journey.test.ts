// From a file to runs in the college, as the office does it.
import { load } from 'cheerio'
import { paths } from '../../../../src/paths.ts'
import { givePasswords, testApp } from '../../../support/app.ts'
import { addPerson } from '../../../support/college.ts'
import { listRunViews, snapshot } from '../snapshot.ts'
import { realFiles } from '../support.ts'
import { idIn, send, wordsOf } from './support.ts'

const college = testApp()

async function office() {
  const app = college()
  await addPerson(app.db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'] })
  await givePasswords(app.db)
  return { app, ada: await app.as('ada@example.org') }
}

test('a real term is uploaded, looked through and imported; a second press changes nothing', async () => {
  const { app, ada } = await office()
  const sent = await send(ada, paths.adminImports(), {
    prospectus: realFiles.prospectus,
    sessions: realFiles.sessions,
  })
  expect(sent.status).toBe(303)
  const id = idIn(sent)
  const page = await ada.get(paths.adminImport({ id }))
  expect(wordsOf(page)).toContain('No errors left')
  expect(wordsOf(page)).toMatch(/89 runs.*127 sessions.*49 new courses/)
  expect(wordsOf(page)).toContain('source contradicts itself')
  expect(await listRunViews(app.db)).toEqual([])
  const confirm = await ada.get(paths.adminImportConfirmation({ id }))
  expect(wordsOf(confirm)).toContain('89 runs new')
  const seen = load(confirm.text)('[name=seen]').attr('value') ?? ''
  const [one, other] = await Promise.all([
    ada.post(paths.adminImportConfirmation({ id }), { seen }),
    ada.post(paths.adminImportConfirmation({ id }), { seen }),
  ])
  expect([one.status, other.status]).toEqual([303, 303])
  expect(await listRunViews(app.db)).toHaveLength(89)
  const before = await snapshot(app.db)
  const result = await ada.get(paths.adminImport({ id }))
  expect(wordsOf(result)).toContain('89 runs new')
  expect(load(result.text)('a[href^="/admin/runs/"]')).toHaveLength(89)
  expect((await ada.post(paths.adminImportConfirmation({ id }), { seen })).status).toBe(303)
  expect(await snapshot(app.db)).toEqual(before)
})
