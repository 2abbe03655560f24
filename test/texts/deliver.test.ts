import { load } from 'cheerio'
import { setTimeout as pause } from 'node:timers/promises'
import { applyRetention } from '../../src/accounts/retention/apply.ts'
import { queuedTextsAreOnTheirWay } from '../../src/audit/follow-ups.ts'
import { configFrom } from '../../src/config/config.ts'
import { type BadEnvironment, readEnvironment } from '../../src/config/environment.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { deliverText, sweepTexts } from '../../src/texts/deliver.ts'
import { enqueueText } from '../../src/texts/enqueue.ts'
import { providerFor } from '../../src/texts/provider.ts'
import { testApp } from '../support/app.ts'
import { addPerson, today } from '../support/college.ts'
import { clearJobs, listJobs } from '../support/jobs.ts'
import { noticeOn, office } from '../support/office.ts'
import { isWaiting } from '../support/waiting.ts'
import { Provider } from './support/provider.ts'

const college = testApp()
let provider: Provider
beforeEach(async () => {
  provider = new Provider()
  await provider.listen()
})
afterEach(() => provider.close())

function delivery() {
  const { texts } = configFrom(readEnvironment({ TEXTS_URL: provider.url }))
  if (texts === undefined) throw new Error('No provider')
  const { db, config } = college()
  return { db, provider: providerFor(texts), clock: () => today, timeZone: config.timeZone }
}

async function promise(body = 'See you on Tuesday'): Promise<string> {
  const { db } = college()
  const personId = await addPerson(db, { name: 'Amal' })
  const text = { personId, number: '+447700900123', template: 'registers/reminder', body }
  await inTransaction(db, (tx) => enqueueText(tx, text, today))
  const row = db.selectFrom('text_message').select('id').orderBy('number', 'desc')
  return (await row.executeTakeFirstOrThrow()).id
}

const rowOf = (id: string) =>
  college().db.selectFrom('text_message').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('a message goes to the provider as its interface has it, and its name for it is kept', async () => {
  const id = await promise()
  expect(await listJobs(college().db)).toEqual([{ name: 'texts.deliver', payload: { textId: id } }])
  await deliverText(delivery(), id, { number: 1, last: false })
  expect(provider.asked).toEqual([
    {
      method: 'POST',
      path: '/2010-04-01/Accounts/AC123/Messages.json',
      authorization: `Basic ${Buffer.from('AC123:s3cret-token').toString('base64')}`,
      contentType: expect.stringContaining('application/x-www-form-urlencoded') as string,
      form: { To: '+447700900123', From: '+441632960000', Body: 'See you on Tuesday' },
    },
  ])
  expect(await rowOf(id)).toMatchObject({ status: 'sent', provider_id: 'SM1', attempts: 1, sent_at: today })
  await deliverText(delivery(), id, { number: 2, last: false })
  expect(provider.asked).toHaveLength(1)
})

test('what is of no use any more is not sent, also by the last try, and is erased in its time', async () => {
  const id = await promise()
  const { db } = college()
  const over = { useless_after: today }
  await db.updateTable('text_message').set(over).where('id', '=', id).execute()
  await deliverText(delivery(), id, { number: 1, last: true })
  expect(provider.asked).toEqual([])
  expect(await rowOf(id)).toMatchObject({ status: 'too-late', sent_at: null })
  const { retention, timeZone } = college().config
  const later = addMinutes(today, (retention.mailDays + 1) * 24 * 60)
  await applyRetention(db, retention, { now: later, timeZone })
  expect(await db.selectFrom('text_message').select('id').execute()).toEqual([])
})

test('two workers at once send it once', async () => {
  const id = await promise()
  await Promise.all([1, 2, 3].map((number) => deliverText(delivery(), id, { number, last: false })))
  expect(provider.asked).toHaveLength(1)
})

test.each([
  [400, true],
  [401, false],
  [429, false],
  [500, false],
  [503, false],
])('an answer of %i is final: %s', async (status, final) => {
  const id = await promise()
  provider.rule = () => ({ status, body: { code: 21211, message: 'No such number' } })
  const tried = deliverText(delivery(), id, { number: 1, last: false })
  await (final ? tried : expect(tried).rejects.toThrow(String(status)))
  const { status: stands, last_error: error } = await rowOf(id)
  expect([stands, error]).toEqual([final ? 'failed' : 'queued', `${status} No such number (21211)`])
  if (final) return
  await deliverText(delivery(), id, { number: 11, last: true })
  expect((await rowOf(id)).status).toBe('failed')
})

test('a provider that cannot be reached is tried again, and the secret stands in no error', async () => {
  const id = await promise()
  const lost = delivery()
  await provider.close()
  await expect(deliverText(lost, id, { number: 1, last: false })).rejects.toThrow()
  const { status, last_error: error } = await rowOf(id)
  expect(status).toBe('queued')
  expect(error).not.toContain('s3cret')
  await provider.listen()
})

test('what the provider took is not sent again when its answer was lost, or our note of it', async () => {
  const id = await promise()
  provider.losesAnswers = true
  await expect(deliverText(delivery(), id, { number: 1, last: false })).rejects.toThrow()
  provider.losesAnswers = false
  // One before was noted, one never arrived, one was to somebody else, and one was long ago.
  const [own = {}] = provider.taken
  const noted = { status: 'sent' as const, sent_at: today, provider_id: 'SM0' }
  await college()
    .db.updateTable('text_message')
    .set(noted)
    .where('id', '=', await promise())
    .execute()
  provider.taken.unshift(
    { ...own, sid: 'SM0' },
    { ...own, sid: 'SM2', status: 'undelivered' },
    { ...own, sid: 'SM3', to: '+447700900124' },
    { ...own, sid: 'SM4', date_created: 'Thu, 24 Aug 2023 05:01:45 +0000' },
  )
  await deliverText(delivery(), id, { number: 2, last: false })
  expect([provider.asked.length, await rowOf(id)]).toMatchObject([1, { status: 'sent', provider_id: 'SM1' }])
  // A crash leaves no trace but time.
  const later = { ...delivery(), clock: () => addMinutes(today, 5) }
  const untouched = { status: 'queued' as const, sent_at: null, provider_id: null, attempts: 0 }
  await college().db.updateTable('text_message').set(untouched).where('id', '=', id).execute()
  await deliverText(later, id, { number: 1, last: false })
  expect([provider.asked.length, await rowOf(id)]).toMatchObject([1, { status: 'sent', provider_id: 'SM1' }])
})

