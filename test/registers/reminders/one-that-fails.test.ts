// A class whose reminder cannot be written is a fault to mend; the others are not to wait for that.
import type * as Mails from '../../../src/registers/reminders/mails.ts'
import { sendReminders } from '../../../src/registers/reminders/send-reminders.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addRun } from '../../support/college.ts'
import { inDays } from '../support/missed.ts'

jest.mock('../../../src/registers/reminders/mails.ts', () => {
  const real = jest.requireActual<typeof Mails>('../../../src/registers/reminders/mails.ts')
  const reminderLetter: typeof real.reminderLetter = (near, ...rest) => {
    if (near.title === 'Broken') throw new Error('This one cannot be written')
    return real.reminderLetter(near, ...rest)
  }
  return { ...real, reminderLetter }
})

const college = testApp()

test('one class that fails keeps nobody else from their reminder, and is said to have failed', async () => {
  const { db, config } = college()
  for (const [day, title] of ['Broken', 'Sleep well'].entries()) {
    const { id: course } = await addCourse(db, { title })
    const startsAt = addMinutes(inDays(10), day * 10)
    const run = await addRun(db, { course, now: inDays(-20), sessions: [{ startsAt }] })
    await addEnrolment(db, run.runId, { joinedAt: inDays(-5) })
  }
  const now = addMinutes(inDays(10), -47 * 60)
  await expect(sendReminders(db, { config, now })).rejects.toThrow('This one cannot be written')
  const reminded = await db.selectFrom('mail').select('subject').execute()
  expect(reminded).toEqual([{ subject: 'See you soon: Fri 11 Sept, 10:10am' }])
})
