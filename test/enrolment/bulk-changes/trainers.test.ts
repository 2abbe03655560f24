// Whoever gives what changes hears of it once: the letter that says why brings their calendar along.
import { inTransaction } from '../../../src/database/transaction.ts'
import { askToRefreshTeaching } from '../../../src/enrolment/teaching-invites/refresh.ts'
import { auditOf } from '../../audit/support.ts'
import { inDays } from '../../scheduling/support/doings.ts'
import { testApp } from '../../support/app.ts'
import { addRun, addTerm, today } from '../../support/college.ts'
import { office } from '../../support/office.ts'
import { confirm, look } from './support/preview.ts'
import { oneWeekLater } from './support/sleep-well.ts'

const college = testApp()

/** A run of one date in a term, in the calendars of those who give it; and what its peer trainer is told from then on. */
async function taught() {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const term = await addTerm(app.db, { name: 'Autumn 2026' })
  const run = await addRun(app.db, { term, sessions: [{ startsAt: inDays(7) }] })
  await inTransaction(app.db, (tx) => askToRefreshTeaching(tx, [run.runId]))
  await app.runJobs()
  const told = async () => {
    await app.runJobs()
    const mails = await app.db
      .selectFrom('mail')
      .where('person_id', '=', run.peerId)
      .orderBy('number')
      .select(['template', 'calendar_method', 'calendar_text', 'bulk_change_id'])
      .execute()
    return mails.slice(1)
  }
  return { app, ada, term, ...run, told }
}

test('a term moves: one message with the reason and the new date in it', async () => {
  const { app, ada, term, told } = await taught()
  await confirm(ada, await look(ada, { scope: 'term', term, ...oneWeekLater }))
  const mails = await told()
  expect(mails).toMatchObject([{ template: 'enrolment/taught-dates-changed', calendar_method: 'REQUEST' }])
  expect(mails[0]?.calendar_text).toContain('20260915T')
  expect(mails[0]?.bulk_change_id).not.toBeNull()
  expect(await auditOf(app)).toEqual([])
})

test('a run is called off with others: one message takes it out', async () => {
  const { app, ada, told } = await taught()
  const wish = { scope: 'day', day: '8/9/2026', change: 'call-off', reason: 'Snow' }
  await confirm(ada, await look(ada, wish))
  expect(await told()).toMatchObject([
    { template: 'enrolment/taught-run-cancelled', calendar_method: 'CANCEL' },
  ])
  expect(await auditOf(app)).toEqual([])
})

test('whoever wants no invitations gets the letter alone', async () => {
  const { app, ada, term, peerId, told } = await taught()
  await app.db.updateTable('person').set({ calendar_invitations: 'none' }).where('id', '=', peerId).execute()
  await app.db
    .updateTable('calendar_invite')
    .set({ status: 'cancelled' })
    .where('person_id', '=', peerId)
    .execute()
  await confirm(ada, await look(ada, { scope: 'term', term, ...oneWeekLater }))
  expect(await told()).toMatchObject([{ template: 'enrolment/taught-dates-changed', calendar_text: null }])
})

test('that a trainer is away on the new day, or usually cannot then, is said before and counted, and stops nobody', async () => {
  const { app, ada, term, runId, peerId, professionalId } = await taught()
  await app.db.updateTable('person').set({ name: 'Nora' }).where('id', '=', peerId).execute()
  await app.db.updateTable('person').set({ name: 'Pat' }).where('id', '=', professionalId).execute()
  await addRun(app.db, { term, sessions: [{ startsAt: inDays(8) }] })
  const away = { starts_on: '2026-09-14', ends_on: '2026-09-18', noted_at: today }
  await app.db
    .insertInto('trainer_absence')
    .values({ person_id: peerId, ...away })
    .execute()
  await app.db
    .insertInto('trainer_availability')
    .values({ person_id: professionalId, weekday: 1, part: 'morning' })
    .execute()
  const { id } = await app.db
    .selectFrom('session')
    .select('id')
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow()
  const preview = await look(ada, { scope: 'term', term, ...oneWeekLater })
  expect(preview.hints[id]).toContain('Nora: away Mon 14 Sept to Fri 18 Sept')
  expect(preview.hints[id]).toContain('Pat: not usually free on Tuesday')
  expect(preview.ticked).toHaveLength(2)
  expect(preview.text).toContain('On 1 of these dates a trainer is away or not usually free')
  await confirm(ada, preview)
  expect((await look(ada, { scope: 'term', term, ...oneWeekLater })).text).not.toContain('Nora: away')
})
