// The history of a run and of its dates names the trainers it speaks of, as they are called now; the trail holds no names.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { standInName } from '../../../src/accounts/my-data/about-themselves.ts'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'
import { undo } from '../undo/support.ts'
import { illness } from './support/illness.ts'

const college = testApp()

const historyOn = async (browser: Browser, address: string) =>
  load((await browser.get(address)).text)('details .rows li')
    .toArray()
    .map((line) => load(line).text().replace(/\s+/g, ' ').trim())

test('a date says who comes in whose place, that it goes ahead without them, and who came after all', async () => {
  const { ada, peerId, cleo, second } = await illness(college())
  await ada.get(paths.adminReplacement({ id: second }))
  const replace = (wish: Record<string, string>) =>
    ada.post(paths.adminReplacement({ id: second }), { away: peerId, back: 'run', ...wish })
  await replace({ comes: cleo, scope: 'date' })
  await ada.post(paths.adminReplacementEnd({ id: second }), { away: peerId })
  await replace({ scope: 'alone' })
  await ada.post(paths.adminReplacementEnd({ id: second }), { away: peerId })
  expect(await historyOn(ada, paths.adminSession({ id: second }))).toEqual([
    expect.stringMatching(/in place of a trainer on a date .*Trainer: nobody → Peer$/),
    expect.stringMatching(/goes ahead without .*Trainer: Peer → nobody$/),
    expect.stringMatching(/in place of a trainer on a date .*Trainer: Cleo → Peer$/),
    expect.stringMatching(/in place of a trainer on a date .*Trainer: Peer → Cleo$/),
  ])
})

test('a run says who left it and who came, whoever was erased since is somebody who has left, and the trail names them too', async () => {
  const { db } = college()
  const { ada, peerId, cleo, runId } = await illness(college())
  await ada.get(paths.adminRunTrainers({ id: runId }))
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: cleo })
  const page = paths.adminRunDetails({ id: runId })
  const [came, left] = await historyOn(ada, page)
  expect(came).toMatch(/^Ada chose a trainer for a run .*Trainer: nobody → Cleo \(peer trainer\)$/)
  expect(left).toMatch(/Trainer: Peer \(peer trainer\) → nobody$/)
  await addPerson(db, { name: 'Aud Itor', email: 'auditor@example.org', roles: ['auditor'] })
  await givePasswords(db)
  const auditor = await college().as('auditor@example.org')
  const trail = async (address: string) => (await auditor.get(address)).text
  expect(await trail(paths.adminAuditTrail())).toContain('expertise: lived; person: Cleo')
  expect(await trail(paths.adminAuditTrailFile())).toContain('expertise: lived; person: Peer')
  await db.updateTable('person').set({ name: standInName }).where('id', '=', cleo).execute()
  expect((await historyOn(ada, page))[0]).toMatch(/nobody → Somebody who has left \(peer trainer\)$/)
  const { detail } = await db
    .selectFrom('audit_event')
    .where('action', '=', 'run.trainer-added')
    .select('detail')
    .executeTakeFirstOrThrow()
  expect(detail).toEqual({ personId: cleo, expertise: 'lived' })
})

test('Undo says who leaves and who comes back', async () => {
  const { ada, peerId, cleo, dev, runId } = await illness(college())
  const team = paths.adminRunTrainers({ id: runId })
  await ada.get(team)
  await ada.post(team, { comes: dev, expertise: 'lived' })
  college().clock.now = addMinutes(today, 5)
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: cleo })
  const rows = load((await ada.get(paths.adminUndo())).text)('li.undo')
    .toArray()
    .map((row) => load(row).text().replace(/\s+/g, ' '))
  expect(rows).toEqual([
    expect.stringMatching(/Trainer: nobody → Cleo .*Peer comes back, and Cleo leaves\./),
    expect.stringMatching(/Trainer: Peer .* → nobody .*Peer comes back, and Cleo leaves\./),
    expect.stringMatching(/Trainer: nobody → Dev \(peer trainer\) Dev leaves\./),
  ])
})

test('whoever left a run is offered for it again, and it says that they left; not of who came by a slip', async () => {
  const { db } = college()
  const { ada, peerId, cleo, dev, runId } = await illness(college())
  await db.insertInto('trainer').values({ person_id: peerId, lived: true }).execute()
  const team = paths.adminRunTrainers({ id: runId })
  await ada.get(team)
  await ada.post(team, { comes: dev, expertise: 'lived' })
  await undo(ada, 'chose a trainer')
  college().clock.now = addMinutes(today, 24 * 60)
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: cleo })
  const offered = load((await ada.get(team)).text)('option')
    .toArray()
    .map((option) => load(option).text().trim())
  expect(offered).toContainEqual(expect.stringMatching(/^Peer: .*left this run on Wed 2 Sept/))
  expect(offered.filter((words) => words.startsWith('Dev')).join()).not.toContain('left this run')
})
