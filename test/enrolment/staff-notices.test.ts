// After the office has done something it reads what is true: whether the person is told, and how.
import type { NewRun } from '../support/college.ts'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { press, signUp, words } from './support/people.ts'

const college = testApp()

type Live = 'requested' | 'waiting' | 'offered' | 'confirmed'

interface Contact {
  email: string | null
  phone: string | null
  preferred_contact: 'email' | 'phone' | 'text' | 'post'
}

const byEmail: Contact = { email: 'amal@example.org', phone: null, preferred_contact: 'email' }
const byPost: Contact = { email: null, phone: null, preferred_contact: 'post' }
const byPhone: Contact = { email: 'amal@example.org', phone: '028 9018 0123', preferred_contact: 'phone' }

async function amal(status: Live, contact: Contact, run: NewRun = {}) {
  const app = college()
  const { runId } = await addRun(app.db, run)
  const person = await addPerson(app.db, { name: 'Amal', email: contact.email })
  await app.db.updateTable('person').set(contact).where('id', '=', person).execute()
  const enrolmentId = await addEnrolment(app.db, runId, { person, status })
  const office = await signUp(app, 'Office', ['administrator'])
  const page = `/admin/runs/${runId}`
  const after = async (address: string, fields: Record<string, string> = {}) => {
    await office.browser.get(page)
    await office.browser.post(address, fields)
    return words(await office.browser.get(page))
  }
  return { app, runId, enrolmentId, office, page, after }
}

test.each([
  ['by message', byEmail, 'Amal has a place They are told by message.'],
  ['on the call list', byPost, 'Amal has a place They are on your call list now: please tell them.'],
  [
    'both ways',
    byPhone,
    'Amal has a place They would rather not rely on email: a message goes out, and they are on your call list too.',
  ],
])('a yes of the office reaches the person %s, and the office reads so', async (_, contact, notice) => {
  const { after, enrolmentId } = await amal('requested', contact, { needsApproval: true })
  expect(await after(`/admin/enrolments/${enrolmentId}/approval`)).toContain(notice)
})

test('a yes while the run is full says that they wait', async () => {
  const { after, enrolmentId } = await amal('requested', byEmail, { needsApproval: true, capacity: 0 })
  const shown = await after(`/admin/enrolments/${enrolmentId}/approval`)
  expect(shown).toContain('Amal is on the waiting list No place is free just now. They are told by message.')
})

test.each([
  ['requested', 'refusal', 'Amal gets no place this time They are told by message, with your reason.'],
  ['confirmed', 'cancellation', 'Amal no longer has a place They are told by message, with your reason.'],
] as const)(
  'what the college decides for somebody %s is told with its reason',
  async (status, what, notice) => {
    const { after, enrolmentId } = await amal(status, byEmail)
    expect(await after(`/admin/enrolments/${enrolmentId}/${what}`, { reason: 'Full' })).toContain(notice)
  },
)

test('nobody telephones somebody to tell them what they have just said themselves', async () => {
  const { app, after, enrolmentId } = await amal('confirmed', byPost)
  const shown = await after(`/admin/enrolments/${enrolmentId}/withdrawal`)
  expect(shown).toContain('Amal has withdrawn They told you themselves, so nobody needs to tell them.')
  expect(await app.db.selectFrom('call').selectAll().execute()).toEqual([])
})

test('nobody is told who comes first, and the page does not say so', async () => {
  const { after, enrolmentId } = await amal('waiting', byEmail)
  const shown = await after(`/admin/enrolments/${enrolmentId}/priority`, { reason: 'Moved' })
  expect(shown).toContain(
    'Amal is put first Nobody is told. They can read your reason if they ask what we keep.',
  )
})

test('a priority without a reason is asked for one, in words that do not say the person reads it', async () => {
  const { app, enrolmentId, office, page } = await amal('waiting', byEmail)
  await office.browser.get(page)
  const refused = await office.browser.post(`/admin/enrolments/${enrolmentId}/priority`, { reason: ' ' })
  expect(refused.status).toBe(422)
  expect(words(refused)).toContain(
    'Say why this person comes first. They can read it if they ask what we keep',
  )
  expect(words(refused)).not.toContain('The person will read it')
  expect(await app.db.selectFrom('audit_event').selectAll().execute()).toEqual([])
})

test.each([
  ['staff', 3, 1, 'There are now 3 places 3 places are free, and yours to give.'],
  ['offer', 3, 1, 'There are now 3 places The free places are offered to the people who wait, in order.'],
  ['auto', 3, 1, 'There are now 3 places The free places go to the people who wait, in order.'],
  ['auto', 3, 0, 'There are now 3 places Nobody is told about this.'],
  ['auto', 1, 0, 'There is now 1 place Nobody is told about this.'],
] as const)(
  'a run that fills its places by %s: %i places, %i waiting',
  async (mode, capacity, waiting, notice) => {
    const app = college()
    const { runId } = await addRun(app.db, { capacity: 0, waitingListMode: mode })
    for (let one = 0; one < waiting; one++) await addEnrolment(app.db, runId, { status: 'waiting' })
    const { browser } = await signUp(app, 'Office', ['administrator'])
    await browser.get(`/admin/runs/${runId}`)
    await browser.post(`/admin/runs/${runId}/capacity`, { capacity: String(capacity) })
    expect(words(await browser.get(`/admin/runs/${runId}`))).toContain(notice)
  },
)

test('the next in line who is given a place is named', async () => {
  const { office, page } = await amal('waiting', byEmail, { waitingListMode: 'staff' })
  await press(office.browser, page, 'Give the place to the next in line')
  expect(words(await office.browser.get(page))).toContain('Amal has a place They are told by message.')
})

test.each([
  ['They say yes', 'Amal has a place They are told by message.'],
  ['Not this time', 'Amal keeps their place in line They are told by message.'],
  ['No: off the list', 'Amal is off the waiting list They are told by message.'],
])('"%s" to an offer is noted in its own words', async (button, notice) => {
  const { office, page } = await amal('offered', byEmail)
  await press(office.browser, page, button)
  expect(words(await office.browser.get(page))).toContain(notice)
})
