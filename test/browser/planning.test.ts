// A term is planned from nothing to published; then a trainer falls ill, a date moves, and a building floods. Nobody else is at the keys.
import type { Locator, Page } from 'playwright-core'
import { addPerson } from '../support/college.ts'
import { makeJobsDue } from '../support/jobs.ts'
import { type Received, receivedBy } from './support/mailbox.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

/** Fills in fields by their labels, and presses the button. */
async function fillIn(page: Page, fields: Record<string, string>, press_: string): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    const field = page.getByLabel(label, { exact: true }).filter({ visible: true }).first()
    const isList = (await field.and(page.locator('select')).count()) === 1
    if (isList) await field.selectOption(await optionOf(field, value))
    else await field.fill(value)
  }
  await press(button(page, press_))
}

/** Beside the name of a trainer stands what speaks for and against them. */
async function optionOf(list: Locator, words: string): Promise<string> {
  for (const option of await list.locator('option').all())
    if ((await option.textContent())?.startsWith(words)) return (await option.getAttribute('value')) ?? ''
  throw new Error(`No option begins with ${words}`)
}

/** A Monday well ahead, with no holiday near: `2031-09-15`. */
const monday = '2031-09-15'

async function planTerm(page: Page): Promise<void> {
  await page.goto('/admin/terms/new')
  const days = { 'First day': '2031-09-01', 'Last day': '2031-12-19' }
  await fillIn(page, { Name: 'Autumn 2031', ...days }, 'Add this term')
  for (const name of ['Town Hall', 'Library']) {
    await page.goto('/admin/venues/new')
    await fillIn(page, { Name: name }, 'Add this venue')
    await press(page.getByRole('link', { name: 'Add a room' }))
    await fillIn(page, { Name: `${name} room` }, 'Add this room')
  }
  await page.goto('/admin/categories/new')
  await fillIn(page, { Name: 'Rest' }, 'Add this category')
  await page.goto('/admin/courses/new')
  await page.getByLabel('Rest').check()
  await fillIn(page, { Title: 'Sleep well', 'In short': 'What helps at night.' }, 'Add this course')
}

async function planRun(page: Page): Promise<void> {
  await page.goto('/admin')
  await press(page.getByRole('link', { name: 'Plan a run' }))
  const chosen = {
    Course: 'Sleep well (draft)',
    'Term (optional)': 'Autumn 2031',
    Where: 'Town Hall, Town Hall room',
    'Peer trainer (optional)': 'Amal Peer',
    'Professional trainer (optional)': 'Nora Nurse',
  }
  const when = { 'First day': monday, From: '10:00', Until: '12:00', 'How many times': '2' }
  await fillIn(page, { ...chosen, ...when }, 'Work out the dates')
  expect(await page.locator('#day_1').inputValue()).toBe('2031-09-22')
  await press(button(page, 'Plan this run'))
  expect(await heading(page)).toBe('Sleep well')
}

