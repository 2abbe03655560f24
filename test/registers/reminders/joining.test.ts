import { reminderLetter } from '../../../src/registers/reminders/mails.ts'
import { listSessions } from '../../../src/scheduling/queries.ts'
import { testApp } from '../../support/app.ts'
import { addRun } from '../../support/college.ts'

const college = testApp()

test('whoever is reminded of an online class is sent to the link only where there is one', async () => {
  const { db, config } = college()
  const { runId } = await addRun(db, { mode: 'online' })
  const joining = async (link: string | null) => {
    await db.updateTable('session').set({ join_link: link }).where('run_id', '=', runId).execute()
    const [session] = await listSessions(db, [runId])
    if (session === undefined) throw new Error('The run has no date')
    const { content } = reminderLetter({ title: 'Sleep well', session, oneDate: true }, config)
    return content.facts.find(({ label }) => label === 'How to join')?.lines
  }
  expect(await joining('https://meet.example/sleep')).toEqual([
    'The link to join is on your My courses page.',
  ])
  expect(await joining(null)).toEqual([
    'The link to join will be on your My courses page. If you do not see it there on the day, please ring 01632 960 123.',
  ])
})
