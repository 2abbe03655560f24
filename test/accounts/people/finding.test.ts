// Finding somebody the way the office asks: a part of a word, an accent left out, a number however it is written.
import { load } from 'cheerio'
import type supertest from 'supertest'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'
import { signUp, words } from '../../enrolment/support/people.ts'

const college = testApp()

async function office() {
  const { db } = college()
  const { browser } = await signUp(college(), 'Office', ['administrator'])
  const ids: Record<string, string> = {}
  for (const [name, phone, email] of [
    ['Maria da Conceição Fernandes', '+44 28 9018 0123', 'maria.f@example.org'],
    ['Seán O’Brien', '07700 900 123', null],
    ['Amal Haddad', null, null],
    ['50% _Percy\\', null, null],
  ] as const) {
    ids[name] = await addPerson(db, { name, email })
    await db.updateTable('person').set({ phone }).where('id', '=', ids[name]).execute()
  }
  return { browser, ids }
}

function names(response: supertest.Response): string[] {
  const page = load(response.text)
  return page('main .row__title')
    .map((_, one) => page(one).text().trim())
    .get()
}

test.each([
  ['conceicao', ['Maria da Conceição Fernandes']],
  ['FERN mar', ['Maria da Conceição Fernandes']],
  ['maria.f@', ['Maria da Conceição Fernandes']],
  ['028 9018', ['Maria da Conceição Fernandes']],
  ['02890180123', ['Maria da Conceição Fernandes']],
  ['07700900123', ['Seán O’Brien']],
  ['sean', ['Seán O’Brien']],
  ['50%', ['50% _Percy\\']],
  ['_', ['50% _Percy\\']],
  ['\\', ['50% _Percy\\']],
  ['zither', []],
])('“%s” finds %j', async (typed, found) => {
  const { browser } = await office()
  const page = await browser.get(`/admin/people?q=${encodeURIComponent(typed)}`)
  expect(page.status).toBe(200)
  expect(names(page)).toEqual(found)
})

test('a name spelled otherwise is found when nobody is written that way, and the page says so', async () => {
  const { browser } = await office()
  const page = await browser.get('/admin/people?q=Hadad')
  expect(names(page)).toEqual(['Amal Haddad'])
  expect(words(page)).toContain('Nobody is written quite like that. These are like it:')
})

test('only so many are shown: the newest first, and how many there are when somebody asks', async () => {
  const { browser } = await office()
  const { db } = college()
  for (let number = 0; number < 35; number++)
    await addPerson(db, { name: `Kim Number${number}`, now: addMinutes(today, number + 1) })
  const newest = names(await browser.get('/admin/people'))
  expect(newest).toHaveLength(30)
  expect(newest[0]).toBe('Kim Number34')
  const asked = await browser.get('/admin/people?q=kim')
  expect(names(asked)).toHaveLength(30)
  expect(words(asked)).toContain('The first 30 of 35 are shown. Type a little more to see fewer.')
})

test('who they are stands beside the name, and the name leads to their page', async () => {
  const { browser, ids } = await office()
  await college()
    .db.insertInto('role_grant')
    .values({ person_id: ids['Amal Haddad']!, role: 'trainer', granted_at: addMinutes(today, 1) })
    .execute()
  const page = await browser.get('/admin/people?q=amal')
  expect(words(page)).toContain('By letter only')
  expect(words(page)).toContain('Student and trainer')
  const href = load(page.text)('main .row__title a').attr('href')
  expect(href).toBe(`/admin/people/${ids['Amal Haddad']}`)
  expect(words(await browser.get(href!))).toContain('Amal Haddad')
})

test.each([
  '/admin/people?q[]=x',
  '/admin/people?q=' + 'x'.repeat(5000),
  '/admin/people?q=%27%22%3B--',
  '/admin/people?q=%F0%9F%8C%B1',
])('an odd search (%#) is answered calmly', async (address) => {
  const { browser } = await office()
  expect((await browser.get(address)).status).toBe(200)
})
