import type { Locator, Page } from 'playwright-core'
import { addMinutes } from '../../src/lib/time.ts'
import { deedsIn } from '../support/deeds.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()
const day = 24 * 60

/** A request to answer, two people with a place, and somebody without email who was offered a place by telephone. */
async function addWork(): Promise<void> {
  const { db, deps } = site()
  const now = new Date()
  const deeds = deedsIn(db, deps)
  await addPerson(db, { email: 'office@example.org', roles: ['administrator'], now })
  const drawing = (await addCourse(db, { title: 'Starting to draw' })).id
  const { runId: agreed } = await addRun(db, { course: drawing, needsApproval: true, now })
  await deeds.enrol(agreed, await addPerson(db, { name: 'Kit Asker', now }))
  for (const name of ['Ana Placed', 'Ben Placed'])
    await addEnrolment(db, agreed, { person: await addPerson(db, { name, now }), joinedAt: now })

  const walking = (await addCourse(db, { title: 'Walking group' })).id
  const soon = [{ startsAt: addMinutes(now, 9 * day) }]
  const { runId: full } = await addRun(db, { course: walking, capacity: 1, sessions: soon, now })
  const holder = await addEnrolment(db, full, { person: await addPerson(db, { now }), joinedAt: now })
  const caller = await addPerson(db, { name: 'Mags Nomail', email: null, now })
  await db.updateTable('person').set({ phone: '028 9018 0123' }).where('id', '=', caller).execute()
  await deeds.enrol(full, caller)
  await deeds.withdraw(holder)
}

test.each(widths)(
  'the office answers a request, changes how many places there are, and notes a call (%i px)',
  async (width) => {
    await addWork()
    const page = await site().visit({ width, as: 'office@example.org' })
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Office')
    const needs = page.getByRole('region', { name: 'What needs you' })

    await press(needs.getByRole('link', { name: '1 request to answer' }))
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Starting to draw')
    await press(page.getByRole('button', { name: 'Approve' }))
    expect(await page.getByRole('status').textContent()).toContain('Kit Asker has a place')
    expect(await page.getByRole('heading', { name: 'Asked for a place' }).count()).toBe(0)

    await page.getByLabel('How many places are there?').fill('2')
    await press(page.getByRole('button', { name: 'Save the number of places' }))
    expect(await page.getByRole('alert').textContent()).toContain('3 places are taken')
    expect(await page.getByLabel('How many places are there?').inputValue()).toBe('2')
    await page.getByLabel('If that is fewer than are taken, why?').fill('The room is smaller')
    await press(page.getByRole('button', { name: 'Save the number of places' }))
    expect(await page.getByRole('main').textContent()).toContain('Over-full by decision: The room is smaller')
    expect(await page.locator('.figure').first().textContent()).toMatch(/3\s+of 2 places taken/)

    await press(page.getByRole('link', { name: 'All runs' }))
    await press(needs.getByRole('link', { name: '1 person to call or write to' }))
    const call = page.getByRole('region', { name: 'Mags Nomail' })
    expect(await call.getByRole('link', { name: '028 9018 0123' }).getAttribute('href')).toBe(
      'tel:02890180123',
    )
    await press(call.getByRole('button', { name: 'Yes: give the place' }))
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Call list')
    expect(await page.getByRole('status').textContent()).toContain('Mags Nomail has a place')
    await press(page.getByRole('main').getByRole('link', { name: 'Office' }))
    expect(await needs.textContent()).toContain('Nothing waits for you just now')
  },
)

test('a request that is declined without a reason is not declined, and the line is asked for where it is', async () => {
  await addWork()
  const page = await site().visit({ width: 360, as: 'office@example.org' })
  await press(page.getByRole('link', { name: '1 request to answer' }))
  await press(page.getByText('Decline').first())
  await press(page.getByRole('button', { name: 'Decline' }))
  const line = page.getByLabel('Why not? The person reads this')
  expect(await line.isVisible()).toBe(true)
  expect(await line.getAttribute('aria-invalid')).toBe('true')
  await line.fill('We keep these places for carers this time')
  await press(page.getByRole('button', { name: 'Decline' }))
  expect(await page.getByRole('heading', { name: 'Asked for a place' }).count()).toBe(0)
})

