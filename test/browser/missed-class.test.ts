// A class that somebody missed, on a phone and without JavaScript: marked by its trainer, called about by a personal
// tutor, and at last the place goes to the next in line.
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()
const day = 24 * 60

async function missedClass() {
  const { db } = site()
  const now = new Date()
  const { id: course } = await addCourse(db, { title: 'Understanding worry' })
  const { runId, peerId } = await addRun(db, {
    course,
    capacity: 1,
    waitingListMode: 'auto',
    closesAt: addMinutes(now, 6 * day),
    // Today's, which is over by a minute.
    sessions: [
      { startsAt: addMinutes(now, -3), endsAt: addMinutes(now, -1) },
      { startsAt: addMinutes(now, 7 * day) },
    ],
    now: addMinutes(now, -20 * day),
  })
  await db.updateTable('person').set({ email: 'trainer@example.org' }).where('id', '=', peerId).execute()
  await addPerson(db, { name: 'Tuli', email: 'tutor@example.org', roles: ['personal-tutor'], now })
  const noor = await addPerson(db, { name: 'Noor Aziz', email: 'noor@example.org', now })
  const reached = { phone: '07700 900123', best_time: 'After 2pm', preferred_contact: 'phone' as const }
  await db.updateTable('person').set(reached).where('id', '=', noor).execute()
  const wren = await addPerson(db, { name: 'Wren Malley', email: 'wren@example.org', now })
  await addEnrolment(db, runId, { person: noor, joinedAt: addMinutes(now, -10 * day) })
  const waiting = await addEnrolment(db, runId, {
    person: wren,
    status: 'waiting',
    joinedAt: addMinutes(now, -9 * day),
  })
  return { runId, waiting }
}

test('a trainer marks no word, a tutor leaves a message and then hears that they stop, and the next in line has the place', async () => {
  const { db } = site()
  const { runId, waiting } = await missedClass()
  const trainer = await site().visit({ width: 360, as: 'trainer@example.org' })
  const { id: session } = await db
    .selectFrom('session')
    .where('run_id', '=', runId)
    .orderBy('starts_at')
    .select('id')
    .executeTakeFirstOrThrow()
  await trainer.goto(`/trainer/sessions/${session}/register`)
  await trainer.getByLabel('No word').first().check()
  await press(trainer.getByRole('button', { name: /^Save/ }).first())

  const tutor = await site().visit({ width: 360, as: 'tutor@example.org' })
  expect(await tutor.getByRole('heading', { level: 1 }).textContent()).toBe('People to call')
  await press(tutor.getByRole('link', { name: 'Noor Aziz' }))
  expect(await tutor.getByRole('link', { name: '07700 900123' }).getAttribute('href')).toContain('tel:')
  expect(await tutor.getByText('After 2pm').isVisible()).toBe(true)
  await press(tutor.getByRole('button', { name: 'I will call' }))
  await tutor.getByLabel('I left a message').check()
  await tutor.getByLabel('What the next person should know').fill('With his brother')
  await press(tutor.getByRole('button', { name: 'Save', exact: true }))
  expect(await tutor.getByText('Your message is noted').isVisible()).toBe(true)

  await press(tutor.getByRole('link', { name: 'Noor Aziz' }))
  expect(await tutor.getByText('With his brother').isVisible()).toBe(true)
  await tutor.getByLabel('They want to give up their place').check()
  await press(tutor.getByRole('button', { name: 'Save', exact: true }))
  expect(await tutor.getByText('Noor Aziz has withdrawn').isVisible()).toBe(true)
  expect(await tutor.getByText('Nobody to call').isVisible()).toBe(true)

  const wren = await site().visit({ width: 360, as: 'wren@example.org' })
  const until = Date.now() + 20_000
  const status = async () =>
    (await db.selectFrom('enrolment').select('status').where('id', '=', waiting).executeTakeFirst())?.status
  while ((await status()) !== 'confirmed' && Date.now() < until)
    await new Promise((done) => setTimeout(done, 100))
  await wren.goto('/my/courses')
  expect(await wren.getByRole('heading', { name: 'You have a place' }).isVisible()).toBe(true)
  await press(wren.getByRole('button', { name: 'I cannot come to this date' }))
  expect(await wren.getByText('Thank you for telling us').isVisible()).toBe(true)
})
