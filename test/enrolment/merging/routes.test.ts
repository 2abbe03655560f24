// The office finds the other record, sees both, joins them, and can undo it: as a browser without JavaScript does.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { auditOf } from '../../audit/support.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { mailsTo, press, signUp, statusesOf, words } from '../support/people.ts'

const college = testApp()

async function twoRecords() {
  const app = college()
  const { browser, id: officeId } = await signUp(app, 'Office', ['administrator'])
  const online = await addPerson(app.db, { name: 'Amal Haddad', email: 'amal@example.org' })
  const phoned = await addPerson(app.db, { name: 'Amal Hadad', email: null })
  await app.db.updateTable('person').set({ phone: '028 9018 0123' }).where('id', '=', phoned).execute()
  await app.db
    .updateTable('person')
    .set({ email_confirmed_at: app.clock.now })
    .where('id', '=', online)
    .execute()
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course })
  const deeds = deedsIn(app.db, { config: app.config, clock: () => app.clock.now })
  await deeds.enrol(runId, phoned)
  return { app, db: app.db, browser, officeId, online, phoned, runId, deeds }
}

const form = (other: string, more: Record<string, string> = {}) => ({ other, checked: 'yes', ...more })

test('from the page of a person to one record of two, and back to two', async () => {
  const { app, db, browser, officeId, online, phoned, runId } = await twoRecords()
  const page = await browser.get(paths.adminPerson({ id: online }))
  const link = load(page.text)('main a').filter((_, one) =>
    load(page.text)(one).text().startsWith('Merge with another'),
  )
  const find = await browser.get(link.attr('href')!)
  expect(words(find)).toContain('Amal Hadad')
  const other = load(find.text)('main .row__title a').first().attr('href')!
  const both = await browser.get(other)
  expect(
    load(both.text)('h2')
      .map((_, one) => load(both.text)(one).text())
      .get(),
  ).toEqual(expect.arrayContaining(['This record stays', 'This one becomes part of it', 'What will happen']))
  expect(words(both)).toContain(
    'Everything from the other record goes to the record of Amal Haddad that stays: 1 course.',
  )
  expect(words(both)).toContain('The phone number 028 9018 0123 is added.')
  const merged = await browser.post(paths.adminPersonMerge({ id: online }), form(phoned))
  expect([merged.status, merged.headers.location]).toEqual([303, paths.adminPerson({ id: online })])
  const after = await browser.get(paths.adminPerson({ id: online }))
  expect(load(after.text)('[role=status]').text()).toContain('The two records are one now')
  expect(words(after)).toContain('Sleep well')
  expect(words(after)).toContain('Amal Hadad, on Tuesday 1 September 2026, by Office.')
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Haddad': 'confirmed' })
  expect(await mailsTo(db, 'amal@example.org')).toEqual(['calendar-invited', 'records-merged'])
  const trail = db.selectFrom('audit_event').where('action', '=', 'person.merged').orderBy('id')
  expect(await trail.select(['actor_id', 'subject_id']).execute()).toEqual([
    { actor_id: officeId, subject_id: online },
    { actor_id: officeId, subject_id: phoned },
  ])
  const undone = await press(browser, paths.adminPerson({ id: online }), 'Undo')
  expect(undone.status).toBe(303)
  const told = load((await browser.get(undone.headers.location!)).text)('[role=status]')
  expect(told.text()).toContain('The two records are two again')
  expect(told.find('a').attr('href')).toBe(paths.adminPerson({ id: phoned }))
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Hadad': 'confirmed' })
  expect(await auditOf(app)).toEqual([])
})

test('what two places on one run come to is said before, and so is who gets the free one', async () => {
  const { browser, online, phoned, runId, deeds, db } = await twoRecords()
  await deeds.enrol(runId, online)
  const page = `${paths.adminPersonMerge({ id: online })}?with=${phoned}`
  expect(words(await browser.get(page))).toContain(
    'Both are on Sleep well. Of the two, the earlier one stays. The place that is free then goes to the next person in line.',
  )
  await browser.post(paths.adminPersonMerge({ id: online }), form(phoned))
  const rows = await db.selectFrom('enrolment').orderBy('queue_number').select('status').execute()
  expect(rows.map(({ status }) => status)).toEqual(['confirmed', 'merged'])
  const events = db.selectFrom('enrolment_event').where('action', '=', 'merge').select(['actor', 'to_status'])
  expect(await events.execute()).toEqual([{ actor: 'staff', to_status: 'merged' }])
  expect(words(await browser.get(paths.adminPerson({ id: online })))).toContain('Merged with another place')
})

