// Adding somebody who phones: nothing is trusted that only its owner can say, and nobody is made twice unasked.
import { load } from 'cheerio'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun } from '../../support/college.ts'
import { listJobs } from '../../support/jobs.ts'
import { signUp, words } from '../../enrolment/support/people.ts'
import { addWalkIn } from '../../web/support/registers.ts'

const college = testApp()

const mags = {
  name: 'Mags Nomail',
  phone: '028 9018 0123',
  email: '',
  postal_address: '',
  preferred_contact: 'phone',
  what_helps: 'A seat near the door',
  agreed: 'verbal',
  agreement_version: '1',
  role_student: 'yes',
}

async function office() {
  const { browser, id } = await signUp(college(), 'Office', ['administrator'])
  await browser.get('/admin/people/new')
  /** `null` leaves a field out, as a box that is not ticked is left out. */
  const add = (fields: Record<string, string | null> = {}) =>
    browser.post('/admin/people/new', withoutNulls({ ...mags, ...fields }))
  return { browser, id, add }
}

function withoutNulls(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )
}

const named = (name: string) =>
  college().db.selectFrom('person').selectAll().where('name', '=', name).execute()

test('somebody without email is added, agrees by word of mouth, and who noted it is kept', async () => {
  const { db } = college()
  const { browser, id: officeId, add } = await office()
  const posted = await add()
  const [person] = await named('Mags Nomail')
  expect([posted.status, posted.headers.location]).toEqual([303, `/admin/people/${person!.id}`])
  expect(person).toMatchObject({ email: null, phone: '028 9018 0123', preferred_contact: 'phone' })
  const roles = await db.selectFrom('role_grant').select('role').where('person_id', '=', person!.id).execute()
  expect(roles).toEqual([{ role: 'student' }])
  const accepted = await db
    .selectFrom('agreement_acceptance')
    .innerJoin('agreement', 'agreement.id', 'agreement_id')
    .where('person_id', '=', person!.id)
    .where('kind', '=', 'agreement')
    .select(['version', 'means', 'recorded_by'])
    .execute()
  expect(accepted).toEqual([{ version: 1, means: 'verbal', recorded_by: officeId }])
  const shown = words(await browser.get(posted.headers.location!))
  expect(shown).toContain('Mags Nomail is added')
  expect(shown).toMatch(/version 1: by word of mouth, on Tuesday 1 September 2026, noted by Office\./)
  expect(shown).not.toContain('A seat near the door')
  const trail = await db
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'detail'])
    .orderBy('id')
    .execute()
  expect(trail).toContainEqual({
    action: 'person.added-by-office',
    actor_id: officeId,
    detail: { roles: ['student'] },
  })
  expect(JSON.stringify(trail)).not.toContain('seat')
})

test('whoever walked in and is new is added with what their trainer wrote down, and is there to choose', async () => {
  const { db } = college()
  const { browser, add } = await office()
  const { sessionIds, peerId } = await addRun(db)
  const who = { name: 'Kit New', contact: '028 9018 0999' }
  const walkIn = `/admin/walk-ins/${await addWalkIn(db, sessionIds[0]!, peerId, who)}`
  const page = load((await browser.get(walkIn)).text)
  const form = load((await browser.get(page('[href^="/admin/people/new"]').attr('href')!)).text)
  expect(form('.nhsuk-back-link a, a.nhsuk-back-link, .back a').attr('href')).toBe(walkIn)
  const valueOf = (name: string) => form(`[name=${name}]`).attr('value')!
  const fields = { name: valueOf('name'), phone: valueOf('phone'), walk_in: valueOf('walk_in') }
  expect(fields).toMatchObject({ name: who.name, phone: who.contact })
  const added = await add(fields)
  expect(added.headers.location).toBe(`${walkIn}?q=Kit+New`)
  const [person] = await named('Kit New')
  const back = load((await browser.get(added.headers.location!)).text)
  expect(back('[name=person]').attr('value')).toBe(person!.id)
  // Here already: a row of the question leads to them on the same page.
  const likely = load((await add(fields)).text)
  expect(likely('.row__title a').attr('href')).toBe(`${walkIn}?q=Kit+New`)
  await browser.post(walkIn, { person: person!.id })
  const other = await add({ ...fields, name: 'Wren Other', phone: '028 9018 0777' })
  expect(other.headers.location).toBe(`/admin/people/${(await named('Wren Other'))[0]!.id}`)
})

test('an email given on the phone is not theirs before its owner says so: they are asked', async () => {
  const { add, browser } = await office()
  const posted = await add({ email: 'mags@example.org' })
  const [person] = await named('Mags Nomail')
  expect(person!.email).toBeNull()
  expect(await listJobs(college().db)).toContainEqual(
    expect.objectContaining({ payload: { personId: person!.id } }),
  )
  expect(words(await browser.get(posted.headers.location!))).toContain(
    'We asked at mags@example.org on Tuesday 1 September 2026 whether it is theirs.',
  )
})

