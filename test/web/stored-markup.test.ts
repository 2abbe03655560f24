// A college in which every text anybody ever typed holds markup: no page may take it for its own.
import { load } from 'cheerio'
import { sql } from 'kysely'
import type { Db } from '../../src/database/schema.ts'
import { testApp } from '../support/app.ts'
import { addEnrolment, addPerson } from '../support/college.ts'
import { addressOf } from './support/address-of.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { isClean, probe } from './support/hostile.ts'
import { type Viewer, whoMay } from './support/who-may.ts'

const college = testApp()

const bad = (what: string) => `${what} "'></p></script></textarea><${probe}> & {{name}}`

/** Every text column that no check keeps in a form of its own; names and titles stay unique. */
async function poison(db: Db, { runId }: Cast): Promise<number> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and data_type = 'text' and is_generated = 'NEVER'
      and table_name not like 'kysely%'
      and table_name not in ('web_session', 'credential', 'enrolment_event', 'attendance_event', 'audit_event',
        'calendar_invite', 'certificate')
      and column_name not in ('slug', 'status', 'mode', 'role', 'kind', 'channel', 'means', 'phone', 'audience_kind',
        'expertise', 'preferred_contact', 'calendar_invitations', 'waiting_list_mode', 'calendar_method', 'calendar_text', 'order_key',
        'message_id', 'to_address', 'template', 'import_key', 'priority_reason', 'join_link',
        'student_kind', 'need', 'occasion', 'what', 'holds', 'colour', 'accent', 'reason', 'part', 'outcome', 'to_number', 'rules_waived_reason', 'mark')`.execute(
    db,
  )
  for (const { table, column } of rows)
    await sql`update ${sql.table(table)} set ${sql.ref(column)} =
      ${bad(column)} || case when ${sql.lit(column)} in ('name', 'title', 'code') then md5(ctid::text) else '' end`.execute(
      db,
    )
  await sql`update session set join_link = ${`https://x.example/${bad('link')}`}`.execute(db)
  await sql`update enrolment set rules_waived_at = joined_at, rules_waived_reason = ${bad('waived')}`.execute(
    db,
  )
  await sql`update enrolment set priority_reason = ${bad('priority')} where status = 'waiting'`.execute(db)
  await db.updateTable('run').set({ places_held: 0, capacity: 3 }).where('id', '=', runId).execute()
  return rows.length
}

async function poisonedCast() {
  const app = college()
  const { db } = app
  const cast = await makeCast(app)
  for (const status of ['requested', 'waiting', 'offered', 'confirmed'] as const)
    await addEnrolment(db, cast.runId, { status, person: await addPerson(db) })
  await sql`update offer set channel = 'call-list' where run_id = ${cast.runId}`.execute(db)
  await sql`update person set phone = '07700 900123'`.execute(db)
  await db.insertInto('category').values({ slug: 'health', name: 'Health' }).execute()
  await sql`insert into course_category select course.id, category.id from course, category`.execute(db)
  await sql`insert into room (venue_id, name) select id, 'Garden room' from venue`.execute(db)
  await sql`update session set room_id = (select id from room where room.venue_id = session.venue_id)`.execute(
    db,
  )
  expect(await poison(db, cast)).toBeGreaterThan(20)
  return { ...app, cast }
}

test('no page shows a stored text as markup, to anybody', async () => {
  const { cast, db, runJobs } = await poisonedCast()
  const { student, administrator } = cast.browsers
  await student.get('/account')
  await student.post(`/enrolments/${cast.enrolmentId}/withdrawal`)
  await student.post(`/runs/${cast.runId}/enrolments`)
  await administrator.post(`/admin/runs/${cast.runId}/capacity`, {
    capacity: '0',
    over_full_reason: bad('why'),
  })
  await runJobs()
  const sent = await db.selectFrom('mail').select('id').where('status', '=', 'sent').execute()
  expect(sent.length).toBeGreaterThan(0)
  let shown = 0
  for (const [name, may] of Object.entries(whoMay)) {
    if (!name.startsWith('GET ') || /\.(ics|eml|csv)$/.test(name)) continue
    for (const viewer of may) shown += await countShown(cast, viewer, name.slice('GET '.length))
  }
  for (const { id } of sent) {
    const mail = { ...cast, mailId: id }
    for (const pattern of ['/dev/mailbox/:id', '/dev/mailbox/:id.html'])
      shown += await countShown(mail, 'visitor', pattern)
  }
  // It is there to be read, letter by letter, again and again.
  expect(shown).toBeGreaterThan(200)
})

test('markup, line breaks and commas stay inside their line of a calendar', async () => {
  const { cast, db } = await poisonedCast()
  await sql`update course set title = ${'Sleep, well; \\n'} || chr(13) || chr(10) || ${'ATTACH:https://evil.example/x'}
    || md5(ctid::text)`.execute(db)
  for (const address of [
    '/calendar.ics',
    `/feeds/${cast.feedToken}.ics`,
    `/enrolments/${cast.enrolmentId}/calendar.ics`,
  ]) {
    const { text, status } = await cast.browsers.student.agent.get(address)
    expect([address, status]).toEqual([address, 200])
    expect(text).toMatch(/^SUMMARY:Sleep\\, well\\; \\\\n/m)
    expect(text).not.toMatch(/^ATTACH/m)
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
  }
})

test('what machines read of a course is JSON, whatever its words', async () => {
  const { cast } = await poisonedCast()
  const page = load((await cast.browsers.visitor.get(`/courses/${cast.slug}`)).text)
  const data: unknown = JSON.parse(page('script[type="application/ld+json"]').text())
  expect(JSON.stringify(data)).toContain(probe)
})

/** How often the page shows the words of the markup. */
async function countShown(cast: Cast, viewer: Viewer, pattern: string): Promise<number> {
  const response = await cast.browsers[viewer].agent.get(addressOf(pattern, cast))
  const { text, headers } = response
  const type = headers['content-type'] ?? ''
  // A list to keep is never shown by a browser, whatever it holds; a picture or a printed page is no markup.
  if (/csv|spreadsheet/.test(type))
    expect(headers).toMatchObject({ 'content-disposition': expect.stringMatching(/^attachment/) as unknown })
  else if (/^image|pdf/.test(type)) expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  else {
    expect([viewer, pattern, isClean(text)]).toEqual([viewer, pattern, true])
    return load(text)('body').text().split(`<${probe}>`).length - 1
  }
  return 0
}
