import { audit } from '../../src/audit/audit.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { endRun } from '../../src/enrolment/end-run.ts'
import { cancelSession } from '../../src/scheduling/sessions/cancel.ts'
import { settleCompletion } from '../../src/registers/completion/settle.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { mergeIdOf, officeOf } from '../enrolment/merging/support/records.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson, today } from '../support/college.ts'
import { office as signedIn } from '../support/office.ts'
import { enrolled, inDays, night, say, sayIn, statusOf } from './support/term-over.ts'

const college = testApp()

/** Three classes: Ana came to all, Ben to one and told us of two, and of Cem nobody said anything. */
async function over() {
  const app = college()
  const run = await enrolled(app, ['Ana', 'Ben', 'Cem'], 3)
  const { Ana, Ben, Cem } = run.places as Record<
    'Ana' | 'Ben' | 'Cem',
    { personId: string; enrolmentId: string }
  >
  for (const [index, sessionId] of run.sessionIds.entries()) {
    app.clock.now = addMinutes(inDays(1 + index * 7), 60)
    await say(app, sessionId, run.peerId, {
      [Ana.enrolmentId]: index === 1 ? 'late' : 'present',
      [Ben.enrolmentId]: index === 0 ? 'left-early' : 'told-us',
    })
  }
  app.clock.now = inDays(17)
  await night(app)
  return { app, ...run, Ana, Ben, Cem }
}

async function joined(enrolling: Promise<{ ok: true; enrolmentId: string } | { ok: false; reason: string }>) {
  const result = await enrolling
  if (!result.ok) throw new Error(result.reason)
  return result.enrolmentId
}

async function faults() {
  const { db, config, clock } = college()
  return audit(db, { clock: () => clock.now, config })
}

test('a run that is over says who completed it, and a correction is followed; nobody is written to', async () => {
  const { app, Ana, Ben, Cem, sessionIds, peerId } = await over()
  const { db, clock } = app
  const all = () => Promise.all([Ana, Ben, Cem].map((place) => statusOf(db, place)))
  const mails = () =>
    db
      .selectFrom('mail')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirst()
  expect(await all()).toEqual(['completed', 'not-completed', 'confirmed'])
  const before = await mails()
  clock.now = inDays(20)
  for (const sessionId of sessionIds.slice(1))
    await say(app, sessionId, peerId, { [Ben.enrolmentId]: 'present' })
  await say(app, sessionIds[0]!, peerId, { [Ana.enrolmentId]: 'no-word' })
  await app.runJobs()
  expect(await all()).toEqual(['not-completed', 'completed', 'confirmed'])
  clock.now = inDays(40)
  await night(app)
  expect(await all()).toEqual(['not-completed', 'completed', 'confirmed'])
  expect(await mails()).toEqual(before)
  expect(await faults()).toEqual([])
})

test('a register that is to come is waited for, two weeks; a class that was called off counts nothing', async () => {
  const app = college()
  const { places, sessionIds, peerId } = await enrolled(app, ['Ana'], 4)
  const ana = places.Ana!
  // Marked, and then called off while it was still to come: of it nothing counts.
  await say(app, sessionIds[3]!, peerId, { [ana.enrolmentId]: 'told-us' })
  await inTransaction(app.db, (tx) =>
    cancelSession(tx, sessionIds[3]!, { now: app.clock.now, actorId: null }),
  )
  app.clock.now = addMinutes(inDays(8), 60)
  await say(app, sessionIds[0]!, peerId, { [ana.enrolmentId]: 'no-word' })
  await say(app, sessionIds[1]!, peerId, { [ana.enrolmentId]: 'present' })
  app.clock.now = inDays(24)
  await night(app)
  expect(await statusOf(app.db, ana)).toBe('confirmed')
  app.clock.now = inDays(31)
  await night(app)
  expect([await statusOf(app.db, ana), await faults()]).toEqual(['not-completed', []])
  await say(app, sessionIds[0]!, peerId, { [ana.enrolmentId]: null })
  await app.runJobs()
  expect([await statusOf(app.db, ana), await faults()]).toEqual(['completed', []])
})