test.each([
  [403, 1],
  [503, 0],
])('a provider that answers %i when asked what it took is sent to %i times', async (status, times) => {
  const id = await promise()
  provider.rule = ({ method }) => (method === 'GET' ? { status, body: {} } : undefined)
  const tried = deliverText(delivery(), id, { number: 2, last: false })
  await (times === 1 ? tried : expect(tried).rejects.toThrow('503'))
  expect([provider.looked, provider.asked.length]).toEqual([1, times])
})

test('two messages of the same words to one number both arrive, also when one of them looks while the other goes', async () => {
  const [one, other] = [await promise(), await promise()]
  const { db } = college()
  let answer = () => {}
  provider.pause = new Promise<void>((resolve) => (answer = resolve))
  const going = deliverText(delivery(), one, { number: 1, last: false })
  while (provider.taken.length === 0) await pause(5)
  const looking = deliverText(delivery(), other, { number: 2, last: false })
  const waits = await isWaiting(looking, db)
  answer()
  await Promise.all([going, looking])
  expect([waits, provider.asked.length]).toEqual([true, 2])
  expect((await rowOf(one)).provider_id).not.toBe((await rowOf(other)).provider_id)
})

test('what a provider says stands nowhere with the number that it repeats', async () => {
  const id = await promise()
  provider.rule = () => ({ status: 503, body: { code: 20503, message: 'No route to +44 7700 900123 now' } })
  const tried = deliverText(delivery(), id, { number: 1, last: false })
  await expect(tried).rejects.toThrow('503 No route to … now (20503)')
  expect((await rowOf(id)).last_error).toBe('503 No route to … now (20503)')
})

test('the office sees what could not be delivered beside the mails, and has it sent again', async () => {
  const app = college()
  const id = await promise('See you on <Tuesday>')
  provider.rule = () => ({ status: 400, body: { message: 'Not a mobile number' } })
  await deliverText(delivery(), id, { number: 1, last: false })
  const [ada] = await office(app, 'Ada')
  expect((await ada.get('/admin')).text).toContain('1 message could not be delivered')
  const page = load((await ada.get('/admin/mail')).text)('section[aria-labelledby=texts]').text()
  for (const said of ['Amal, +447700900123', 'See you on <Tuesday>', 'Not a mobile number'])
    expect(page).toContain(said)
  await clearJobs(app.db)
  await ada.post(`/admin/texts/${id}/resend`)
  expect(noticeOn((await ada.get('/admin/mail')).text)).toContain('on its way again')
  expect(await listJobs(app.db)).toEqual([{ name: 'texts.deliver', payload: { textId: id } }])
  await ada.post(`/admin/texts/${id}/resend`)
  expect(noticeOn((await ada.get('/admin/mail')).text)).toContain('Nothing was changed')
})

test('a message whose job is gone is found by the sweep', async () => {
  const { db } = college()
  const id = await promise()
  await clearJobs(db)
  await sweepTexts({ ...delivery(), clock: () => addMinutes(today, 1) })
  expect(await listJobs(db)).toEqual([])
  await sweepTexts({ ...delivery(), clock: () => addMinutes(today, 3) })
  expect(await listJobs(db)).toEqual([{ name: 'texts.deliver', payload: { textId: id } }])
})

test.each([
  ['at five to nine in the evening', 10 * 60 + 55, true],
  ['at nine in the evening', 11 * 60, false],
  ['at night', 17 * 60, false],
  ['at eight in the morning', 22 * 60, true],
])('a message that is tried %s', async (_, minutesLater, leaves) => {
  const { db, config } = college()
  const id = await promise()
  await clearJobs(db)
  // It is ten in the morning.
  const now = addMinutes(today, minutesLater)
  const late = { ...delivery(), clock: () => now }
  await deliverText(late, id, { number: 11, last: true })
  expect([provider.asked.length, (await rowOf(id)).attempts]).toEqual(leaves ? [1, 1] : [0, 0])
  if (leaves) return
  await sweepTexts(late)
  expect(await listJobs(db)).toEqual([])
  expect(await queuedTextsAreOnTheirWay.findFaults({ db, now, config })).toEqual([])
  await sweepTexts({ ...late, clock: () => addMinutes(today, 22 * 60) })
  expect(await listJobs(db)).toEqual([{ name: 'texts.deliver', payload: { textId: id } }])
})

test('an address that cannot work stops the start, and is not repeated', () => {
  const faultsOf = (TEXTS_URL: string) => {
    try {
      readEnvironment({ TEXTS_URL })
      return undefined
    } catch (error) {
      return (error as BadEnvironment).faults.join()
    }
  }
  expect(faultsOf('https://AC1:hush@api.twilio.com?from=College')).toBeUndefined()
  for (const bad of [
    'https://api.twilio.com?from=+44',
    'https://AC1:hush@api.twilio.com',
    'hush',
    'http://AC1:hush@api.twilio.com?from=A',
  ])
    expect(faultsOf(bad)).toMatch(/^TEXTS_URL must (?!.*hush)/)
})
