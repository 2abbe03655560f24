// The button of a date that somebody else has moved meanwhile: it calls off nothing that was not seen.
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addRun } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'
import { inDays } from '../support/doings.ts'

const college = testApp()

test('called off by whoever saw it where it was: they read where it is, and press again', async () => {
  const { db } = college()
  const { sessionIds } = await addRun(db, { sessions: [{ startsAt: inDays(10) }] })
  const id = sessionIds[0] ?? ''
  const [page, off] = [paths.adminSession({ id }), paths.adminSessionCancellation({ id })]
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const seen = fieldsOn((await ada.get(page)).text, off)
  await ben.post(page, { ...fieldsOn((await ben.get(page)).text, page), day: '18/9/2026' })
  const status = async () =>
    (await db.selectFrom('session').where('id', '=', id).select('status').executeTakeFirstOrThrow()).status
  const pressed = await ada.post(off, seen)
  expect([pressed.status, pressed.headers.location, await status()]).toEqual([303, page, 'planned'])
  const now = (await ada.get(page)).text
  expect(noticeOn(now)).toContain('It is on Friday 18 September 2026, 10am to midday now.')
  await ada.post(off, fieldsOn(now, off))
  expect(await status()).toBe('cancelled')
  const twice = await ada.post(off, fieldsOn(now, off))
  expect([twice.status, await status()]).toEqual([303, 'cancelled'])
})
