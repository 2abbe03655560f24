// What the pages of an import promise, and what they say was done: true of what is new, and of what was there already.
import { load } from 'cheerio'
import { paths } from '../../../../src/paths.ts'
import { type Browser, testApp } from '../../../support/app.ts'
import { addPerson } from '../../../support/college.ts'
import { noticeOn, office } from '../../../support/office.ts'
import { prospectus } from '../support.ts'
import { idIn, send } from './support.ts'

const college = testApp()

const both = { peer_trainer_email: 'cem@example.org', professional_trainer_email: 'dee@example.org' }
const file = prospectus(
  { ...both, course_title: 'Music', first_date: '2026-10-06' },
  { course_title: 'Choir', first_date: '2026-10-07' },
)

/** What is said before, and, once it is imported, after. */
async function bringIn(ada: Browser, publish: boolean) {
  const id = idIn(await send(ada, paths.adminImports(), { prospectus: file }))
  const address = paths.adminImportConfirmation({ id })
  const before = (await ada.get(address)).text
  const seen = load(before)('[name=seen]').attr('value') ?? ''
  await ada.post(address, publish ? { seen, publish: '' } : { seen })
  const after = (await ada.get(paths.adminImport({ id }))).text
  const button = load(before)('form.panel button').text().trim()
  return { before: load(before)('main').text(), button, notice: noticeOn(after), after: load(after) }
}

async function world() {
  const { db } = college()
  for (const name of ['cem', 'dee']) await addPerson(db, { email: `${name}@example.org`, roles: ['trainer'] })
  const [ada] = await office(college(), 'Ada')
  return { db, ada }
}

test('what is new is said to be a draft, with the way to publishing it; then an unchanged file publishes it', async () => {
  const { ada } = await world()
  const first = await bringIn(ada, false)
  expect(first.button).toBe('Import 2 runs')
  expect(first.before).toContain(
    'Nobody is told: runs that are published, or have people on their list, stay',
  )
  expect(first.notice).toContain('What is new or changed is a draft')
  const ways = first.after('section[aria-labelledby=drafts] a')
  expect([ways.length, first.after('section[aria-labelledby=drafts]').text()]).toEqual([
    1,
    expect.stringContaining('2 runs without a term are drafts still'),
  ])
  expect(ways.attr('href')).toBe(paths.adminPublicationOfRest())
  const second = await bringIn(ada, true)
  expect(second.button).toBe('Do what is ticked, and change nothing else')
  expect(second.notice).toContain('1 run is published. 1 run stays a draft.')
  expect(second.after('main').text()).not.toContain('which only the office sees')
  expect(second.after('section[aria-labelledby=drafts]').text()).toContain(
    '1 run without a term is a draft still',
  )
})

test('published with the import, what is new is not said to be seen by the office alone', async () => {
  const { ada } = await world()
  const { notice, after } = await bringIn(ada, true)
  expect(notice).toContain('1 run is published. 1 run stays a draft.')
  expect(after('main').text()).toContain('Brought in as drafts; what could be published was.')
})

test('with nothing to publish, an unchanged file says that nothing changes, and that nothing did', async () => {
  const { ada, db } = await world()
  await bringIn(ada, true)
  await db.deleteFrom('run').where('status', '=', 'draft').execute()
  await db.updateTable('run').set({ status: 'published' }).execute()
  await bringIn(ada, false)
  const again = await bringIn(ada, false)
  expect(again.button).toBe('Import, though nothing changes')
  expect(again.notice).toContain('It had everything already: nothing was changed.')
})

test('of a draft whose date was moved here it is said that the date stays, and not that nothing differs', async () => {
  const { ada, db } = await world()
  await bringIn(ada, false)
  const kept = 'other dates here than in the file: those here stay.'
  expect((await bringIn(ada, false)).before).not.toContain(kept)
  const [from, to] = [new Date('2026-10-06T09:00:00Z'), new Date('2026-10-08T09:00:00Z')]
  const moved = { starts_at: to, ends_at: new Date('2026-10-08T11:00:00Z') }
  await db.updateTable('session').set(moved).where('starts_at', '=', from).execute()
  const { before, after } = await bringIn(ada, false)
  for (const said of [before, after('main').text()]) {
    expect(said).toContain(`2 runs unchanged`)
    expect(said).toContain(`The college has them already. 1 run has ${kept}`)
    expect(said).toContain('Line 2, 1 session. The dates here are others, and stay')
    expect(said).not.toContain('just so')
  }
  const dates = await db.selectFrom('session').select('starts_at').orderBy('starts_at').execute()
  expect(dates.map(({ starts_at }) => starts_at)).toContainEqual(to)
})

test('what was published with one press of an import is drafts again with one press', async () => {
  const { ada, db } = await world()
  const files = {
    prospectus: prospectus({ ...both, first_date: '2026-10-06' }, { ...both, first_date: '2026-10-07' }),
  }
  const id = idIn(await send(ada, paths.adminImports(), files))
  const address = paths.adminImportConfirmation({ id })
  const seen = load((await ada.get(address)).text)('[name=seen]').attr('value') ?? ''
  await ada.post(address, { seen, publish: '' })
  const statuses = async () =>
    (await db.selectFrom('run').select('status').execute()).map(({ status }) => status)
  expect(await statuses()).toEqual(['published', 'published'])
  expect(noticeOn((await ada.get(paths.adminImport({ id }))).text)).toContain('Undo publishing')
  const act = load((await ada.get(paths.adminUndo())).text)('section[aria-labelledby=acts] form')
  expect(act.text()).toContain('Undo all 2: Ada published 2 runs with one press')
  await ada.post(act.attr('action') ?? '')
  expect(await statuses()).toEqual(['draft', 'draft'])
})
