// Each college asks what it wants to know: the office changes the set, and students are asked it.
import { load } from 'cheerio'
import { press, signUp, type SignedInPerson, words } from '../../enrolment/support/people.ts'
import { testApp } from '../../support/app.ts'

const college = testApp()

async function asked({ browser }: SignedInPerson) {
  const page = load((await browser.get('/account/equality')).text)
  return page('main fieldset')
    .toArray()
    .map((group) => page(group).find('legend').text().replace('(optional)', '').trim())
}

const language = {
  wording: 'Which language do you speak at home?',
  hint: '',
  options: 'Irish\nEnglish\nIrish',
}
const care = { wording: 'Do you care for somebody?', hint: 'A child too', options: 'Yes\nNo' }

test('the office adds, mends, puts first and retires questions, and students are asked what there is', async () => {
  const office = await signUp(college(), 'Office', ['administrator'])
  const amal = await signUp(college(), 'Amal')
  expect(await asked(amal)).toEqual([])
  await office.browser.get('/admin/equality-questions/new')
  for (const question of [language, care])
    expect((await office.browser.post('/admin/equality-questions/new', question)).status).toBe(303)
  expect(await asked(amal)).toEqual([language.wording, care.wording])
  const choices = load((await amal.browser.get('/account/equality')).text)('main fieldset').first()
  expect(choices.find('label').text().replace(/\s+/g, ' ').trim()).toBe('IrishEnglishPrefer not to say')
  await press(office.browser, '/admin/equality-questions', 'Ask earlier')
  expect(await asked(amal)).toEqual([care.wording, language.wording])
  const list = load((await office.browser.get('/admin/equality-questions')).text)
  const href = list(`a:contains("${care.wording}")`).attr('href') ?? ''
  await office.browser.post(href, { ...care, wording: 'Do you look after somebody?' })
  expect(await asked(amal)).toEqual(['Do you look after somebody?', language.wording])
  await press(office.browser, '/admin/equality-questions', 'Ask no more')
  expect(await asked(amal)).toEqual([language.wording])
  expect(words(await office.browser.get('/admin/equality-questions'))).toContain(
    'Do you look after somebody?',
  )
})

test.each([
  [{ ...care, wording: ' ' }, '#wording'],
  [{ ...care, options: 'Yes' }, '#options'],
  [{ ...care, options: 'Yes\nPrefer not to say' }, '#options'],
])('%# a question that is none is told beside its field, and nobody is asked it', async (fields, field) => {
  const office = await signUp(college(), 'Office', ['administrator'])
  await office.browser.get('/admin/equality-questions/new')
  const answer = await office.browser.post('/admin/equality-questions/new', fields)
  expect(answer.status).toBe(422)
  expect(load(answer.text)('.nhsuk-error-summary a').attr('href')).toBe(field)
  expect(await asked(await signUp(college(), 'Amal'))).toEqual([])
})
