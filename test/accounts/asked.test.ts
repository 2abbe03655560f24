// What a person is asked for: no more than this, each with why we ask or who sees it beside it.
import { type CheerioAPI, load } from 'cheerio'
import { testApp } from '../support/app.ts'
import { signUp } from '../enrolment/support/people.ts'

const college = testApp()

/** The fields of the form, each with the words that describe it. */
function asked(html: CheerioAPI, action: string): [string, string][] {
  const fields = html(`form[action="${action}"]`)
    .find('input, textarea, select')
    .not('[type="hidden"]')
    .toArray()
  const names = [...new Set(fields.map((field) => html(field).attr('name') ?? ''))]
  return names.map((name) => {
    const field = html(`form[action="${action}"] [name="${name}"]`).first()
    const about = field.attr('aria-describedby') ?? field.closest('fieldset').attr('aria-describedby') ?? ''
    const ids = about.split(' ').filter((id) => id !== '')
    return [name, ids.map((id) => html(`#${id}`).text()).join(' ')]
  })
}

test('who registers is asked for a name, an address and what helps, and told who sees each', async () => {
  const fields = asked(load((await college().visitor().get('/register')).text), '/register')
  expect(fields).toEqual([
    ['name', expect.stringContaining('The office and your trainers see it')],
    ['email', expect.stringContaining('The college office sees it')],
    ['password', expect.stringContaining('you sign in with links')],
    [
      'phone',
      expect.stringMatching(
        /^So that .* The college office sees it, and a personal tutor who is to call you/,
      ),
    ],
    ['what_helps', expect.stringContaining('Your trainers see this')],
    ['agree', ''],
  ])
})

test('under My details each thing that tells of somebody says who sees it', async () => {
  const { browser } = await signUp(college(), 'Amal')
  const fields = new Map(asked(load((await browser.get('/account')).text), '/account'))
  expect([...fields.keys()]).toEqual([
    'name',
    'phone',
    'preferred_contact',
    'what_helps',
    'neutral_calendar_titles',
    'reminders',
    'calendar_invitations',
  ])
  for (const [name, who] of [
    ['name', 'your trainers see it'],
    ['phone', 'your trainers do not'],
    ['preferred_contact', 'a personal tutor who is to call you'],
    ['what_helps', 'Your trainers see this'],
  ] as const)
    expect(fields.get(name)).toContain(who)
})

test.each(['contact', 'kind-of-student', 'what-helps', 'emergency-contact', 'supporter'])(
  'the page %s under My details says why we ask and who sees it',
  async (page) => {
    const { browser } = await signUp(college(), 'Amal')
    const html = load((await browser.get(`/account/about-me/${page}`)).text)
    const aside = html('main aside')
    expect(aside.find('h2').text()).toBe('Why we ask')
    expect(aside.find('h3').text()).toBe('Who sees it')
    expect(
      aside
        .find('p')
        .toArray()
        .every((one) => html(one).text().length > 20),
    ).toBe(true)
    expect(aside.find('p')).toHaveLength(2)
  },
)
