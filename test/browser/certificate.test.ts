// From the last class to somebody who wants to know whether a certificate is genuine, on a phone.
import { readFile } from 'node:fs/promises'
import { enqueueJob } from '../../src/jobs/enqueue.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { codeInGroups } from '../../src/registers/certificates/code.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()
const day = 24 * 60

/** Two classes, the last of which is over: Sam and Noor had places. */
async function addClass(): Promise<{ runId: string; sessionIds: string[] }> {
  const { db } = site()
  const now = new Date()
  const { id: course } = await addCourse(db, { title: 'Understanding worry' })
  const sessions = [-8, -1].map((days) => ({ startsAt: addMinutes(now, days * day) }))
  const added = await addRun(db, { course, sessions, now: addMinutes(now, -30 * day) })
  await db
    .updateTable('person')
    .set({ email: 'trainer@example.org' })
    .where('id', '=', added.peerId)
    .execute()
  for (const name of ['Sam', 'Noor']) {
    const person = await addPerson(db, { name, email: `${name.toLowerCase()}@example.org`, now })
    await addEnrolment(db, added.runId, { person, joinedAt: addMinutes(now, -20 * day) })
  }
  return added
}

test('a run ends, a student finds the certificate, and somebody sees on the public page that it is genuine', async () => {
  const { runId, sessionIds } = await addClass()
  const { db, visit } = site()
  const trainer = await visit({ width: 360, as: 'trainer@example.org' })
  for (const id of sessionIds) {
    await trainer.goto(`/trainer/sessions/${id}/register`)
    await trainer.getByRole('group', { name: 'Sam' }).getByLabel('Here', { exact: true }).check()
    await trainer.getByRole('group', { name: 'Noor' }).getByLabel('Told us', { exact: true }).check()
    await press(trainer.getByRole('button', { name: 'Save the register' }))
  }
  const sam = await visit({ width: 360, as: 'sam@example.org' })

  await inTransaction(db, (tx) => enqueueJob(tx, 'enrolment.end-run', { runId }, { key: `end:${runId}` }))
  const link = sam.getByRole('link', { name: 'Your certificate (PDF) for Understanding worry' })
  await sam.goto('/my/courses')
  for (let tries = 0; (await link.count()) === 0 && tries < 100; tries += 1) {
    await new Promise((soon) => setTimeout(soon, 100))
    await sam.goto('/my/courses')
  }
  const [download] = await Promise.all([sam.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('certificate-understanding-worry.pdf')
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')
  const noor = await visit({ width: 360, as: 'noor@example.org' })
  await noor.goto('/my/courses')
  expect(await noor.getByRole('list', { name: /over for you/ }).textContent()).toMatch(/Finished/)
  expect(await noor.getByRole('link', { name: /Your certificate/ }).count()).toBe(0)

  const { code } = await db.selectFrom('certificate').select('code').executeTakeFirstOrThrow()
  const anybody = await visit({ width: 360 })
  await anybody.goto('/certificates')
  await anybody.getByLabel('The code on the certificate').fill(codeInGroups(code).toLowerCase())
  await press(anybody.getByRole('button', { name: 'Look it up' }))
  expect(await anybody.getByRole('heading', { level: 1 }).textContent()).toMatch(
    /^This is a genuine certificate of/,
  )
  expect(await anybody.locator('main').textContent()).not.toMatch(/Sam|worry/)
  await press(anybody.getByRole('link', { name: 'Look up another code' }))
  await anybody.getByLabel('The code on the certificate').fill('2222-2222-2222-2222')
  await press(anybody.getByRole('button', { name: 'Look it up' }))
  expect(await anybody.getByRole('heading', { level: 1 }).textContent()).toBe(
    'We know no certificate with this code',
  )
})
