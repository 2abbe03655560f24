// A class in a library with poor signal, and two trainers with a phone each.
import type { Page } from 'playwright-core'
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { marksOf } from '../registers/marking/support.ts'
import { faultsOfPage } from './support/faults-of-a-page.ts'
import { addClass, choose, expectLetGo, isSaid, save, status, twoPhones } from './support/register-phones.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()

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
  const { db, session, phone, other } = await twoPhones(site())
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

test('what was marked of somebody who is not on the register any more is sent once, and then let go of', async () => {
  const { db, session, phone } = await twoPhones(site())
  await phone.context().setOffline(true)
  await choose(phone, 'Amal', 'Here')
  await choose(phone, 'Bo', 'Here')
  await save(phone).click()
  await status(phone).getByText('There is no connection').waitFor()
  // The office noted meanwhile that Bo had given the place back before the class.
  const bo = db.selectFrom('person').where('name', '=', 'Bo').select('id')
  const gone = { status: 'withdrawn' as const, ended_at: addMinutes(new Date(), -120) }
  await db.updateTable('enrolment').set(gone).where('person_id', '=', bo).execute()
  let sent = 0
  phone.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0))
  await phone.context().setOffline(false)
  await phone.getByText('The register is saved').waitFor()
  await expectLetGo(phone)
  expect([sent, await marksOf(db, session)]).toEqual([1, { Amal: 'present', Cleo: null }])
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

test('what is changed while it waits is sent with it, as soon as there is a connection', async () => {
  const { db, session, phone } = await twoPhones(site())
  await phone.context().setOffline(true)
  await choose(phone, 'Amal', 'Here')
  await save(phone).click()
  await status(phone).getByText('is sent as soon as there is one').waitFor()
  await choose(phone, 'Bo', 'Late')
  // Half of a name is nobody yet.
  await phone.getByLabel('Their name').fill('Ro')
  const since = Date.now()
  await phone.context().setOffline(false)
  await isSaid(phone)
  // Not only at the next try, which comes twenty seconds after the last.
  expect(Date.now() - since).toBeLessThan(15_000)
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: 'late', Cleo: null })
  expect(await phone.getByLabel('Their name').inputValue()).toBe('Ro')
  expect(await db.selectFrom('walk_in').select('id').execute()).toEqual([])
})

test('without a connection who walked in waits in the tab, through a reload, and each is noted once', async () => {
  const { db, register, session, phone } = await twoPhones(site())
  await phone.context().setOffline(true)
  await choose(phone, 'Amal', 'Here')
  for (const name of ['Robin', 'Wren', 'Slip']) {
    await phone.getByLabel('Their name').fill(name)
    await phone.getByRole('button', { name: 'Add them' }).click()
    await phone.getByText(`${name} – not sent yet`).waitFor()
  }
  await phone.getByText('Slip – not sent yet').getByRole('button', { name: 'Take out' }).click()
  await status(phone).getByText('please leave it open until they are sent').waitFor()
  expect(await phone.evaluate('JSON.stringify(localStorage)')).not.toMatch(/Robin|Wren/)
  // It arrives, though the answer does not: sent again by the page that is opened again, nobody came twice.
  await phone.route('**/register', async (route) => {
    if (route.request().method() === 'POST') await route.fetch({ maxRedirects: 0 })
    await route.abort()
  })
  await phone.context().setOffline(false)
  const names = db.selectFrom('walk_in').orderBy('name').select('name')
  while ((await names.execute()).length < 2) await phone.waitForTimeout(50)
  await phone.unrouteAll({ behavior: 'wait' })
  await phone.goto(register)
  await phone.getByRole('list', { name: 'Came without a place' }).getByText('Wren').waitFor()
  await expectLetGo(phone)
  expect(await names.execute()).toEqual([{ name: 'Robin' }, { name: 'Wren' }])
  expect(await marksOf(db, session)).toMatchObject({ Amal: 'present' })
  expect(await phone.evaluate('sessionStorage.length')).toBe(0)
})

test('a head count waits on the phone, and is not written over what another counted meanwhile', async () => {
  const { db, visit } = site()
  const now = new Date()
  await addPerson(db, { name: 'Ada Office', email: 'admin@example.org', roles: ['administrator'], now })
  const sessions = [{ startsAt: addMinutes(now, -30) }]
  const { sessionIds } = await addRun(db, { sessions, rules: { drop_in: true }, now })
  const session = sessionIds[0] ?? ''
  const register = paths.adminRegister({ id: session })
  const closed = await visit({ width: 360, as: 'admin@example.org', javaScript: true })
  const context = closed.context()
  await closed.goto(register)
  await context.setOffline(true)
  const countedOn = (page: Page) => page.getByLabel('How many people came?')
  await countedOn(closed).fill('12')
  await countedOn(closed).press('Enter')
  await status(closed).getByText('There is no connection').waitFor()
  await closed.close()
  await db
    .insertInto('head_count')
    .values({ session_id: session, people: 9, counted_at: new Date() })
    .execute()
  await context.setOffline(false)
  const phone = await context.newPage()
  await phone.goto(register)
  await phone.getByRole('alert').getByText('9 were counted by somebody else meanwhile').waitFor()
  expect(await countedOn(phone).inputValue()).toBe('12')
  await countedOn(phone).press('Enter')
  await phone.getByText('The head count is saved').waitFor()
  expect(await db.selectFrom('head_count').select('people').execute()).toEqual([{ people: 12 }])
  await expectLetGo(phone)
})

test('an answer that is lost on its way takes nothing along that was marked', async () => {
  const { register, phone, other } = await twoPhones(site())
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
  await phone.unrouteAll({ behavior: 'wait' })
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
  await phone.unrouteAll({ behavior: 'wait' })
  // The notice of what was saved is for the page that comes next, whichever that is.
  await phone.goto(paths.trainer())
  await phone.getByText('The register is saved').waitFor()
  await phone.goto(paths.sessionRegister({ id: session }))
  await status(phone).getByText('What you marked has arrived').waitFor()
  await expectLetGo(phone)
  const events = await db.selectFrom('attendance_event').select('to_mark').execute()
  expect(events).toEqual([{ to_mark: 'present' }])
})
