// A date that moves or goes may leave a run whose enrolment opens once it is too late.
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addRun, today } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

test.each(['moved', 'called off'])(
  'a date that is %s before enrolment opens is saved, and that is said',
  async (how) => {
    const [ada] = await office(college(), 'Ada')
    const sessions = [{ startsAt: inDays(10) }, { startsAt: inDays(30) }]
    const closing = how === 'moved' ? {} : { closesAt: inDays(40) }
    const run = await addRun(college().db, {
      opensAt: inDays(how === 'moved' ? 8 : 20),
      sessions,
      ...closing,
    })
    const [first = '', last = ''] = run.sessionIds
    const page = paths.adminSession({ id: first })
    const fields = fieldsOn((await ada.get(page)).text, page)
    if (how === 'moved') await ada.post(page, { ...fields, day: '8/9/2026' })
    else await ada.post(paths.adminSessionCancellation({ id: last }), { reason: 'No room' })
    const said = noticeOn((await ada.get(paths.adminRun({ id: run.runId }))).text)
    expect(said).toContain('when nobody can enrol any more')
  },
)