test('whoever joins late is measured by the whole course, and reads so', async () => {
  const app = college()
  const { places, deeds, sessionIds, runId, peerId } = await enrolled(app, ['Ana', 'Ben'], 6, {
    closesAt: inDays(40),
  })
  const { Ana, Ben } = places as Record<'Ana' | 'Ben', { personId: string; enrolmentId: string }>
  for (const [week, sessionId] of sessionIds.entries()) {
    app.clock.now = addMinutes(inDays(1 + week * 7), 60)
    // Ben leaves after the first class, and comes back for the last.
    if (week === 1) await deeds.withdraw(Ben.enrolmentId)
    const back = week === 5 ? await joined(deeds.enrol(runId, Ben.personId)) : undefined
    await say(app, sessionId, peerId, {
      [Ana.enrolmentId]: week === 0 ? 'no-word' : 'present',
      ...(week === 0 ? { [Ben.enrolmentId]: 'present' as const } : {}),
      ...(back === undefined ? {} : { [back]: 'present' as const }),
    })
    if (back !== undefined) Ben.enrolmentId = back
  }
  app.clock.now = inDays(38)
  await night(app)
  expect([await statusOf(app.db, Ana), await statusOf(app.db, Ben)]).toEqual(['completed', 'not-completed'])
  expect(await faults()).toEqual([])
  await givePasswords(app.db)
  const ben = await app.as('ben@example.org')
  expect((await ben.get('/my/courses')).text).toContain('You came to 2 of 6 classes.')
  await addPerson(app.db, { email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(app.db)
  const office = await app.as('office@example.org')
  expect((await office.get(`/admin/runs/${runId}/completion`)).text).toContain(
    'Came to 2 of 6 classes; 5 are enough. They had no place at 4 of them.',
  )
})

test('where fewer than half of the classes are marked, the office is asked, and says it or has them marked', async () => {
  const app = college()
  const { places, sessionIds, runId, peerId } = await enrolled(app, ['Ana', 'Ben'], 5)
  const { Ana, Ben } = places as Record<'Ana' | 'Ben', { personId: string; enrolmentId: string }>
  app.clock.now = inDays(28)
  for (const sessionId of sessionIds.slice(0, 2))
    await say(app, sessionId, peerId, { [Ana.enrolmentId]: 'present', [Ben.enrolmentId]: 'present' })
  app.clock.now = inDays(40)
  await night(app)
  const [office] = await signedIn(app, 'Olu')
  const read = async (page: string) =>
    (await office.get(page)).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  const waits = 'complete their course? No register says it'
  expect(await read('/admin')).not.toContain(waits)
  app.clock.now = inDays(45)
  await night(app)
  expect([await statusOf(app.db, Ana), await faults()]).toEqual(['confirmed', []])
  // It stands there until somebody says it, however late.
  app.clock.now = inDays(200)
  expect(await read('/admin')).toContain(`Did 2 people ${waits}`)
  expect(await read('/admin/graduation')).toMatch(/Did they complete it\? .* 2 people to decide about/)
  expect(await read(`/admin/runs/${runId}/completion`)).toContain('Fewer than half of its classes are marked')
  app.clock.now = inDays(45)

  const decide = (outcome: string) =>
    office.post(`/admin/enrolments/${Ben.enrolmentId}/completion`, { outcome, reason: 'Moved away' })
  await decide('not-completed')
  expect((await decide('marks')).status).toBe(409)
  expect(await read('/admin')).toContain(`Did 1 person ${waits}`)
  await say(app, sessionIds[2]!, peerId, { [Ana.enrolmentId]: 'present', [Ben.enrolmentId]: 'present' })
  await app.runJobs()
  expect([await statusOf(app.db, Ana), await statusOf(app.db, Ben)]).toEqual(['completed', 'not-completed'])
  expect((await decide('marks')).status).toBe(303)
  expect([await statusOf(app.db, Ben), await faults()]).toEqual(['completed', []])
  expect(await read('/admin')).not.toContain(waits)
})

test('a mark and the end of the run in one moment do not miss each other', async () => {
  const app = college()
  const { places, sessionIds, peerId, runId } = await enrolled(app, ['Ana'], 1)
  app.clock.now = inDays(2)
  const context = { config: app.config, clock: () => app.clock.now }
  // The run ends between the mark and its commit: who looks at the end cannot see it yet.
  const ending = await inTransaction(app.db, async (tx) => {
    await sayIn(tx, app, sessionIds[0]!, peerId, { [places.Ana!.enrolmentId]: 'present' })
    const begun = inTransaction(app.db, (other) => endRun(other, runId, context))
    await new Promise((soon) => setTimeout(soon, 100))
    return { begun }
  })
  await ending.begun
  await app.runJobs()
  expect(await statusOf(app.db, places.Ana!)).toBe('completed')
})

test('the office sees by what it is decided, decides otherwise, and leaves it to the marks again', async () => {
  const { app, runId, Ben, Cem } = await over()
  await addPerson(app.db, { name: 'Olu', email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(app.db)
  const office = await app.as('office@example.org')
  const page = `/admin/runs/${runId}/completion`
  const shown = async () => (await office.get(page)).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(await shown()).toContain('1 of 3 people completed it')
  expect(await shown()).toMatch(/Ben Came to 1 of 3 classes; 3 are enough/)
  expect(await shown()).toContain('No register says anything of them')

  const decide = (fields: Record<string, string>) =>
    office.post(`/admin/enrolments/${Ben.enrolmentId}/completion`, fields)
  const refused = await decide({ outcome: 'completed', reason: ' ' })
  expect([refused.status, refused.text.includes('Say why, in a few words')]).toEqual([422, true])
  expect((await decide({ outcome: 'completed', reason: 'Did the work at home' })).status).toBe(303)
  expect(await statusOf(app.db, Ben)).toBe('completed')
  expect(await shown()).toMatch(/Decided by Olu on .*: Did the work at home/)
  await night(app)
  expect([await statusOf(app.db, Ben), await faults()]).toEqual(['completed', []])

  await decide({ outcome: 'marks', reason: '' })
  expect(await shown()).toContain('The marks say whether they completed it')
  expect([await statusOf(app.db, Ben), await faults()]).toEqual(['not-completed', []])
  await office.post(`/admin/enrolments/${Cem.enrolmentId}/completion`, {
    outcome: 'not-completed',
    reason: 'Moved away',
  })
  expect(await statusOf(app.db, Cem)).toBe('not-completed')
  const trail = await app.db
    .selectFrom('audit_event')
    .where('action', 'like', 'enrolment.completion%')
    .orderBy('id')
    .select(['action', 'detail'])
    .execute()
  expect(trail).toEqual([
    { action: 'enrolment.completion-decided', detail: { after: true } },
    { action: 'enrolment.completion-left-to-marks', detail: { before: true } },
    { action: 'enrolment.completion-decided', detail: { after: false } },
  ])
  expect(JSON.stringify(trail)).not.toContain('at home')
})

test('what was decided of somebody of whom no register says anything stays so until a register does', async () => {
  const { app, runId, Cem, sessionIds, peerId } = await over()
  await addPerson(app.db, { name: 'Olu', email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(app.db)
  const office = await app.as('office@example.org')
  const page = (await office.get(`/admin/runs/${runId}/completion`)).text
  expect(page).toContain('Mark a register, or decide here.')
  expect(page.match(/[^/]+(?=\/register")/g)).toEqual(sessionIds)
  const decide = (fields: Record<string, string>) =>
    office.post(`/admin/enrolments/${Cem.enrolmentId}/completion`, fields)
  await decide({ outcome: 'completed', reason: 'Did the work at home' })
  const refused = await decide({ outcome: 'marks', reason: '' })
  expect([refused.status, refused.text.includes('so the marks cannot say it')]).toEqual([409, true])
  expect([await statusOf(app.db, Cem), await faults()]).toEqual(['completed', []])
  await say(app, sessionIds[0] ?? '', peerId, { [Cem.enrolmentId]: 'no-word' })
  expect((await decide({ outcome: 'marks', reason: '' })).status).toBe(409)
  await say(app, sessionIds[1] ?? '', peerId, { [Cem.enrolmentId]: 'present' })
  expect((await decide({ outcome: 'marks', reason: '' })).status).toBe(303)
  expect([await statusOf(app.db, Cem), await faults()]).toEqual(['not-completed', []])
})

test('of a run that goes on nothing is decided, whoever asks', async () => {
  const app = college()
  const { places, runId } = await enrolled(app, ['Ana'], 2)
  const [office] = await signedIn(app, 'Olu')
  expect((await office.get(`/admin/runs/${runId}/completion`)).text).toContain('not over yet')
  await office.post(`/admin/enrolments/${places.Ana!.enrolmentId}/completion`, {
    outcome: 'completed',
    reason: 'Soon',
  })
  expect(await statusOf(app.db, places.Ana!)).toBe('confirmed')
  expect(await app.db.selectFrom('completion_decision').selectAll().execute()).toEqual([])
  expect(today).toEqual(app.clock.now)
})

test('of two records of one person the classes of both count, and of each its own once they are parted', async () => {
  const app = college()
  const { places, sessionIds, peerId } = await enrolled(app, ['Ana', 'Anna'], 3)
  const [ana, anna] = [places.Ana!, places.Anna!]
  for (const [week, sessionId] of sessionIds.entries()) {
    app.clock.now = addMinutes(inDays(1 + week * 7), 60)
    await say(app, sessionId, peerId, {
      [ana.enrolmentId]: week < 2 ? 'present' : 'no-word',
      [anna.enrolmentId]: week < 2 ? 'no-word' : 'present',
    })
  }
  app.clock.now = inDays(17)
  await night(app)
  const both = () => Promise.all([ana, anna].map((place) => statusOf(app.db, place)))
  expect(await both()).toEqual(['not-completed', 'not-completed'])
  const office = await officeOf(app)
  const mergeId = mergeIdOf(await office.merge(ana.personId, anna.personId))
  await app.runJobs()
  expect([await both(), await faults()]).toEqual([['completed', 'completed'], []])
  await office.undo(mergeId)
  await app.runJobs()
  expect([await both(), await faults()]).toEqual([['not-completed', 'not-completed'], []])
})

test('a college that changes its share takes nothing from those who completed a course before', async () => {
  const { app, Ana, runId, sessionIds, peerId } = await over()
  const { db, config, clock } = app
  expect(await statusOf(db, Ana)).toBe('completed')
  const asking = (percent: number) => ({
    config: { ...config, completion: { ...config.completion, percent } },
    clock: () => clock.now,
  })
  const settle = (percent: number) => inTransaction(db, (tx) => settleCompletion(tx, runId, asking(percent)))
  clock.now = inDays(20)
  // Of three classes 70 % are three, and 50 % are two.
  await say(app, sessionIds[0]!, peerId, { [Ana.enrolmentId]: 'no-word' })
  await settle(50)
  expect(await statusOf(db, Ana)).toBe('not-completed')
  await say(app, sessionIds[0]!, peerId, { [Ana.enrolmentId]: 'late' })
  await settle(50)
  expect(await statusOf(db, Ana)).toBe('completed')
  expect(await audit(db, asking(100))).toEqual([])
})
