// A class in a library with poor signal, two trainers with a phone each, and a sheet of paper.
import type { Page } from 'playwright-core'
import type { Db } from '../../src/database/schema.ts'
import { addMinutes, dayOf } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { marksOf } from '../registers/marking/support.ts'
import { faultsOfPage } from './support/faults-of-a-page.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()

async function addClass(db: Db) {
  const now = new Date()
  const { id: course } = await addCourse(db, { title: 'Cooking together' })
  const sessions = [{ startsAt: addMinutes(now, -30) }]
  const { runId, sessionIds, peerId, professionalId } = await addRun(db, { course, sessions, now })
  for (const [id, name, email] of [
    [peerId, 'Pia Peer', 'peer@example.org'],
    [professionalId, 'Otto Professional', 'otto@example.org'],
  ] as const)
    await db.updateTable('person').set({ name, email }).where('id', '=', id).execute()
  await addPerson(db, { name: 'Ada Office', email: 'admin@example.org', roles: ['administrator'], now })
  const joinedAt = addMinutes(now, -3 * 24 * 60)
  for (const name of ['Amal', 'Bo', 'Cleo'])
    await addEnrolment(db, runId, { person: await addPerson(db, { name, now: joinedAt }), joinedAt })
  return sessionIds[0] ?? ''
}

const choose = (page: Page, name: string, mark: string) =>
  page.getByRole('group', { name }).getByLabel(mark, { exact: true }).check({ force: true })
const save = (page: Page) => page.getByRole('button', { name: 'Save the register' })
/** Nothing is kept on the phone any more; whatever page it is going to. */
async function expectLetGo(page: Page) {
  const left = () => page.evaluate('localStorage.length').catch(() => undefined)
  while ((await left()) !== 0) await page.waitForTimeout(50)
}
/** One class, and its register open on the phones of both trainers; the other's has no script. */
async function twoPhones() {
  const { db, visit } = site()
  const session = await addClass(db)
  const register = paths.sessionRegister({ id: session })
  const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
  const other = await visit({ width: 360, as: 'otto@example.org' })
  await phone.goto(register)
  await other.goto(register)
  return { db, session, register, phone, other }
}

const status = (page: Page) => page.locator('#register-kept')
/** A page that is being left may still send what it holds; then the next one says so in other words. */
const isSaid = (page: Page) =>
  page.getByText('The register is saved').or(status(page).getByText('What you marked has arrived')).waitFor()

test('without a connection marks stay on the phone, even when the page is closed, and are sent once', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
  await phone.goto(paths.sessionRegister({ id: session }))
  await phone.context().setOffline(true)
  await choose(phone, 'Amal', 'Here')
  await choose(phone, 'Bo', 'No word')
  await save(phone).click()
  await status(phone).getByText('There is no connection').waitFor()
  expect(await marksOf(db, session)).toEqual({ Amal: null, Bo: null, Cleo: null })
  const kept = await phone.evaluate('JSON.stringify(localStorage)')
  expect(kept).not.toMatch(/Amal|Bo\b/)

  // The trainer closes the page, gets signal on the way home, and opens the register again.
  await phone.goto('about:blank')
  await phone.context().setOffline(false)
  await phone.goto(paths.sessionRegister({ id: session }))
  await isSaid(phone)
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: 'no-word', Cleo: null })
  const events = await db.selectFrom('attendance_event').select('means').execute()
  expect(events).toEqual([{ means: 'phone' }, { means: 'phone' }])
  await expectLetGo(phone)
})

test('back in signal with the page still open, what another trainer marked meanwhile is shown and not lost', async () => {
  const { db, session, phone, other } = await twoPhones()
  await phone.context().setOffline(true)
  await choose(phone, 'Amal', 'No word')
  await choose(phone, 'Cleo', 'Late')
  await save(phone).click()
  await status(phone).getByText('There is no connection').waitFor()

  await choose(other, 'Amal', 'Here')
  await press(save(other))
  await phone.context().setOffline(false)
  await phone.getByText('Otto Professional noted “Here” meanwhile').waitFor()
  expect(await phone.getByRole('alert').textContent()).toContain('Amal was marked by somebody else meanwhile')
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: null, Cleo: 'late' })
  await save(phone).click()
  await phone.getByText('The register is saved').waitFor()
  expect(await marksOf(db, session)).toEqual({ Amal: 'no-word', Bo: null, Cleo: 'late' })
})

test('everyone came, without a connection: said of who was on the page, seen there, and of nobody who came since', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
  await phone.goto(paths.sessionRegister({ id: session }))
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: 'Everyone came' }).click()
  await status(phone).getByText('There is no connection').waitFor()
  for (const name of ['Amal', 'Bo', 'Cleo'])
    expect(await phone.getByRole('group', { name }).getByLabel('Here', { exact: true }).isChecked()).toBe(
      true,
    )
  // One of them did not: the others came all the same.
  await choose(phone, 'Bo', 'No word')
  await save(phone).click()
  await status(phone).getByText('There is no connection').waitFor()
  await phone.goto('about:blank')
  const { run_id } = await db.selectFrom('session').select('run_id').executeTakeFirstOrThrow()
  const joinedAt = addMinutes(new Date(), -10)
  await addEnrolment(db, run_id, { person: await addPerson(db, { name: 'Dee', now: joinedAt }), joinedAt })
  await phone.context().setOffline(false)
  await phone.goto(paths.sessionRegister({ id: session }))
  await isSaid(phone)
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: 'no-word', Cleo: 'present', Dee: null })
})