test.each([
  ['no name', { name: ' ' }, 'Enter the name they would like us to use'],
  ['a call without a number', { phone: '' }, 'Enter a phone number, or choose a letter below'],
  ['a letter without an address', { phone: '', preferred_contact: 'post' }, 'Enter where letters go'],
  [
    'by email, which is not theirs yet',
    { preferred_contact: 'email' },
    'no email address that they have confirmed',
  ],
  ['an email that is none', { email: 'mags at home' }, 'Enter an email address in the right form'],
  ['no role at all', { role_student: null }, 'Tick at least one thing they may do'],
  ['an agreement of another version', { agreement_version: '9' }, 'The student agreement has changed'],
  ['nothing said of the agreement', { agreed: '' }, 'Choose whether they have agreed'],
])(
  '%s: it is said beside the field, what was typed is kept, and nobody is made',
  async (_, fields, message) => {
    const { add } = await office()
    const posted = await add(fields)
    expect(posted.status).toBe(422)
    const page = load(posted.text)
    expect(page('.nhsuk-error-summary').text()).toContain(message)
    expect(page('.nhsuk-form-group--error')).toHaveLength(1)
    expect(page('textarea[name=what_helps]').text()).toBe('A seat near the door')
    expect(await named('Mags Nomail')).toEqual([])
  },
)

test.each([
  ['nearly the same name', { name: 'Mags No-mail', phone: null, email: null }, 'Nearly the same name'],
  [
    'the same phone, written otherwise',
    { name: 'Margaret', phone: '+44 28 90180123', email: null },
    'The same phone number',
  ],
  ['the same email', { name: 'Margaret', phone: null, email: 'mags@example.org' }, 'The same email address'],
])('somebody with %s is shown before a second record is made', async (_, known, why) => {
  const { db } = college()
  const { add, browser } = await office()
  const id = await addPerson(db, { name: known.name, email: known.email })
  await db.updateTable('person').set({ phone: known.phone }).where('id', '=', id).execute()
  const asked = await add({ email: 'mags@example.org' })
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain(why)
  expect(load(asked.text)(`main a[href="/admin/people/${id}"]`)).toHaveLength(1)
  expect(await named('Mags Nomail')).toHaveLength(0)

  const form = load(asked.text)('main form').first()
  const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
  expect((await browser.post('/admin/people/new', fields)).status).toBe(303)
  const [made] = await named('Mags Nomail')
  expect(made).toMatchObject({ phone: '028 9018 0123', what_helps: 'A seat near the door' })
  const asking = await db.selectFrom('email_change').select('email').execute()
  expect(asking).toEqual(known.email === null ? [{ email: 'mags@example.org' }] : [])
})

test('somebody quite different is not in the way', async () => {
  const { add } = await office()
  await addPerson(college().db, { name: 'Mara Nightingale' })
  expect((await add()).status).toBe(303)
})

test('details are changed by the office; what helps is added to and never shown, and the trail holds no words', async () => {
  const { db } = college()
  const { add, browser } = await office()
  const page = (await add()).headers.location!
  const details = await browser.get(`${page}/details`)
  expect(details.text).not.toContain('A seat near the door')
  const form = load(details.text)('main form')
  const stored = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value])) as Record<
    string,
    string
  >
  expect(stored).toMatchObject({ name: 'Mags Nomail', phone: '028 9018 0123', preferred_contact: 'phone' })
  const change = {
    ...stored,
    preferred_contact: 'post',
    postal_address: '4 Mill Lane\nBelfast',
    what_helps_too: 'Large print',
    best_time: 'After 2pm',
    reminders: 'no',
  }
  expect((await browser.post(`${page}/details`, { ...change, postal_address: '' })).status).toBe(422)
  expect((await browser.post(`${page}/details`, change)).status).toBe(303)
  const [person] = await named('Mags Nomail')
  expect(person).toMatchObject({ preferred_contact: 'post', what_helps: 'A seat near the door\nLarge print' })
  expect(person).toMatchObject({ best_time: 'After 2pm', reminders: false })
  const trail = await db
    .selectFrom('audit_event')
    .select('detail')
    .where('action', '=', 'person.changed-by-office')
    .execute()
  expect(trail).toEqual([
    {
      detail: {
        changed: ['best_time', 'postal_address', 'preferred_contact', 'reminders', 'what_helps'],
      },
    },
  ])
})

test('what helps cannot grow past what there is room for', async () => {
  const { add, browser } = await office()
  const page = (await add({ what_helps: 'x'.repeat(1990) })).headers.location!
  const posted = await browser.post(`${page}/details`, { ...mags, what_helps_too: 'and a lift, please' })
  expect(posted.status).toBe(422)
  expect(load(posted.text)('#what_helps_too-error').text()).toContain('too much there already')
})

test('an agreement given later is noted once, from their page', async () => {
  const { db } = college()
  const { add, browser, id: officeId } = await office()
  const page = (await add({ agreed: 'not-yet' })).headers.location!
  expect(words(await browser.get(page))).toContain('Nothing is noted yet.')
  const { id: agreement } = await db
    .selectFrom('agreement')
    .select('id')
    .where('kind', '=', 'agreement')
    .executeTakeFirstOrThrow()
  await browser.get(`${page}/agreement`)
  expect((await browser.post(`${page}/agreement`, { agreement })).status).toBe(422)
  expect(
    (await browser.post(`${page}/agreement`, { agreement: crypto.randomUUID(), means: 'paper' })).status,
  ).toBe(404)
  const note = () => browser.post(`${page}/agreement`, { agreement, means: 'paper' })
  expect((await Promise.all([note(), note()])).map(({ status }) => status)).toEqual([303, 303])
  const rows = await db
    .selectFrom('agreement_acceptance')
    .select(['means', 'recorded_by'])
    .where('agreement_id', '=', agreement)
    .where('person_id', '=', page.split('/').at(-1) ?? '')
    .execute()
  expect(rows).toEqual([{ means: 'paper', recorded_by: officeId }])
  const trail = await db
    .selectFrom('audit_event')
    .select('detail')
    .where('action', '=', 'person.agreement-recorded')
    .execute()
  expect(trail).toEqual([{ detail: { kind: 'agreement', version: 1, means: 'paper' } }])
})
