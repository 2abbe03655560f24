import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'

const college = testApp()

test('of more times than a page shows the first is found as well, and all are counted', async () => {
  const { db, as } = college()
  const reader = await addPerson(db, { name: 'Ada', roles: ['administrator'] })
  const wren = await addPerson(db, { name: 'Wren', email: 'wren@example.org' })
  await sql`insert into sensitive_reading (at, person_id, reader_id, role, kinds, reason, words)
    select ${today}, ${wren}, ${reader}, 'administrator', array['what-helps'], 'other', 'Time ' || n
    from generate_series(1, 230) n`.execute(db)
  await givePasswords(db)
  const browser = await as('wren@example.org')
  const seen: string[] = []
  for (let next: string | undefined = paths.whoLooked(); next !== undefined;) {
    const { text } = await browser.get(next)
    expect(text).toContain('230 times so far.')
    seen.push(...(text.match(/Time \d+/g) ?? []))
    next = load(text)('a[rel=next]').attr('href')
  }
  expect(seen).toEqual(Array.from({ length: 230 }, (_, index) => `Time ${230 - index}`))
  const below = await browser.get(`${paths.whoLooked()}?before=1`)
  expect(below.text).not.toContain('Nobody has looked')
  expect(load(below.text)('a:contains("Newest times")').attr('href')).toBe(paths.whoLooked())
})