test.each(widths)(
  'from an empty college to a published run, and what goes wrong with it (%i px)',
  async (width) => {
    const { db, visit } = site()
    const now = new Date()
    await addPerson(db, { name: 'Ada Office', email: 'ada@example.org', roles: ['administrator'], now })
    for (const name of ['Amal Peer', 'Nora Nurse', 'Cleo Peer'])
      await addPerson(db, { name, roles: ['trainer'], now })
    await addPerson(db, { name: 'Sam', email: 'sam@example.org', now })
    const page = await visit({ width, as: 'ada@example.org' })
    await planTerm(page)
    await planRun(page)
    const run = page.url()
    await press(page.getByRole('link', { name: 'Publish this run' }))
    await press(button(page, 'Publish this run'))
    expect(await page.getByRole('status').textContent()).toContain('The run is published')

    const student = await visit({ width, as: 'sam@example.org' })
    await student.goto('/courses?category=rest')
    await press(student.getByRole('link', { name: 'Sleep well' }))
    expect(await student.getByRole('main').textContent()).toContain('Amal Peer')
    await press(button(student, 'Enrol on this course'))
    const [place] = await receivedBy(student, 'sam@example.org', 1)
    expect(place?.calendar).toMatch(
      /DTSTART;TZID=Europe\/London:20310915T100000\s+DTEND\S+\s+RRULE:FREQ=WEEKLY;COUNT=2/,
    )

    await page.goto(run)
    await press(page.getByRole('link', { name: 'Trainers' }))
    await page.locator('summary', { hasText: 'Cannot give it any more' }).first().click()
    await fillIn(page, { 'Who takes over from Amal Peer?': 'Cleo Peer' }, 'Save')
    expect(await page.getByRole('list', { name: 'Trainers' }).textContent()).toContain('Cleo Peer')
    await student.goto('/courses/sleep-well')
    expect(await student.getByRole('main').textContent()).not.toContain('Amal Peer')

    await page.goto(run)
    await press(page.getByRole('link', { name: 'Change dates and places' }))
    await press(page.getByRole('link', { name: /22 September 2031/ }))
    await fillIn(page, { Where: 'Library, Library room' }, 'Save')
    await makeJobsDue(db)
    const moved = (await receivedBy(student, 'sam@example.org', 2)).at(-1)
    expect(moved?.calendar).toMatch(/LOCATION:[^\n]*Library/)
    await page.goto('/admin/planner')
    await fillIn(page, { Show: 'By room', When: 'Autumn 2031' }, 'Show')
    expect(await page.getByRole('main').textContent()).toMatch(/Library, Library room\s+1 date/)

    await press(page.getByRole('link', { name: 'Undo something' }))
    await press(
      page.getByRole('button', { name: /^Undo this: Ada Office changed a date of a run, Sleep well/ }),
    )
    expect(await page.getByRole('status').textContent()).toContain('Undone: Sleep well')
    await makeJobsDue(db)
    const back = (await receivedBy(student, 'sam@example.org', 3)).at(-1)
    expect(back?.calendar).toMatch(/LOCATION:[^\n]*Town Hall/)

    await closeForFlood(page)
    const told = (await receivedBy(student, 'sam@example.org', 4)).at(-1)
    expect(told?.text).toContain('A pipe has burst.')
    expect(told?.text).toMatch(
      /What has changed:\s+Monday 22 September 2031[^\n]*: now Library, Library room\s+Dates:/,
    )
    // In their calendar only that week of the series is elsewhere.
    expect(told?.calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1)
    expect(told?.calendar).toMatch(/RECURRENCE-ID\S*:20310922T100000[^]*LOCATION:[^\n]*Library/)
    expect(sequenceOf(told)).toBeGreaterThan(sequenceOf(back))
    await student.goto('/my/courses')
    expect(await words(student)).toMatch(/15 September[^]*Town Hall[^]*22 September[^]*Library/)
  },
)

/** Nothing can meet in the Town Hall for ten days: the second of the two dates falls into them. */
async function closeForFlood(page: Page): Promise<void> {
  await page.goto('/admin/venues')
  await press(page.getByRole('link', { name: 'Town Hall' }))
  await press(page.getByRole('link', { name: 'Move, or call off, what is planned here' }))
  const days = { 'First day': '2031-09-18', 'Last day': '2031-09-28' }
  await page.getByLabel('They meet somewhere else').check()
  const where = { Where: 'Library, Library room', 'Why? (optional)': 'A pipe has burst.' }
  await fillIn(page, { ...days, ...where }, 'See what would happen')
  expect(await words(page)).toMatch(/Town Hall, [^:]+: at Library, Library room 1 date of 1 run/)
  expect(await words(page)).toMatch(/Monday 22 September 2031.* becomes Library.*Who is told 3 people/)
  await press(button(page, 'Do it, and tell everybody'))
  expect(await page.getByRole('status').textContent()).toContain('It is done')
}

const words = async (page: Page) => (await page.getByRole('main').textContent())?.replace(/\s+/g, ' ')

const sequenceOf = (mail: Received | undefined) =>
  Math.max(...[...(mail?.calendar ?? '').matchAll(/SEQUENCE:(\d+)/g)].map(([, number]) => Number(number)))