test('a trainer’s page says that marks wait on the phone and where, without a name, until they have arrived', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
  const waits = phone.getByText('What you marked on this phone has not arrived yet')
  await phone.goto(paths.sessionRegister({ id: session }))
  const old = { at: Date.now() - 15 * 86_400_000, marks: {} }
  await phone.evaluate(`localStorage.setItem('register somebody some-session', '${JSON.stringify(old)}')`)
  await phone.context().setOffline(true)
  await choose(phone, 'Amal', 'Here')
  await save(phone).click()
  await status(phone).getByText('There is no connection').waitFor()
  await phone.goto('about:blank')
  await phone.context().setOffline(false)
  await phone.goto(paths.trainer())
  await waits.waitFor()
  // What is too old is gone, of whomever it was.
  expect(await phone.evaluate('Object.keys(localStorage).filter((key) => key.includes("somebody"))')).toEqual(
    [],
  )
  expect(await faultsOfPage(phone)).toEqual([])
  await phone.getByRole('link', { name: /^Register that you marked on / }).click()
  await isSaid(phone)
  expect(await marksOf(db, session)).toMatchObject({ Amal: 'present' })
  await phone.goto(paths.trainer())
  await phone.getByRole('heading', { name: 'My teaching' }).waitFor()
  expect(await waits.count()).toBe(0)
  const other = await visit({ width: 360, as: 'otto@example.org' })
  await other.goto(paths.trainer())
  expect(await other.locator('#marks-kept').isVisible()).toBe(false)
})

test('an answer that is lost on its way takes nothing along that was marked', async () => {
  const { register, phone, other } = await twoPhones()
  await choose(other, 'Amal', 'Here')
  await press(save(other))
  await choose(phone, 'Amal', 'No word')
  // The phone hears that there is a conflict, and loses its signal before the page that shows it.
  await phone.route('**/register', (route) =>
    route.request().isNavigationRequest() ? route.abort() : route.continue(),
  )
  const lost = phone.waitForEvent('requestfailed')
  await save(phone).click()
  await lost
  await phone.unroute('**/register')
  await phone.goto(register)
  await phone.getByText('Otto Professional noted “Here” meanwhile').waitFor()
  expect(await phone.getByRole('group', { name: 'Amal' }).getByLabel('No word').isChecked()).toBe(true)
  await expectLetGo(phone)
})

test('what arrived, though the answer did not, is not sent again, and the next page says that it is there', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
  await phone.goto(paths.sessionRegister({ id: session }))
  await choose(phone, 'Amal', 'Here')
  await phone.route('**/register', async (route) => {
    if (route.request().method() === 'POST') await route.fetch({ maxRedirects: 0 })
    await route.abort()
  })
  await save(phone).click()
  await status(phone).getByText('There is no connection').waitFor()
  await phone.unroute('**/register')
  // The notice of what was saved is for the page that comes next, whichever that is.
  await phone.goto(paths.trainer())
  await phone.getByText('The register is saved').waitFor()
  await phone.goto(paths.sessionRegister({ id: session }))
  await status(phone).getByText('What you marked has arrived').waitFor()
  await expectLetGo(phone)
  const events = await db.selectFrom('attendance_event').select('to_mark').execute()
  expect(events).toEqual([{ to_mark: 'present' }])
})

test('without a script: everyone came, with the keyboard alone', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const page = await visit({ width: 360, as: 'peer@example.org' })
  await page.goto(paths.sessionRegister({ id: session }))
  const everyone = page.getByRole('button', { name: 'Everyone came' })
  await everyone.focus()
  await page.keyboard.press('Enter')
  await page.getByText('The register is saved').waitFor()
  await page.locator('#main input[type=radio]:checked').nth(1).focus()
  await page.keyboard.press('ArrowRight')
  await save(page).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Nothing was changed').or(page.getByText('The register is saved')).first().waitFor()
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: 'late', Cleo: 'present' })
})

test('paper typed in later: from its page to the sheet, and by the code on it to the register, by links alone', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const office = await visit({ width: 1280, as: 'admin@example.org' })
  await office.goto(paths.admin())
  await press(office.getByRole('link', { name: 'Registers', exact: true }))
  await press(office.getByRole('link', { name: 'Sign-in sheets to print' }))
  const { starts_at: startsAt } = await db
    .selectFrom('session')
    .select('starts_at')
    .where('id', '=', session)
    .executeTakeFirstOrThrow()
  await office.getByLabel('Day', { exact: true }).fill(dayOf(startsAt, 'Europe/London'))
  await press(office.getByRole('button', { name: 'Show these sheets' }))
  expect(await office.getByRole('rowheader').count()).toBe(0)
  await office.emulateMedia({ media: 'print' })
  expect(await office.getByRole('rowheader').allTextContents()).toEqual(['Amal', 'Bo', 'Cleo'])
  const code = (await office.locator('.sheet-code strong').textContent()) ?? ''
  await office.emulateMedia({ media: 'screen' })

  await press(office.getByRole('link', { name: 'Registers', exact: true }).first())
  await office.getByLabel('Code on the sheet').fill(code.toLowerCase().replace('-', ' '))
  await press(office.getByRole('button', { name: 'Find the register' }))
  await choose(office, 'Amal', 'Late')
  await choose(office, 'Bo', 'Told us')
  await choose(office, 'Cleo', 'Here')
  await press(save(office))
  expect(await office.getByText('Everybody is marked. Thank you.').isVisible()).toBe(true)
  // The next of a pile is typed in here, without a page between.
  await office.getByLabel('Code on the next sheet').fill('0000-1')
  await press(office.getByRole('button', { name: 'Find the register' }))
  expect(await office.getByRole('heading', { level: 1 }).textContent()).toBe('Registers')
  expect(await office.getByRole('alert').textContent()).toContain('No register has this code')
  expect(await marksOf(db, session)).toEqual({ Amal: 'late', Bo: 'told-us', Cleo: 'present' })
})
