// A date of a draft: nobody has a place in it, so that nobody is told.
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addRun } from '../../support/college.ts'
import { noticeOn, office } from '../../support/office.ts'

const college = testApp()

test.each([
  ['draft' as const, false],
  ['published' as const, true],
])(
  'whoever calls a date of a %s off, puts it back and undoes that reads who is told',
  async (status, told) => {
    const [ada] = await office(college(), 'Ada')
    const { runId, sessionIds } = await addRun(college().db, { status })
    const id = sessionIds[0] ?? ''
    const says = async (address: string) => {
      const { text } = await ada.get(address)
      return text.includes('Everybody with a place is told')
    }
    const noticed = async () => noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)
    await ada.post(paths.adminSessionCancellation({ id }), {})
    const off = await noticed()
    expect(off).toContain('The date is called off')
    expect(off).toContain('You can put it back')
    expect(off.includes('is told')).toBe(told)
    expect(await says(paths.adminUndo())).toBe(told)
    await ada.post(paths.adminSessionReturn({ id }), {})
    const on = await noticed()
    expect(on).toContain('The date is back on')
    expect(on.includes('is told')).toBe(told)
  },
)
