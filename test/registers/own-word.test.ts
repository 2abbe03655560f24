import { load } from 'cheerio'
import { paths } from '../../src/paths.ts'
import { decideOwnWord } from '../../src/registers/own-word/rules.ts'
import { words } from '../enrolment/support/people.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { addEnrolment, addRun } from '../support/college.ts'
import { noticeOn } from '../support/office.ts'
import { inDays, mark, missedClass } from './support/missed.ts'

const college = testApp()

test('somebody says that they cannot come to the next class, and takes it back until it begins', async () => {
  const app = college()
  const { db } = app
  const there = await missedClass(app)
  const amal = await app.as('amal@example.org')
  const button = async () => {
    const page = await amal.get('/my/courses')
    const form = load(page.text)('form[action*="-come"]')
    return {
      text: form.find('button').text(),
      fields: { session: form.find('input[name=session]').attr('value') ?? '' },
    }
  }
  const first = await button()
  expect(first).toEqual({ text: 'I cannot come to this date', fields: { session: there.nextId } })
  const [cannot, can] = [paths.cannotCome, paths.canCome].map((path) => path({ id: there.enrolmentId })) as [
    string,
    string,
  ]
  await amal.post(cannot, first.fields)
  const page = await amal.get('/my/courses')
  expect(noticeOn(page.text)).toContain('Thank you for telling us')
  expect(words(page)).toContain('You told us that you cannot come to this date.')
  expect(words(page)).not.toContain('We look forward to seeing you. ')
  const row = () =>
    db
      .selectFrom('attendance')
      .where('session_id', '=', there.nextId)
      .where('enrolment_id', '=', there.enrolmentId)
      .select(['mark', 'means', 'marked_by'])
      .executeTakeFirst()
  expect(await row()).toEqual({ mark: 'told-us', means: 'themselves', marked_by: there.amal })
  const register = await there.tess.get(paths.sessionRegister({ id: there.nextId }))
  expect(load(register.text)('input[value=told-us][checked]')).toHaveLength(1)

  expect((await button()).text).toBe('I can come after all')
  await amal.post(can, first.fields)
  expect(await row()).toMatchObject({ mark: null })
  expect((await button()).text).toBe('I cannot come to this date')

  await amal.post(cannot, first.fields)
  app.clock.now = inDays(7.01)
  await amal.post(can, first.fields)
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain('Nothing was changed')
  expect(await row()).toMatchObject({ mark: 'told-us' })
})

test('of a class that was over when they got their place, a word makes no row', async () => {
  const app = college()
  const there = await missedClass(app)
  app.clock.now = inDays(1)
  const late = await addEnrolment(app.db, there.runId, { joinedAt: inDays(1) })
  const { person_id } = await app.db
    .selectFrom('enrolment')
    .where('id', '=', late)
    .select('person_id')
    .executeTakeFirstOrThrow()
  await app.db.updateTable('person').set({ email: 'lee@example.org' }).where('id', '=', person_id).execute()
  await givePasswords(app.db)
  const lee = await app.as('lee@example.org')
  await lee.post(paths.cannotCome({ id: late }), { session: there.sessionId })
  expect(noticeOn((await lee.get('/my/courses')).text)).toContain('Nothing was changed')
  const rows = await app.db
    .selectFrom('attendance')
    .where('enrolment_id', '=', late)
    .select('session_id')
    .execute()
  expect(rows.map(({ session_id: id }) => id)).not.toContain(there.sessionId)
})

test('nobody speaks for somebody else, of another run, or after a trainer has marked them', async () => {
  const app = college()
  const there = await missedClass(app)
  const other = await addRun(app.db, {})
  const theirs = await addEnrolment(app.db, other.runId, {})
  await givePasswords(app.db)
  const amal = await app.as('amal@example.org')
  const session = there.nextId
  const to = (id: string, fields: Record<string, string>) => amal.post(paths.cannotCome({ id }), fields)
  expect((await to(theirs, { session: other.sessionIds[0] ?? '' })).status).toBe(404)
  expect((await to(there.enrolmentId, { session: other.sessionIds[0] ?? '' })).status).toBe(404)
  expect((await to(there.enrolmentId, { session: 'no' })).status).toBe(400)
  app.clock.now = new Date(inDays(7).getTime() - 60_000)
  await mark(there.tess, { ...there, sessionId: session }, 'present')
  await to(there.enrolmentId, { session })
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain('Nothing was changed')
  const { count } = await app.db
    .selectFrom('attendance')
    .where('mark', '=', 'told-us')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(0)
})

test('what somebody says of their own class', () => {
  const startsAt = inDays(1)
  const facts = { mark: null, startsAt, status: 'planned' as const, hasMoved: false }
  expect(decideOwnWord(facts, false, inDays(0))).toEqual({ ok: true, mark: 'told-us' })
  expect(decideOwnWord({ ...facts, mark: 'told-us' }, true, inDays(0))).toEqual({ ok: true, mark: null })
  expect(decideOwnWord(facts, false, startsAt)).toEqual({ ok: false, reason: 'too-late' })
  expect(decideOwnWord({ ...facts, status: 'cancelled' }, false, inDays(0))).toMatchObject({
    reason: 'cancelled',
  })
  expect(decideOwnWord({ ...facts, hasMoved: true }, false, inDays(0))).toMatchObject({ reason: 'moved' })
  expect(decideOwnWord({ ...facts, mark: 'late' }, true, inDays(0))).toMatchObject({
    reason: 'marked-already',
  })
})
