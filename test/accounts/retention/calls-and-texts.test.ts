import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { countAllDue } from '../../../src/accounts/retention/report.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { today } from '../../support/college.ts'
import { addQuill } from '../closing/support.ts'

const college = testApp()
const days = (count: number) => addMinutes(today, count * 24 * 60)
const year = 365

function at(now: Date) {
  const { db, config } = college()
  const moment = { now, timeZone: config.timeZone }
  return {
    count: () => countAllDue(db, config.retention, moment),
    apply: () => applyRetention(db, config.retention, moment),
  }
}

test('what a text message and a call after a missed class said goes in its time, and that there was one stays', async () => {
  const app = college()
  const { db } = app
  await addQuill(app)
  const texts = () => db.selectFrom('text_message').select(['status', 'to_number', 'body']).execute()
  const calls = () => db.selectFrom('follow_up_call').select(['outcome', 'words']).execute()
  expect((await at(days(89)).count())['sent-texts']).toBe(0)
  await at(days(92)).apply()
  expect(await texts()).toEqual([{ status: 'sent', to_number: '', body: '' }])
  const before = await calls()
  expect(new Set(before.map(({ words }) => words))).toEqual(new Set(['Marmalade']))
  await at(days(2 * year + 2)).apply()
  expect(await calls()).toEqual(before.map((call) => ({ ...call, words: '' })))
})