test('without the tick nothing is merged, what was chosen stays, and it is said what to do', async () => {
  const { db, browser, online, phoned } = await twoRecords()
  await browser.get(`${paths.adminPersonMerge({ id: phoned })}?with=${online}`)
  const answer = await browser.post(paths.adminPersonMerge({ id: phoned }), { other: online, email: 'kept' })
  expect(answer.status).toBe(422)
  const page = load(answer.text)
  expect(page('.nhsuk-error-summary a').attr('href')).toBe('#checked')
  expect(page('input[name=email]:checked').attr('value')).toBe('kept')
  expect(await db.selectFrom('person_merge').selectAll().execute()).toEqual([])
})

test('the address that was confirmed is the one that stays, unless the office says otherwise', async () => {
  const { db, browser, online, phoned } = await twoRecords()
  const shown = load((await browser.get(`${paths.adminPersonMerge({ id: phoned })}?with=${online}`)).text)
  expect(shown('input[name=email]:checked').attr('value')).toBe('merged')
  await browser.post(paths.adminPersonMerge({ id: phoned }), form(online, { email: 'merged' }))
  const person = db.selectFrom('person').where('id', '=', phoned).select(['email', 'email_confirmed_at'])
  expect(await person.executeTakeFirstOrThrow()).toMatchObject({ email: 'amal@example.org' })
  expect((await person.executeTakeFirstOrThrow()).email_confirmed_at).not.toBeNull()
})

let offices = 0

describe('refused, with the reason, and with nothing changed', () => {
  const reasons = async (id: string, other: string) => {
    const { browser } = await signUp(college(), `Office-${++offices}`, ['administrator'])
    await browser.get(paths.adminPersonMerge({ id }))
    const shown = await browser.get(`${paths.adminPersonMerge({ id })}?with=${other}`)
    const answer = await browser.post(paths.adminPersonMerge({ id }), form(other))
    expect([shown.status, answer.status]).toEqual([409, 409])
    expect(load(shown.text)('h1').text()).toBe(load(answer.text)('h1').text())
    expect(await college().db.selectFrom('person_merge').selectAll().execute()).toHaveLength(0)
    return load(answer.text)('h1').text()
  }

  test('a record with itself', async () => {
    const id = await addPerson(college().db)
    expect(await reasons(id, id)).toBe('This is the same record')
  })

  test('an account that is about to be closed', async () => {
    const { db, clock } = college()
    const [id, closing] = [await addPerson(db), await addPerson(db)]
    await db
      .insertInto('account_closing')
      .values({ person_id: closing, asked_at: clock.now, asked_by: closing })
      .execute()
    expect(await reasons(id, closing)).toBe('One of these accounts is closed')
    expect(await reasons(closing, id)).toBe('One of these accounts is closed')
  })

  test('two people who work here and sign in', async () => {
    const { db } = college()
    const [one, other] = [
      await addPerson(db, { roles: ['trainer'] }),
      await addPerson(db, { roles: ['administrator'] }),
    ]
    expect(await reasons(one, other)).toBe('Both of these people work here and can sign in')
  })

  test('somebody who signs in as staff into a student', async () => {
    const { db } = college()
    const [student, tutor] = [await addPerson(db), await addPerson(db, { roles: ['personal-tutor'] })]
    expect(await reasons(student, tutor)).toBe('Please keep the other record')
  })

  test('the only two trainers of a run', async () => {
    const { db } = college()
    const { peerId, professionalId } = await addRun(db, {
      course: (await addCourse(db, { title: 'Sleep well' })).id,
    })
    await db
      .updateTable('person')
      .set({ email: null, preferred_contact: 'post', postal_address: 'Here' })
      .where('id', '=', peerId)
      .execute()
    expect(await reasons(professionalId, peerId)).toBe('They are both trainers of one course')
  })

  test('one that is part of another already', async () => {
    const { browser, online, phoned, db } = await twoRecords()
    const third = await addPerson(db)
    await browser.get(paths.adminPersonMerge({ id: online }))
    await browser.post(paths.adminPersonMerge({ id: online }), form(phoned))
    for (const [kept, other] of [
      [third, phoned],
      [phoned, third],
      [online, phoned],
    ] as const) {
      const answer = await browser.post(paths.adminPersonMerge({ id: kept }), form(other))
      expect(answer.status).toBe(409)
      expect(words(answer)).toContain('This record is merged with another already')
    }
    expect(await db.selectFrom('person_merge').selectAll().execute()).toHaveLength(1)
  })

  test('an address nobody has confirmed', async () => {
    const { db } = college()
    const [one, other] = [await addPerson(db), await addPerson(db)]
    const { browser } = await signUp(college(), 'Office', ['administrator'])
    await browser.get(paths.adminPersonMerge({ id: one }))
    const answer = await browser.post(paths.adminPersonMerge({ id: one }), form(other, { email: 'merged' }))
    expect(answer.status).toBe(409)
    expect(words(answer)).toContain('That email address is not confirmed')
  })
})

