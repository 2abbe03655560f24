import { givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'

const college = testApp()

/** The first message of somebody who has just enrolled. */
async function firstMail(): Promise<string> {
  const { db, as, runJobs } = college()
  await addPerson(db, { name: 'A <b>bold</b> name', email: 'amal@example.org' })
  await givePasswords(db)
  const { runId } = await addRun(db, {})
  const amal = await as('amal@example.org')
  await amal.post(`/runs/${runId}/enrolments`)
  await runJobs()
  const { id } = await db.selectFrom('mail').select('id').executeTakeFirstOrThrow()
  return id
}

test('a message is shown as a mail program would: in a frame that may do nothing', async () => {
  const id = await firstMail()
  const visitor = college().visitor()
  const page = await visitor.get(`/dev/mailbox/${id}`)
  expect(page.text).toMatch(
    new RegExp(`<iframe[^>]*src="/dev/mailbox/${id}\\.html"[^>]*sandbox="allow-popups`),
  )
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  const { headers, text } = await visitor.get(`/dev/mailbox/${id}.html`)
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(policy).toMatch(/sandbox (?!.*allow-(scripts|same-origin|forms|top-navigation))/)
  expect(headers['content-type']).toContain('text/html')
  expect(text).toContain('<base target="_blank">')
  expect(text).toContain('Your place is confirmed')
})

test('a message that is not there is not found in any form', async () => {
  const visitor = college().visitor()
  const nobodys = '00000000-0000-4000-8000-000000000000'
  for (const end of ['', '.html', '.eml'])
    expect([end, (await visitor.get(`/dev/mailbox/${nobodys}${end}`)).status]).toEqual([end, 404])
})

test('what shows on a locked screen is the heading of a message and no course', async () => {
  const { db } = college()
  const id = await firstMail()
  const html = (await college().visitor().get(`/dev/mailbox/${id}.html`)).text
  const body = html.slice(html.indexOf('<body'))
  const { title } = await db.selectFrom('course').select('title').executeTakeFirstOrThrow()
  const before = body.slice(0, body.indexOf(title)).replace(/<[^>]*>/g, '')
  expect(body).toContain(title)
  // Phones show about 140 characters of a message.
  expect(
    before
      .replace(/&#\d+;/g, '_')
      .replace(/\s+/g, ' ')
      .trim().length,
  ).toBeGreaterThan(140)
})
