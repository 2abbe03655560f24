// A title of one long word, as languages have them that join their words, on a phone of the smallest kind.
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test('no page of a run is wider than the phone, however long a word of its title is', async () => {
  const { db } = site()
  const now = new Date()
  await addPerson(db, { name: 'Office', email: 'office@example.org', roles: ['administrator'], now })
  const { id: course, slug } = await addCourse(db, { title: 'Rehabilitation'.repeat(8) })
  const sessions = [{ startsAt: addMinutes(now, 7 * 24 * 60) }]
  const { runId: id, sessionIds } = await addRun(db, { course, sessions, now })
  const [session = ''] = sessionIds
  const page = await site().visit({ width: 360, as: 'office@example.org' })
  const addresses = [
    paths.adminRun({ id }),
    paths.adminRunDetails({ id }),
    paths.adminRunSessions({ id }),
    paths.adminRunTrainers({ id }),
    paths.adminPublication({ id }),
    paths.adminSession({ id: session }),
    paths.adminReplacement({ id: session }),
    paths.adminRunEnrolling({ id }),
    paths.adminSheet({ id: session }),
    paths.adminPlanner(),
    paths.course({ slug }),
  ]
  const wide: string[] = []
  for (const address of addresses) {
    const answer = await page.goto(address)
    expect([address, answer?.status()]).toEqual([address, 200])
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (width > 360) wide.push(`${address}: ${width}`)
  }
  expect(wide).toEqual([])
})
