// A register without a script, with the keys alone, and on paper.
import { dayOf } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { marksOf } from '../registers/marking/support.ts'
import { addClass, choose, save } from './support/register-phones.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()

test('without a script: everyone came, with the keyboard alone', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const page = await visit({ width: 360, as: 'peer@example.org' })
  await page.goto(paths.sessionRegister({ id: session }))
  const everyone = page.getByRole('button', { name: 'Everyone came' })
  await everyone.focus()
  await page.keyboard.press('Enter')
  await page.getByText('The register is saved').waitFor()
  await page.locator('#main input[type=radio]:checked').nth(1).focus()
  await page.keyboard.press('ArrowRight')
  // Whoever is added takes along what is not saved yet.
  await page.getByLabel('Their name').fill('Robin')
  await page.getByRole('button', { name: 'Add them' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Came without a place' }).getByText('Robin').waitFor()
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: 'late', Cleo: 'present' })
})

test.each([true, false])(
  'Enter saves what was chosen, and marks nobody else (script: %s)',
  async (javaScript) => {
    const { db, visit } = site()
    const session = await addClass(db)
    const page = await visit({ width: 360, as: 'peer@example.org', javaScript })
    await page.goto(paths.sessionRegister({ id: session }))
    const here = page.getByRole('group', { name: 'Amal' }).getByLabel('Here', { exact: true })
    // Nobody has to look for the first name: it stands above the button that stays in sight.
    const [first, below] = [await here.boundingBox(), await save(page).boundingBox()]
    expect((first?.y ?? 0) + (first?.height ?? 0)).toBeLessThan(below?.y ?? 0)
    await here.focus()
    // From “Here” the arrow to the left goes round to the last.
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await page.getByText('The register is saved').waitFor()
    expect(await marksOf(db, session)).toEqual({ Amal: 'no-word', Bo: null, Cleo: null })
  },
)

test.each(['AbortSignal.timeout', 'SubmitEvent.prototype.submitter'])(
  'on a phone of some years ago, without %s, everyone came all the same',
  async (lacking) => {
    const { db, visit } = site()
    const session = await addClass(db)
    const phone = await visit({ width: 360, as: 'peer@example.org', javaScript: true })
    await phone.addInitScript(`delete ${lacking}`)
    await phone.goto(paths.sessionRegister({ id: session }))
    await phone.getByRole('button', { name: 'Everyone came' }).click()
    await phone.getByText('The register is saved').waitFor()
    expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: 'present', Cleo: 'present' })
  },
)

test('paper typed in later: from its page to the sheet, and by the code on it to the register, by links alone', async () => {
  const { db, visit } = site()
  const session = await addClass(db)
  const office = await visit({ width: 1280, as: 'admin@example.org' })
  await office.goto(paths.admin())
  await press(office.getByRole('link', { name: 'Registers', exact: true }))
  await press(office.getByRole('link', { name: 'Sign-in sheets to print' }))
  const { starts_at: startsAt } = await db
    .selectFrom('session')
    .select('starts_at')
    .where('id', '=', session)
    .executeTakeFirstOrThrow()
  await office.getByLabel('Day', { exact: true }).fill(dayOf(startsAt, 'Europe/London'))
  await press(office.getByRole('button', { name: 'Show these sheets' }))
  expect(await office.getByRole('rowheader').count()).toBe(0)
  await office.emulateMedia({ media: 'print' })
  expect(await office.getByRole('rowheader').allTextContents()).toEqual(['Amal', 'Bo', 'Cleo'])
  const code = (await office.locator('.sheet-code strong').textContent()) ?? ''
  await office.emulateMedia({ media: 'screen' })

  await press(office.getByRole('link', { name: 'Registers', exact: true }).first())
  await office.getByLabel('Code on the sheet').fill(code.toLowerCase().replace('-', ' '))
  await press(office.getByRole('button', { name: 'Find the register' }))
  await choose(office, 'Amal', 'Late')
  await choose(office, 'Bo', 'Told us')
  await choose(office, 'Cleo', 'Here')
  await press(save(office))
  expect(await office.getByText('Everybody is marked. Thank you.').isVisible()).toBe(true)
  // The next of a pile is typed in here, without a page between.
  await office.getByLabel('Code on the next sheet').fill('0000-1')
  await press(office.getByRole('button', { name: 'Find the register' }))
  expect(await office.getByRole('heading', { level: 1 }).textContent()).toBe('Registers')
  expect(await office.getByRole('alert').textContent()).toContain('No register has this code')
  expect(await marksOf(db, session)).toEqual({ Amal: 'late', Bo: 'told-us', Cleo: 'present' })
})
