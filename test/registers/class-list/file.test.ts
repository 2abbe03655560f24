// The class list as a file for a spreadsheet.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, today } from '../../support/college.ts'

const college = testApp()

const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function add(runId: string, name: string, what_helps: string) {
  const { db } = college()
  const person = await addPerson(db, { name })
  await db.updateTable('person').set({ what_helps, phone: '07700 900999' }).where('id', '=', person).execute()
  await addEnrolment(db, runId, { person })
  return person
}

/** Tess, the peer trainer of a run, signed in. */
async function taught() {
  const app = college()
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const added = await addRun(app.db, { course, sessions: [{ startsAt: inDays(0.1) }] })
  await app.db
    .updateTable('person')
    .set({ email: 'tess@example.org' })
    .where('id', '=', added.peerId)
    .execute()
  await givePasswords(app.db)
  return { app, ...added, list: `/trainer/runs/${added.runId}`, tess: await app.as('tess@example.org') }
}

test('as a file it holds the same columns and no other, runs no formula, and each download is noted', async () => {
  const { app, tess, list, runId, peerId, professionalId } = await taught()
  const { db, as } = app
  const amal = await add(runId, 'Amal', 'A seat near "the" door\nLarge print')
  const evil = await add(runId, '=cmd()', '@SUM(A1)')
  await addEnrolment(app.db, runId, { status: 'waiting' })
  await db
    .updateTable('enrolment')
    .set({ status: 'withdrawn', ended_at: inDays(1) })
    .where('person_id', '=', evil)
    .execute()
  await db
    .insertInto('supporter')
    .values({ person_id: amal, name: 'Ana', comes_along: true, updated_at: today })
    .execute()
  await db.updateTable('person').set({ email: 'prof@example.org' }).where('id', '=', professionalId).execute()
  await givePasswords(db)
  const noted = () =>
    db
      .selectFrom('audit_event')
      .where('action', '=', 'class-list.exported')
      .select(['actor_id', 'subject_id', 'detail'])
      .execute()
  expect(load((await tess.get(list)).text)('a[download]').attr('href')).toBe(`${list}/class-list.csv`)
  expect(await noted()).toEqual([])
  const file = await tess.get(`${list}/class-list.csv`)
  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename=class-list-sleep-well.csv',
    'cache-control': 'no-store',
  })
  expect(file.text.split('\r\n')).toEqual([
    '\uFEFF"Name","Coming","First time with us","On arrival","What helps","Supporter"',
    '"Amal","Coming","Yes","","A seat near ""the"" door\nLarge print","Ana, who comes along"',
    `"'=cmd()","Withdrew on Wednesday 2 September 2026","","","",""`,
    '',
  ])
  const detail = { people: 2 }
  expect(await noted()).toEqual([{ actor_id: peerId, subject_id: runId, detail }])
  // Whoever gives it with them has the same list.
  const prof = await as('prof@example.org')
  expect((await prof.get(`${list}/class-list.csv`)).text).toBe(file.text)
  expect((await prof.get(list)).text).toContain('Amal')
  expect(await noted()).toHaveLength(2)
  const stranger = await addRun(db)
  await db
    .updateTable('person')
    .set({ email: 'else@example.org' })
    .where('id', '=', stranger.peerId)
    .execute()
  await givePasswords(db)
  expect((await (await as('else@example.org')).get(`${list}/class-list.csv`)).status).toBe(404)
  expect(await noted()).toHaveLength(2)
  await db.updateTable('run').set({ status: 'ended' }).where('id', '=', runId).execute()
  expect((await tess.get(`${list}/class-list.csv`)).text).toContain('"Amal","Had a place","Yes"')
})

test('the office has the list of any run: names at once, and what people told on a press that each of them can see', async () => {
  const { app, list, runId, sessionIds, tess } = await taught()
  const { db, as } = app
  const amal = await add(runId, 'Amal', 'Large print')
  const bo = await add(runId, 'Bo', '')
  const cleo = await add(runId, 'Cleo', 'Tea')
  const gone = { status: 'withdrawn' as const, ended_at: today }
  await db.updateTable('enrolment').set(gone).where('person_id', '=', cleo).execute()
  const need = { kind: 'format' as const, detail: '', recorded_at: today, review_on: '2027-09-01' }
  const own = { ...need, person_id: bo, recorded_by: bo }
  await db
    .insertInto('access_need')
    .values([
      { ...own, need: 'audio', share_with_trainers: true },
      { ...own, need: 'braille', share_with_trainers: false },
    ])
    .execute()
  const ada = await addPerson(db, { email: 'ada@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const office = await as('ada@example.org')
  const address = `/admin/runs/${runId}/class-list`
  const readings = async () => {
    const rows = await db
      .selectFrom('sensitive_reading')
      .select(['person_id', 'reader_id', 'kinds'])
      .execute()
    return rows.map(({ person_id, reader_id, kinds }) => [person_id, reader_id, ...kinds])
  }
  const run = load((await office.get(`/admin/runs/${runId}`)).text)
  expect(run('.jumps a:contains("Class list")').attr('href')).toBe(address)
  const names = await office.get(address)
  expect(names.text).toMatch(/Amal[^]*Bo[^]*Cleo/)
  expect(names.text).not.toMatch(/Large print|Audio|07700/)
  expect(await readings()).toEqual([])

  const told = await office.post(address)
  expect(told.text).toMatch(/Large print[^]*Audio/)
  expect(told.text).not.toMatch(/Braille|Tea|07700/)
  const read = [
    [amal, ada, 'what-helps'],
    [bo, ada, 'access-needs'],
  ]
  expect(await readings()).toEqual(read)
  const file = await office.post(`${address}.csv`)
  expect([file.headers['content-disposition'], file.text]).toEqual([
    'attachment; filename=class-list-sleep-well.csv',
    (await tess.get(`${list}/class-list.csv`)).text,
  ])
  expect(await readings()).toEqual([...read, ...read])
  const noted = db.selectFrom('audit_event').where('action', '=', 'class-list.exported')
  expect(await noted.where('actor_id', '=', ada).select(['subject_id', 'detail']).execute()).toEqual([
    { subject_id: runId, detail: { people: 3 } },
  ])
  // In their own words, with their own full stop and no other.
  await db.updateTable('access_need').set({ detail: 'Slowly, please.' }).execute()
  const register = await tess.get(paths.sessionRegister({ id: sessionIds[0] ?? '' }))
  expect(load(register.text)('main').text()).toMatch(/Slowly, please\.(?!\.)/)
})
