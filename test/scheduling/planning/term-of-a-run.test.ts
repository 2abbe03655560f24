// Which term a run is planned for: none by itself, and dates outside it are said.
import { type CheerioAPI, load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addTerm, today } from '../../support/college.ts'
import { noticeOn, office } from '../../support/office.ts'
import { page, plan } from './support/plan.ts'

const college = testApp()

function texts(html: CheerioAPI, selector: string): string[] {
  return html(selector)
    .toArray()
    .map((one) => html(one).text().replace(/\s+/g, ' ').trim())
}

const chosenTerm = (html: string) => load(html)('select[name="term"] option[selected]').attr('value') ?? ''

test('no term is chosen beforehand, unless the planner was on it', async () => {
  const term = await addTerm(college().db, { name: 'Autumn 2026' })
  await plan(college().db)
  const [ada] = await office(college(), 'Ada')
  expect(chosenTerm((await ada.get(page)).text)).toBe('')
  const planner = (await ada.get(`${paths.adminPlanner()}?term=${term}`)).text
  const href = load(planner)('#planner-actions a').first().attr('href') ?? ''
  expect(chosenTerm((await ada.get(href)).text)).toBe(term)
  expect((await ada.get(`${page}?term=nonsense`)).status).toBe(200)
})

test('dates outside the chosen term are said beside them, and once more when the run is planned', async () => {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-09-01', endsOn: '2026-09-16' })
  const [ada] = await office(college(), 'Ada')
  const wanted = { ...(await plan(db)), term }
  await ada.get(page)
  const worked = (await ada.post(page, { ...wanted, step: 'dates' })).text
  const outside = 'Mon 21 Sept 2026 lies outside Autumn 2026'
  expect(worked).toContain(outside)
  expect(worked).not.toContain('Mon 14 Sept 2026 lies outside')
  const dates = { day_0: '2026-09-14', from_0: '10:00', until_0: '12:00' }
  const more = { day_1: '2026-09-21', from_1: '10:00', until_1: '12:00' }
  const saved = await ada.post(page, { ...wanted, ...dates, ...more, step: 'save' })
  expect(noticeOn((await ada.get(String(saved.headers.location))).text)).toContain(`${outside}.`)
})

test('once a run is planned, its many dates outside the term and on closed days are counted', async () => {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-09-01', endsOn: '2026-09-16' })
  const closed = { name: 'Moving house', starts_on: '2026-09-14', ends_on: '2026-10-02' }
  await db.insertInto('closure').values(closed).execute()
  const [ada] = await office(college(), 'Ada')
  await ada.get(page)
  const days = ['2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05']
  const dates = days.map((day, row) => ({
    ...{ [`day_${row}`]: day, [`from_${row}`]: '10:00', [`until_${row}`]: '12:00' },
  }))
  const wanted = Object.assign({}, await plan(db), { term, step: 'save' }, ...dates) as Record<string, string>
  const saved = await ada.post(page, wanted)
  const notice = noticeOn((await ada.get(String(saved.headers.location))).text)
  expect(notice).toContain('3 dates lie on days when we are closed. 3 dates lie outside Autumn 2026.')
  expect(notice).not.toContain('Sept')
})

test('a date out of its term is worth a look, and only of a trainer is somebody asked', async () => {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-09-15', endsOn: '2026-09-30' })
  const wanted = await plan(db)
  const away = {
    person_id: wanted.peer ?? '',
    starts_on: '2026-09-14',
    ends_on: '2026-09-14',
    noted_at: today,
  }
  await db.insertInto('trainer_absence').values(away).execute()
  const [ada] = await office(college(), 'Ada')
  await ada.get(page)
  const html = load((await ada.post(page, { ...wanted, term, step: 'dates' })).text)
  expect(texts(html, '.date-row__warning')).toEqual([
    'Worth a look Mon 14 Sept 2026 lies outside Autumn 2026',
    expect.stringMatching(/^Ask first Amal: away/),
  ])
})

test('a run of no term whose dates all lie in one is told so', async () => {
  const { db } = college()
  await addTerm(db, { name: 'Autumn 2026' })
  const [ada] = await office(college(), 'Ada')
  await ada.get(page)
  const worked = (await ada.post(page, { ...(await plan(db)), step: 'dates' })).text
  expect(worked).toContain('It belongs to no term yet, and its dates lie in Autumn 2026')
})
