// Invitations or a calendar link, as each person likes it.
import { load } from 'cheerio'
import type { Role } from '../../src/database/schema.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'

const college = testApp()

const details = { name: 'Amal', phone: '', preferred_contact: 'email', what_helps: '' }

async function amal(roles: Role[] = ['student']) {
  const { db, as } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org', roles })
  await givePasswords(db)
  return as('amal@example.org')
}

const stored = async () => {
  const person = await college().db.selectFrom('person').selectAll().where('name', '=', 'Amal').execute()
  return person[0]?.calendar_invitations
}

const methods = async () => {
  const rows = college().db.selectFrom('mail').where('to_address', '=', 'amal@example.org')
  return (await rows.select('calendar_method').orderBy('number').execute()).map(
    ({ calendar_method }) => calendar_method,
  )
}

test('who wants no more invitations has their dates taken back, and may change their mind', async () => {
  const { db, runJobs } = college()
  const { runId } = await addRun(db, {})
  const browser = await amal()
  await browser.post(`/runs/${runId}/enrolments`)
  await runJobs()
  expect(await methods()).toEqual(['REQUEST'])

  await browser.post('/account', { ...details, calendar_invitations: 'none' })
  await runJobs()
  expect(await methods()).toEqual(['REQUEST', 'CANCEL'])
  const page = load((await browser.get('/account')).text)
  expect(page('input[name="calendar_invitations"]:checked').val()).toBe('none')

  await browser.post('/account', { ...details, calendar_invitations: 'usual' })
  await runJobs()
  expect(await methods()).toEqual(['REQUEST', 'CANCEL', 'REQUEST'])
})

test('a form without the question leaves the answer as it was', async () => {
  const browser = await amal()
  await browser.post('/account', { ...details, calendar_invitations: 'every-date' })
  expect(await stored()).toBe('every-date')
  expect((await browser.post('/account', details)).status).toBe(303)
  expect(await stored()).toBe('every-date')
})

test('an answer that is none of these is asked for again, and nothing is changed', async () => {
  const browser = await amal()
  const response = await browser.post('/account', { ...details, calendar_invitations: 'all' })
  const page = load(response.text)
  expect([response.status, page('.nhsuk-error-summary a').attr('href')]).toEqual([
    422,
    '#calendar_invitations',
  ])
  expect(page('#calendar_invitations')).toHaveLength(1)
  expect(await stored()).toBe('usual')
})

test.each([
  ['trainer', 3],
  ['personal-tutor', 0],
] as const)('a %s is asked if they are sent any', async (role, answers) => {
  const browser = await amal([role])
  const page = load((await browser.get('/account')).text)
  expect(page('input[name="calendar_invitations"]')).toHaveLength(answers)
})