test.each([
  ['nobody', '00000000-0000-4000-8000-000000000000', 404],
  ['what is no id', 'drop table', 400],
  ['nothing', '', 400],
])('merging with %s (%s) is answered with %i, never with a fault of ours', async (_, other, status) => {
  const { browser, online } = await twoRecords()
  await browser.get(paths.adminPersonMerge({ id: online }))
  expect(
    (await browser.get(`${paths.adminPersonMerge({ id: online })}?with=${encodeURIComponent(other)}`)).status,
  ).toBe(status)
  expect((await browser.post(paths.adminPersonMerge({ id: online }), form(other))).status).toBe(status)
})

test('undone twice is refused, and what nobody did is not there', async () => {
  const { db, browser, online, phoned } = await twoRecords()
  await browser.get(paths.adminPersonMerge({ id: online }))
  await browser.post(paths.adminPersonMerge({ id: online }), form(phoned))
  const { id } = await db.selectFrom('person_merge').select('id').executeTakeFirstOrThrow()
  expect((await browser.post(paths.adminMergeUndo({ id }))).status).toBe(303)
  const again = await browser.post(paths.adminMergeUndo({ id }))
  expect([again.status, words(again)]).toEqual([409, expect.stringContaining('This is undone already')])
  const nobody = { id: '00000000-0000-4000-8000-000000000000' }
  expect((await browser.post(paths.adminMergeUndo(nobody))).status).toBe(404)
})

test('a record that was merged is found as the one it is part of, by its own name, phone and address', async () => {
  const { db, browser, online, phoned } = await twoRecords()
  await db.updateTable('person').set({ name: 'Zara Quill' }).where('id', '=', phoned).execute()
  await browser.get(paths.adminPersonMerge({ id: phoned }))
  await browser.post(paths.adminPersonMerge({ id: phoned }), form(online, { email: 'kept' }))
  for (const asked of ['haddad', 'amal@example', 'zara', '028 9018']) {
    const found = load((await browser.get(`${paths.adminPeople()}?q=${encodeURIComponent(asked)}`)).text)
    const rows = found('main .row__title')
      .map((_, one) => found(one).text().trim())
      .get()
    expect([asked, ...rows]).toEqual([asked, 'Zara Quill'])
    expect(found('main .row').text()).toContain('Merged into this record: Amal Haddad')
  }
  const old = await browser.get(paths.adminPerson({ id: online }))
  expect([old.status, old.headers.location]).toEqual([303, paths.adminPerson({ id: phoned })])
  for (const to of [paths.adminPersonDetails, paths.adminPersonRoles, paths.adminPersonEnrolments])
    expect((await browser.get(to({ id: online }))).status).toBe(404)
})

test('whoever was signed in to the other record is out, cannot sign in with it, and can again once it is undone', async () => {
  const { app, db, browser, online, phoned } = await twoRecords()
  await givePasswords(db)
  const theirs = await app.as('amal@example.org')
  await browser.get(paths.adminPersonMerge({ id: phoned }))
  await browser.post(paths.adminPersonMerge({ id: phoned }), form(online, { email: 'kept' }))
  expect((await theirs.get('/account')).status).toBe(303)
  await expect(app.as('amal@example.org')).rejects.toThrow('could not sign in')
  await press(browser, paths.adminPerson({ id: phoned }), 'Undo')
  expect((await (await app.as('amal@example.org')).get('/account')).status).toBe(200)
})

test('the private calendar of either record shows everything', async () => {
  const { app, db, browser, online, phoned, runId } = await twoRecords()
  await givePasswords(db)
  const theirs = await app.as('amal@example.org')
  const made = await theirs.post(paths.accountFeed())
  const address = /\/feeds\/[\w-]+\.ics/.exec(made.text)?.[0] ?? ''
  expect((await app.visitor().get(address)).text).not.toContain('Sleep well')
  await browser.get(paths.adminPersonMerge({ id: phoned }))
  // The kept record has an address of its own: both go on.
  await db
    .insertInto('calendar_feed')
    .values({ person_id: phoned, token_hash: Buffer.alloc(32), created_at: app.clock.now })
    .execute()
  await browser.post(paths.adminPersonMerge({ id: phoned }), form(online, { email: 'kept' }))
  expect((await app.visitor().get(address)).text).toContain('Sleep well')
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Hadad': 'confirmed' })
})

test('the student reads one place, not two', async () => {
  const { app, db, browser, online, phoned, runId } = await twoRecords()
  await givePasswords(db)
  await addEnrolment(db, runId, { person: online, status: 'waiting' })
  await browser.get(paths.adminPersonMerge({ id: online }))
  await browser.post(paths.adminPersonMerge({ id: online }), form(phoned))
  const theirs = await app.as('amal@example.org')
  const page = words(await theirs.get(paths.myCourses()))
  expect(page.split('Sleep well')).toHaveLength(2)
  expect(page).not.toContain('Joined with')
})
