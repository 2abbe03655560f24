// Any run, by what somebody on the telephone knows of it.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addCourse, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { office } from '../../support/office.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function foundBy(ada: Browser, asked: string) {
  const page = load((await ada.get(`${paths.adminRuns()}?q=${encodeURIComponent(asked)}`)).text)
  const rows = page('.rows .row').toArray()
  return rows.map((row) => page(row).find('.row__title, .status').text().replace(/\s+/g, ' ').trim())
}

test('runs to come are found first, soonest first; then what is over, latest first; by each word said', async () => {
  const { db } = college()
  const mill = await addVenue(db, { name: 'Mill Lane Library' })
  const hall = await addVenue(db, { name: 'Town Hall' })
  const add = async (title: string, days: number, more: Parameters<typeof addRun>[1] = {}) => {
    const { id: course } = await addCourse(db, { title })
    return addRun(db, { course, venue: mill, sessions: [{ startsAt: inDays(days) }], ...more })
  }
  const { runId } = await add('Sleep later', 20)
  await add('Sleep soon', 10, { venue: hall })
  await add('Sleep long ago', -90)
  await add('Sleep last week', -7)
  await add('Sleep in a draft', 30, { status: 'draft' })
  await add('Sleep no more', 40, { status: 'cancelled' })
  await add('Cooking', 5)
  const robin = await addPerson(db, { name: 'Robin Ó Briain', roles: ['trainer'] })
  await inTransaction(db, (tx) =>
    insertTrainer(tx, { run_id: runId, person_id: robin, expertise: 'lived' }, today),
  )
  const [ada] = await office(college(), 'Ada')
  const found = (asked: string) => foundBy(ada, asked)
  expect(await found('sleep')).toEqual([
    'Sleep soon',
    'Sleep later',
    'Sleep in a draftDraft',
    'Sleep no moreCalled off',
    'Sleep last weekOver',
    'Sleep long agoOver',
  ])
  expect(await found('slep  library')).toEqual(expect.arrayContaining(['Sleep later', 'Sleep last weekOver']))
  expect(await found('slep  library')).not.toContain('Sleep soon')
  expect(await found('town')).toEqual(['Sleep soon'])
  expect(await found('briain')).toEqual(['Sleep later'])
  expect(await found('11 september')).toEqual(['Sleep soon'])
  expect(await found('100%')).toEqual([])
  expect(await found('')).toHaveLength(7)
})

test('of more than a page shows, it says how many there are', async () => {
  const { db } = college()
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  for (let day = 1; day <= 51; day++) await addRun(db, { course, sessions: [{ startsAt: inDays(day) }] })
  const [ada] = await office(college(), 'Ada')
  const { text } = await ada.get(`${paths.adminRuns()}?q=sleep`)
  expect(text).toContain('51 runs found')
  expect(text).toContain('The first 50 of 51 are shown')
})
