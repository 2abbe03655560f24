// What was kept in a record that was merged belongs to its person: it is handed out with theirs, and erased with theirs.
// Nobody gets at it who only registered with an address.
import { load } from 'cheerio'
import { randomUUID } from 'node:crypto'
import {
  answerQuestions,
  findOwnChoices,
  prefersNotToSay,
} from '../../../src/accounts/equality/answer-questions.ts'
import { ensureEqualityQuestions } from '../../../src/accounts/equality/first-questions.ts'
import { listQuestions } from '../../../src/accounts/equality/queries.ts'
import { closeAccount } from '../../../src/accounts/closing/close-account.ts'
import { findEmergencyContact } from '../../../src/accounts/about-me/queries.ts'
import { takeOver } from '../../../src/accounts/proofs/take-over.ts'
import { promiseConfirmation } from '../../../src/accounts/proofs/ask-to-confirm.ts'
import { gatherData } from '../../../src/accounts/my-data/gather.ts'
import { deleteFeed } from '../../../src/calendar/queries.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { findSide } from '../../../src/enrolment/merging/queries.ts'
import { usualChoices } from '../../../src/enrolment/merging/rules.ts'
import { paths } from '../../../src/paths.ts'
import { auditOf } from '../../audit/support.ts'
import { findWords, finish, secret } from '../../accounts/closing/support.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'
import { listClass } from '../../../src/registers/class-list/queries.ts'
import { listFollowUps } from '../../../src/registers/follow-up/queries.ts'
import { listRegister } from '../../../src/registers/marking/queries.ts'
import { enrolled, inDays, night, type Place, say, statusOf } from '../../registers/support/term-over.ts'
import { office as signedIn } from '../../support/office.ts'
import { listJobs } from '../../support/jobs.ts'
import { press, signUp, words } from '../support/people.ts'
import { mergeIdOf, officeOf, usual } from './support/records.ts'
import { richPerson } from './support/rich-person.ts'

const college = testApp()
const marks = ['Amal', 'Zuleika', 'amal@example.org', 'zuleika@example.org']

async function mergedRecords() {
  const app = college()
  const office = await officeOf(app)
  const agreement = await app.db.selectFrom('agreement').select('id').limit(1).executeTakeFirstOrThrow()
  const shared = { agreementId: agreement.id, office: office.by }
  const kept = await richPerson(app.db, 'Amal', shared, 1)
  const merged = await richPerson(app.db, 'Zuleika', shared, 2)
  return { app, db: app.db, office, kept, merged, merge: () => office.merge(kept.id, merged.id) }
}

test('whom a stranger may have named is still to be checked in the record that theirs has become part of', async () => {
  const { db, kept, merged, office } = await mergedRecords()
  await inTransaction(db, (tx) => takeOver(tx, merged.id, inDays(100)))
  const isUnchecked = async () => (await findEmergencyContact(db, kept.id))?.unchecked
  expect(await isUnchecked()).toBe(false)
  const mergeId = mergeIdOf(await office.merge(kept.id, merged.id, { contact: 'merged' }))
  expect(await isUnchecked()).toBe(true)
  await office.undo(mergeId)
  expect(await isUnchecked()).toBe(false)
})

test('everything of both records is handed out to the person', async () => {
  const { db, kept, merged, merge } = await mergedRecords()
  const before = [...(await gatherData(db, kept.id)), ...(await gatherData(db, merged.id))]
  mergeIdOf(await merge())
  const values = (sections: typeof before) =>
    sections.flatMap(({ rows }) => rows.flat().map(({ value }) => JSON.stringify(value)))
  const after = new Set(values(await gatherData(db, kept.id)))
  for (const told of ['Zuleika likes quiet', 'Zuleika’s sister', 'Zuleika’s friend', 'zuleika@example.org'])
    expect([told, values(before).some((value) => value.includes(told))]).toEqual([told, true])
  for (const told of [
    'likes quiet',
    'Zuleika’s sister',
    'Amal’s sister',
    'Zuleika’s friend',
    'zuleika@example.org',
  ])
    expect([told, [...after].some((value) => value.includes(told))]).toEqual([told, true])
})

test('closing the account erases both records, and nothing of either is left', async () => {
  const { app, db, office, kept, merge } = await mergedRecords()
  mergeIdOf(await merge())
  expect((await findWords(db, marks)).length).toBeGreaterThan(10)
  const pressed = { personId: kept.id, byId: office.by, secret }
  expect(await inTransaction(db, (tx) => closeAccount(tx, pressed, today))).toEqual({ ok: true })
  await finish(app)
  expect(await findWords(db, marks)).toEqual([])
})

