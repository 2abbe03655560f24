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
    expect(await page.getByRole('main').textContent()).toContain('Done')
    expect(await page.getByRole('main').textContent()).toContain('Kit Asker')
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
    await press(needs.getByRole('link', { name: '1 person to call about a place' }))
    const call = page.getByRole('region', { name: 'Mags Nomail' })
    expect(await call.getByRole('link', { name: '028 9018 0123' }).getAttribute('href')).toBe(
      'tel:02890180123',
    )
    await press(call.getByRole('button', { name: 'Yes: give the place' }))
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Walking group')
    await press(page.getByRole('link', { name: 'All runs' }))
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
