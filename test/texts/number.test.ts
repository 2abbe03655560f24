import { paths } from '../../src/paths.ts'
import { textNumber } from '../../src/texts/number.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { noticeOn, office } from '../support/office.ts'

const college = testApp({ environment: { TEXTS_URL: 'https://AC1:token@api.twilio.com?from=College' } })

test.each([
  ['07400 123456', 'GB-ENG', '+447400123456'],
  ['(07400) 123-456', 'GB', '+447400123456'],
  ['+44 7400 123456', 'DK', '+447400123456'],
  ['20 12 34 56', 'DK', '+4520123456'],
  // Kept for films and demonstrations, a phone on a wall, too short, and none.
  ['07700 900123', 'GB-ENG', undefined],
  ['01632 960123', 'GB-ENG', undefined],
  ['020 7946 0018', 'GB-ENG', undefined],
  ['12345', 'GB-ENG', undefined],
  ['07400 123456', 'XX', undefined],
  [null, 'GB-ENG', undefined],
])('%s in %s is %s', (phone, country, number) => {
  expect(textNumber(phone, country)).toBe(number)
})

test('whoever would like text messages at a number that gets none is told so, by whoever types it', async () => {
  const { db, as } = college()
  const id = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  const [browser, [olu]] = [await as('amal@example.org'), await office(college(), 'Olu')]
  const others = {
    name: 'Amal',
    email: '',
    postal_address: '',
    best_time: '',
    what_helps: '',
    what_helps_too: '',
  }
  const forms = (phone: string, way: string) => {
    const fields = { ...others, phone, preferred_contact: way }
    return [
      { by: browser, to: paths.account(), fields, at: paths.account() },
      { by: browser, to: paths.aboutMeContact(), fields, at: paths.aboutMe() },
      { by: olu, to: paths.adminPersonDetails({ id }), fields, at: paths.adminPerson({ id }) },
    ]
  }
  const said = async (phone: string, way: string) => {
    const notices = []
    for (const { by, to, fields, at } of forms(phone, way)) {
      expect((await by.post(to, fields)).status).toBe(303)
      notices.push(noticeOn((await by.get(at)).text))
    }
    return notices
  }
  for (const notice of await said('01632 960123', 'text'))
    expect(notice).toMatch(/saved.*[Tt]ext messages (cannot be sent )?to 01632 960123/is)
  for (const [phone, way] of [
    ['07400 123456', 'text'],
    ['01632 960123', 'phone'],
  ] as const)
    for (const notice of await said(phone, way)) expect(notice).not.toMatch(/text messages/i)
})