test('answers about equality are found under both records, answered again under one, and let go of with both', async () => {
  const { db, kept, merged, merge, office } = await mergedRecords()
  await ensureEqualityQuestions(db, today)
  const questions = await listQuestions(db)
  const [one, two] = questions.map(({ id }) => id)
  const at = { now: today, timeZone: 'Europe/London' }
  const answer = (personId: string, choices: Record<string, string>) =>
    inTransaction(db, (tx) => answerQuestions(tx, { secret, personId }, { questions, choices }, at))
  const option = questions[1]!.options[0]!.id
  await answer(merged.id, { [one!]: prefersNotToSay, [two!]: option })
  await answer(kept.id, { [one!]: questions[0]!.options[0]!.id })
  mergeIdOf(await merge())
  const own = () => findOwnChoices(db, { secret, personId: kept.id }, questions)
  expect(await own()).toEqual({ [one!]: questions[0]!.options[0]!.id, [two!]: option })
  await answer(kept.id, { [two!]: option })
  const counted = await db.selectFrom('equality_answer').select('question_id').execute()
  expect(counted).toEqual([{ question_id: two }])
  const pressed = { personId: kept.id, byId: office.by, secret }
  await inTransaction(db, (tx) => closeAccount(tx, pressed, today))
  expect(await own()).toEqual({})
})

test('where a calendar link must end, that of a record that was merged ends too: it leads to the same calendar', async () => {
  const { db, kept, merge } = await mergedRecords()
  mergeIdOf(await merge())
  const links = () => db.selectFrom('calendar_feed').select('person_id').execute()
  expect(await links()).toHaveLength(2)
  await inTransaction(db, (tx) => deleteFeed(tx, kept.id))
  expect(await links()).toEqual([])
})

/** Somebody who registered with an address that nobody has shown to be theirs. */
async function registered(email: string): Promise<string> {
  const { db } = college()
  const id = await addPerson(db, { name: 'Amal', email })
  const change = { registration_key: Buffer.from(email.padEnd(32)), email_confirmed_at: null }
  await db.updateTable('person').set(change).where('id', '=', id).execute()
  return id
}

test('nobody’s record goes into a registration nobody has proven, whatever is chosen', async () => {
  const { db } = college()
  const office = await officeOf(college())
  const [one, other] = [await registered('amal@example.org'), await registered('zuleika@example.org')]
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const)
    expect(await office.merge(first, second)).toEqual({ ok: false, reason: 'neither-proven' })
  const known = await addPerson(db)
  const change = (id: string, details: object) =>
    db.updateTable('person').set(details).where('id', '=', id).execute()
  await change(known, { email_confirmed_at: today })
  for (const email of ['kept', 'merged'] as const)
    expect(await office.merge(one, known, { email })).toEqual({ ok: false, reason: 'nobody-proven' })
  const [own, doubtful] = [(await findSide(db, known))!, (await findSide(db, one))!]
  const told = { ...doubtful, contactAt: new Date(today.getTime() + 1), supporterAt: today }
  expect(usualChoices({ ...own, contactAt: today }, told)).toEqual({ ...usual, supporter: 'merged' })
  await change(one, { email: null, claimed_email: 'amal@example.org' })
  expect(await office.merge(one, known)).toEqual({ ok: false, reason: 'keep-the-proven-record' })
  expect((await office.merge(known, one)).ok).toBe(true)
})

test('a message to confirm an address comes too late once its record is part of another: none is sent, and no work is left', async () => {
  const { db, runJobs } = college()
  const office = await officeOf(college())
  const [known, online] = [await addPerson(db), await registered('amal@example.org')]
  await inTransaction(db, (tx) => promiseConfirmation(tx, online))
  expect((await office.merge(known, online)).ok).toBe(true)
  await runJobs()
  expect(await listJobs(db)).toEqual([])
  expect(await db.selectFrom('mail').select('to_address').execute()).not.toContainEqual({
    to_address: 'amal@example.org',
  })
})

test('a registration nobody has proven is not kept, and merged it brings no way in, nor gets it back', async () => {
  const app = college()
  const { db } = app
  const { browser } = await signUp(app, 'Office', ['administrator'])
  const online = await registered('amal@example.org')
  const phoned = await addPerson(db, { email: null })
  await givePasswords(db)
  const theirs = await app.as('amal@example.org')
  const address = /\/feeds\/[\w-]+\.ics/.exec((await theirs.post(paths.accountFeed())).text)?.[0] ?? ''
  const { now } = app.clock
  const identity = { issuer: 'https://id.example', subject: 'amal', linked_at: now, last_used_at: now }
  await db
    .insertInto('single_sign_on_identity')
    .values({ ...identity, person_id: online })
    .execute()
  const refused = await browser.get(`${paths.adminPersonMerge({ id: online })}?with=${phoned}`)
  expect([refused.status, words(refused)]).toEqual([
    409,
    expect.stringContaining('Keep the other record instead'),
  ])
  const form = { other: online, checked: 'yes' }
  const swapped = await browser.get(load(refused.text)('main a.nhsuk-button').attr('href') ?? '')
  expect(words(swapped)).toContain('No way in comes with the other record')
  expect((await browser.post(paths.adminPersonMerge({ id: phoned }), form)).status).toBe(303)
  expect((await theirs.agent.get('/account')).status).toBe(303)
  await expect(app.as('amal@example.org')).rejects.toThrow('could not sign in')
  const ways = async () => [
    (await app.visitor().get(address)).status,
    await db.selectFrom('single_sign_on_identity').selectAll().execute(),
  ]
  expect(await ways()).toEqual([404, []])
  expect((await press(browser, paths.adminPerson({ id: phoned }), 'Undo')).status).toBe(303)
  expect(await ways()).toEqual([404, []])
})

