// Nobody's account closes by time without a message a month before, where there is somewhere to write.
import { announceClosings } from '../../../src/accounts/retention/announce.ts'
import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { load } from 'cheerio'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'

const college = testApp()
const days = (count: number) => addMinutes(today, count * 24 * 60)
const twoYears = 2 * 365 + 1

async function addSeenToday(email: string): Promise<string> {
  const { db } = college()
  const id = await addPerson(db, { email })
  await db.updateTable('person').set({ email_confirmed_at: today }).where('id', '=', id).execute()
  return id
}

async function addByPhone(name: string): Promise<string> {
  const { db } = college()
  const id = await addPerson(db, { name, email: null })
  await db.updateTable('person').set({ phone: '07700 900123' }).where('id', '=', id).execute()
  return id
}

/** What the nightly job does, on this day after today. */
async function night(day: number): Promise<{ announced: number; closed: number }> {
  const { db, config } = college()
  const now = days(day)
  const announced = await announceClosings(db, config, now)
  const { 'never-took-part': closed } = await applyRetention(db, config.retention, {
    now,
    timeZone: config.timeZone,
  })
  return { announced, closed }
}

const letters = () =>
  college().db.selectFrom('mail').where('template', '=', 'accounts/closing-soon').selectAll().execute()

test('they are written to once, and it closes thirty days later, not before', async () => {
  await addSeenToday('amal@example.org')
  expect(await night(twoYears - 2)).toEqual({ announced: 0, closed: 0 })
  expect(await night(twoYears + 1)).toEqual({ announced: 1, closed: 0 })
  expect(await night(twoYears + 2)).toEqual({ announced: 0, closed: 0 })
  const [letter] = await letters()
  expect(letter?.to_address).toBe('amal@example.org')
  expect(JSON.stringify(letter?.view)).toContain('in the next 30 days')
  expect(await night(twoYears + 30)).toEqual({ announced: 0, closed: 0 })
  expect(await night(twoYears + 31)).toEqual({ announced: 0, closed: 1 })
  expect(await letters()).toHaveLength(1)
})

test('whoever signs in keeps the account, and is written to anew years later', async () => {
  await addSeenToday('amal@example.org')
  await givePasswords(college().db)
  await night(twoYears + 1)
  college().clock.now = days(twoYears + 20)
  await college().as('amal@example.org')
  expect(await night(twoYears + 31)).toEqual({ announced: 0, closed: 0 })
  const again = 2 * twoYears + 21
  expect(await night(again)).toEqual({ announced: 1, closed: 0 })
  expect(await letters()).toHaveLength(2)
  expect(await night(again + 31)).toEqual({ announced: 0, closed: 1 })
})

test('a job that stood still for months writes again before it closes anything', async () => {
  await addSeenToday('amal@example.org')
  await night(twoYears + 1)
  expect(await night(twoYears + 120)).toEqual({ announced: 1, closed: 0 })
})

describe('whoever has no email', () => {
  const calls = () => college().db.selectFrom('call').selectAll().orderBy('number').execute()

  async function addByTelephone(): Promise<{ office: Browser }> {
    const { db, as } = college()
    await addByPhone('Ben')
    await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'] })
    await givePasswords(db)
    college().clock.now = days(twoYears + 1)
    return { office: await as('ada@example.org') }
  }

  async function press(office: Browser, button: string) {
    const page = load((await office.get('/admin/call-list')).text)
    const form = page('form').filter((_, each) => page(each).find('button').text() === button)
    return office.post(form.attr('action') ?? 'no such button')
  }

  test('stands on the call list, and nothing closes before somebody of the office has told them', async () => {
    const { office } = await addByTelephone()
    expect(await night(twoYears + 1)).toEqual({ announced: 1, closed: 0 })
    expect(await night(twoYears + 2)).toEqual({ announced: 0, closed: 0 })
    expect(await night(twoYears + 31)).toEqual({ announced: 0, closed: 0 })
    expect((await office.get('/admin/call-list')).text).toContain('tell us in the next 30 days')
    await press(office, 'I have told them')
    expect(await night(twoYears + 32)).toEqual({ announced: 0, closed: 1 })
  })

  test('stays when they say so, and is asked again years later', async () => {
    const { office } = await addByTelephone()
    await night(twoYears + 1)
    expect((await press(office, 'They want to stay')).status).toBe(303)
    expect((await office.get('/admin/call-list')).text).toContain('Noted: Ben stays')
    expect(await night(twoYears + 40)).toEqual({ announced: 0, closed: 0 })
    expect(await night(2 * twoYears + 40)).toEqual({ announced: 1, closed: 0 })
  })

  test('is asked anew when nobody called for months, and the old line goes', async () => {
    await addByTelephone()
    await night(twoYears + 1)
    expect(await night(twoYears + 120)).toEqual({ announced: 1, closed: 0 })
    expect((await calls()).map(({ overtaken_at }) => overtaken_at === null)).toEqual([false, true])
  })
})

test('only the question whether to stay can be answered with staying', async () => {
  const { db, as } = college()
  await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'] })
  const ben = await addByPhone('Ben')
  await givePasswords(db)
  const call = {
    person_id: ben,
    run_id: null,
    template: 'other',
    subject: 'Other',
    view: '{}',
    created_at: today,
  }
  const { id } = await db.insertInto('call').values(call).returning('id').executeTakeFirstOrThrow()
  const office = await as('ada@example.org')
  await office.get('/admin/call-list')
  expect((await office.post(`/admin/calls/${id}/wants-to-stay`)).status).toBe(404)
})

test('an address that nobody confirmed is not written to: it may be a stranger’s', async () => {
  const { db } = college()
  const person = await addPerson(db, { email: 'somebody@example.org' })
  const { runId } = await addRun(db, { trainers: 'none' })
  const id = await addEnrolment(db, runId, { person, status: 'waiting' })
  const over = { status: 'declined', ended_at: today } as const
  await db.updateTable('enrolment').set(over).where('id', '=', id).execute()
  expect(await night(twoYears + 1)).toEqual({ announced: 0, closed: 1 })
  expect(await letters()).toEqual([])
})
