import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { chaseRegisters } from '../../src/registers/chasing/chase-registers.ts'
import { claimUnfinished } from '../../src/registers/chasing/queries.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun } from '../support/college.ts'
import { isWaiting } from '../support/waiting.ts'
import { inDays } from './support/missed.ts'

const college = testApp()

const chase = (now: Date) => chaseRegisters(college().db, { config: college().config, now })
const mails = () =>
  college()
    .db.selectFrom('mail')
    .select(['to_address', 'subject', 'view'])
    .orderBy('to_address')
    .orderBy('created_at')
    .execute()

/** A run whose classes ended so many days ago, with somebody on it. */
async function given(title: string, ago: number[], run: NewRun = {}) {
  const { db } = college()
  const { id: course } = await addCourse(db, { title })
  const sessions = ago.map((days) => ({ startsAt: addMinutes(inDays(-days), -120) }))
  const added = await addRun(db, { course, now: inDays(-40), sessions, ...run })
  await addEnrolment(db, added.runId, {
    joinedAt: inDays(-30),
    person: await addPerson(db, { name: 'Amal Secret' }),
  })
  return added
}

test('each trainer is asked once for all registers of theirs that are not finished, and nobody is named', async () => {
  const { db } = college()
  const { peerId, professionalId, sessionIds } = await given('Sleep well', [13, 6, 0.5, 15])
  const marked = {
    mark: 'present' as const,
    marked_at: inDays(-5),
    marked_by: peerId,
    means: 'page' as const,
  }
  await db
    .updateTable('attendance')
    .set(marked)
    .where('session_id', '=', sessionIds[1] ?? '')
    .execute()
  await given('Called off', [3], { status: 'cancelled' })
  for (const [id, email] of [
    [peerId, 'tess'],
    [professionalId, 'pat'],
  ] as const)
    await db
      .updateTable('person')
      .set({ email: `${email}@example.org` })
      .where('id', '=', id)
      .execute()
  await Promise.all([chase(inDays(0)), chase(inDays(0))])
  const sent = await mails()
  expect(sent.map(({ to_address: to, subject }) => [to, subject])).toEqual([
    ['pat@example.org', 'A register to finish'],
    ['tess@example.org', 'A register to finish'],
  ])
  expect(JSON.stringify(sent)).toContain(`/trainer/sessions/${sessionIds[0]}/register`)
  expect(JSON.stringify(sent)).not.toContain('Amal')

  // A day later the class of yesterday is a day over: that one alone is new.
  await chase(inDays(1))
  const later = (await mails()).filter((mail) => mail.to_address === 'tess@example.org')
  expect(later).toHaveLength(2)
  expect(JSON.stringify(later[1]?.view)).toContain(sessionIds[2])
  expect(JSON.stringify(later[1]?.view)).not.toContain(sessionIds[0])
  await chase(inDays(1.1))
  expect(await mails()).toHaveLength(4)
})

test('two workers at once ask once: the second waits for what the first notes, and finds nothing', async () => {
  const { db } = college()
  const { peerId, professionalId } = await given('Sleep well', [6])
  const other = db.selectFrom('person').where('id', '=', professionalId).select('email as to_address')
  let second: Promise<void> = Promise.resolve()
  await inTransaction(db, async (tx) => {
    expect(await claimUnfinished(tx, peerId, inDays(0))).toHaveLength(1)
    second = chase(inDays(0))
    expect(await isWaiting(second, db)).toBe(true)
  })
  await second
  expect(await db.selectFrom('mail').select('to_address').execute()).toEqual(await other.execute())
})

test('several of one trainer come in one message', async () => {
  const { sessionIds } = await given('Sleep well', [9, 2])
  // At ten in the evening nobody is asked; in the morning they are, by the clock of the college.
  await chase(inDays(-0.5))
  await chaseRegisters(college().db, {
    config: { ...college().config, timeZone: 'Australia/Sydney' },
    now: inDays(0),
  })
  expect(await mails()).toEqual([])
  await chase(inDays(0))
  const [mail] = await mails()
  expect(mail?.subject).toBe('2 registers to finish')
  for (const id of sessionIds)
    expect(JSON.stringify(mail?.view)).toContain(`/trainer/sessions/${id}/register`)
})

test('of a drop-in the head count is asked for, and nothing once it is there', async () => {
  const { db } = college()
  const sessions = [3, 5].map((days) => ({ startsAt: addMinutes(inDays(-days), -120) }))
  const { sessionIds } = await addRun(db, { now: inDays(-40), sessions, rules: { drop_in: true } })
  const counted = { session_id: sessionIds[1] ?? '', people: 4, counted_at: inDays(-4) }
  await db.insertInto('head_count').values(counted).execute()
  await chase(inDays(0))
  const sent = await mails()
  expect(sent).toHaveLength(2)
  const said = JSON.stringify(sent[0]?.view)
  expect(said).toContain('Of a drop-in it is not noted yet how many people came.')
  expect(said).toContain(sessionIds[0])
  expect(said).not.toContain(sessionIds[1])
  expect(said).not.toContain('Of some people')
})