test('whoever gave a place back on one record and has one on the other is coming, says the class list', async () => {
  const app = college()
  const office = await officeOf(app)
  const { places, runId, deeds } = await enrolled(app, ['Amal', 'Amalia'], 3)
  await deeds.withdraw(places.Amalia!.enrolmentId)
  mergeIdOf(await office.merge(places.Amal!.personId, places.Amalia!.personId))
  expect(await listClass(app.db, runId)).toMatchObject([
    { enrolment_id: places.Amal!.enrolmentId, status: 'confirmed' },
  ])
})

test('what a page from before says of the record that has no row any more is said of the line that stands for them', async () => {
  const app = college()
  const office = await officeOf(app)
  const { places, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia'], 3)
  const [kept, merged] = [places.Amal!, places.Amalia!]
  const [first = ''] = sessionIds
  app.clock.now = inDays(1)
  mergeIdOf(await office.merge(kept.personId, merged.personId))
  await say(app, first, peerId, { [merged.enrolmentId]: 'present' })
  expect(await listRegister(app.db, first)).toMatchObject([
    { enrolment_id: kept.enrolmentId, mark: 'present' },
  ])
})

test('two records that are parted once the run is over each have their place again, and what they came to', async () => {
  const app = college()
  const office = await officeOf(app)
  const run = { capacity: 2, waitingListMode: 'auto' as const, closesAt: inDays(40) }
  const { places, runId, sessionIds, peerId, deeds } = await enrolled(app, ['Amal', 'Amalia'], 3, run)
  const [kept, merged] = [places.Amal!, places.Amalia!]
  const both = { [kept.enrolmentId]: 'present', [merged.enrolmentId]: 'present' } as const
  const next = await deeds.enrol(runId, await addPerson(app.db, { name: 'Bo', email: 'bo@example.org' }))
  if (!next.ok) throw new Error(next.reason)
  app.clock.now = inDays(9)
  for (const session of sessionIds.slice(0, 2)) await say(app, session, peerId, both)
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged.personId))
  await app.runJobs()
  expect(await statusOf(app.db, { ...kept, ...next })).toBe('confirmed')
  app.clock.now = inDays(17)
  await night(app)
  expect(await statusOf(app.db, merged)).toBe('merged')
  await office.undo(mergeId)
  expect(await auditOf(app)).toEqual([])
  app.clock.now = inDays(40)
  await night(app)
  expect(await Promise.all([kept, merged].map((one) => statusOf(app.db, one)))).toEqual([
    'completed',
    'completed',
  ])
  expect(await auditOf(app)).toEqual([])
})

test('what was tried for one of two records is tried for both, and whoever calls, calls about all of the course', async () => {
  const app = college()
  const office = await officeOf(app)
  const none: Place = { personId: '', enrolmentId: '' }
  const { places, sessionIds, peerId } = await enrolled(app, ['Amal', 'Amalia'], 3)
  const { Amal: kept = none, Amalia: merged = none } = places
  const [first = '', second = ''] = sessionIds
  const [olu] = await signedIn(app, 'Olu')
  const calls = () => listFollowUps(app.db, { now: app.clock.now, days: 60 })
  const taskOf = async (place: Place) =>
    (await calls()).find(({ person_id: id }) => id === place.personId)?.id ?? ''
  const read = async (id: string) => (await olu.get(paths.followUp({ id }))).text
  const note = (id: string) =>
    olu.post(paths.followUpCalls({ id }), { id: randomUUID(), outcome: 'left-message', words: '' })
  app.clock.now = inDays(9)
  await say(app, first, peerId, { [kept.enrolmentId]: 'no-word', [merged.enrolmentId]: 'no-word' })
  app.clock.now = inDays(10)
  await say(app, second, peerId, { [merged.enrolmentId]: 'no-word' })
  const [stays, called] = [await taskOf(kept), await taskOf(merged)]
  await note(called)
  await olu.post(paths.followUpTaking({ id: called }), { seen: '' })
  const mergeId = mergeIdOf(await office.merge(kept.personId, merged.personId))
  expect(await calls()).toMatchObject([{ id: stays, last_call: { outcome: 'left-message' } }])
  for (const id of [stays, called])
    expect(await read(id)).toMatch(/You are getting in touch with them[^]*Left a message/)
  // Of the other class, on a page that was opened before: nobody calls any more, about none of them.
  await note(called)
  const open = app.db.selectFrom('follow_up').where('closed_at', 'is', null)
  expect(await open.where('taken_by', 'is not', null).select('id').execute()).toEqual([])
  expect((await read(stays)).match(/Left a message/g)).toHaveLength(2)
  await office.undo(mergeId)
  expect(await read(stays)).not.toContain('Left a message')
  expect(await auditOf(app)).toEqual([])
})
