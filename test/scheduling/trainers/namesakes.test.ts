// Two trainers of one name are told apart wherever they stand beside each other, as in the office's lists of people.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { namesBeside } from '../../../src/scheduling/trainers/namesakes.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun } from '../../support/college.ts'
import { office } from '../../support/office.ts'

const college = testApp()

test('only who shares a name is called by more than it', () => {
  const people = [
    { id: '1', name: 'Alex Kim', email: 'alex@example.org', phone: null },
    { id: '2', name: 'ALEX  kim', email: null, phone: '028 9018 0123' },
    { id: '3', name: 'Cleo', email: 'cleo@example.org', phone: null },
    { id: '3', name: 'Cleo', email: 'cleo@example.org', phone: null },
  ]
  expect(people.map(namesBeside(people))).toEqual([
    'Alex Kim (alex@example.org)',
    'ALEX  kim (028 9018 0123)',
    'Cleo',
    'Cleo',
  ])
})

const one = 'Alex Kim (alex@example.org)'
const other = 'Alex Kim (kim@example.org)'

/** A run by one of two trainers of one name, and by somebody else. */
async function namesakes() {
  const { db } = college()
  const { runId, peerId, professionalId } = await addRun(db)
  const rename = (id: string, name: string, email: string) =>
    db.updateTable('person').set({ name, email }).where('id', '=', id).execute()
  await rename(peerId, 'Alex Kim', 'alex@example.org')
  await rename(professionalId, 'Cleo', 'cleo@example.org')
  const second = await addPerson(db, { name: 'Alex Kim', email: 'kim@example.org', roles: ['trainer'] })
  const [ada] = await office(college(), 'Ada')
  return { ada, runId, peerId, second }
}

const textsOf = (html: string, selector: string) =>
  load(html)(selector)
    .toArray()
    .map((found) => load(found).text())

test('in the lists to choose a trainer from, also where the other is in the team; and in the list of trainers', async () => {
  const { ada, runId } = await namesakes()
  const planning = textsOf((await ada.get(paths.adminRunNew())).text, '#peer option')
  expect(planning).toEqual(expect.arrayContaining([one, other]))
  expect(planning.some((text) => /^Cleo(, other expertise)?$/.test(text))).toBe(true)
  const joining = textsOf((await ada.get(paths.adminRunTrainers({ id: runId }))).text, '#comes option')
  expect(joining).toEqual([expect.any(String), expect.stringContaining(`${other}: free`)])
  expect((await ada.get(paths.adminTrainers())).text).toContain(other)
})

test('in the planner by trainer', async () => {
  const { ada, second } = await namesakes()
  const { runId } = await addRun(college().db, { trainers: 'none' })
  const joined = await ada.get(paths.adminRunTrainers({ id: runId }))
  expect(joined.status).toBe(200)
  await ada.post(paths.adminRunTrainers({ id: runId }), { comes: second, expertise: 'lived' })
  const headings = async () =>
    textsOf((await ada.get(`${paths.adminPlanner()}?by=trainer`)).text, '#planner h2')
  expect(await headings()).toEqual([`${one} 1 date`, `${other} 1 date`, 'Cleo 1 date'])
})