test.each(widths)(
  'the office calls a run off, and then tells the one who has no email (%i px)',
  async (width) => {
    const { db } = site()
    const now = new Date()
    await addPerson(db, { email: 'office@example.org', roles: ['administrator'], now })
    const { id: course } = await addCourse(db, { title: 'Sleep well' })
    const { runId } = await addRun(db, { course, now })
    for (const [name, email] of [
      ['Ana Placed', 'ana@example.org'],
      ['Mags Nomail', null],
    ] as const)
      await addEnrolment(db, runId, { person: await addPerson(db, { name, email, now }), joinedAt: now })
    const page = await site().visit({ width, as: 'office@example.org' })
    await press(page.getByRole('link', { name: 'Sleep well' }))
    await press(page.getByRole('link', { name: 'Call off this run' }))
    expect(await page.getByRole('main').textContent()).toContain('2 people have a place')
    expect(await page.getByRole('main').textContent()).toContain(
      '1 will be told by message, and 1 will be on your call list.',
    )

    await press(page.getByRole('button', { name: 'Call off this run' }))
    expect(await page.getByRole('alert').textContent()).toContain('Say why, in a few words')
    await page.getByLabel('Why is it called off?').fill('Both trainers are ill')
    await press(page.getByRole('button', { name: 'Call off this run' }))
    expect(await page.getByRole('status').textContent()).toContain('Sleep well is called off')
    expect(await page.getByRole('button', { name: 'Cancel this place' }).count()).toBe(0)

    const call = page.getByRole('region', { name: 'Mags Nomail' })
    await reloadUntil(page, '/admin/call-list', call)
    expect(await call.textContent()).toContain('Both trainers are ill')
    await press(call.getByRole('button', { name: 'I have told them' }))
    expect(await page.getByRole('status').textContent()).toContain('Noted: Mags Nomail knows')
    expect(await call.count()).toBe(0)
  },
)

/** The worker does its part in its own time. */
async function reloadUntil(page: Page, address: string, there: Locator): Promise<void> {
  const until = Date.now() + 30_000
  do {
    await page.goto(address)
    if ((await there.count()) > 0) return
  } while (Date.now() < until)
  throw new Error(`${address} does not show it`)
}

test.each(widths)('somebody who did not answer in time is put back on the list (%i px)', async (width) => {
  const { db } = site()
  const now = new Date()
  await addPerson(db, { email: 'office@example.org', roles: ['administrator'], now })
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const { runId } = await addRun(db, { course, capacity: 0, now })
  const person = await addPerson(db, { name: 'Ben Late', now })
  const before = addMinutes(now, -5 * day)
  const row = {
    run_id: runId,
    person_id: person,
    status: 'lapsed',
    joined_at: before,
    ended_at: now,
  } as const
  await db.insertInto('enrolment').values(row).execute()
  const page = await site().visit({ width, as: 'office@example.org' })
  await press(page.getByRole('link', { name: 'Sleep well' }))
  expect(await page.getByRole('heading', { name: 'Did not answer in time' }).count()).toBe(1)
  await press(page.getByRole('button', { name: 'Put back on the list' }))
  expect(await page.getByRole('status').textContent()).toContain('Ben Late is back on the waiting list')
  expect(await page.getByRole('heading', { name: 'Did not answer in time' }).count()).toBe(0)
})

test('months far away unfold with the keyboard alone', async () => {
  const { db } = site()
  const now = new Date()
  await addPerson(db, { email: 'office@example.org', roles: ['administrator'], now })
  for (const [title, days] of [
    ['Soon', 1],
    ['Much later', 90],
  ] as const) {
    const { id: course } = await addCourse(db, { title })
    await addRun(db, { course, sessions: [{ startsAt: addMinutes(now, days * day) }], now })
  }
  const page = await site().visit({ width: 360, as: 'office@example.org' })
  const [soon, later] = ['Soon', 'Much later'].map((name) => page.getByRole('link', { name }))
  expect([await soon?.isVisible(), await later?.isVisible()]).toEqual([true, false])
  await page.locator('summary').last().focus()
  await page.keyboard.press('Enter')
  expect(await later?.isVisible()).toBe(true)
})
