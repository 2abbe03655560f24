// A term that lacks thousands of rooms once it is copied: nobody ticks them one by one, and none is out of reach.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addRun, addTerm } from '../../support/college.ts'
import { noticeOn, office } from '../../support/office.ts'

const college = testApp()

/** A copy with so many dates that have no room, and two that are left out. */
async function copyLacking(rooms: number) {
  const { db } = college()
  const [from, into] = [await addTerm(db, { name: 'Autumn' }), await addTerm(db, { name: 'Spring' })]
  const { runId } = await addRun(db)
  const id = crypto.randomUUID()
  await sql`insert into term_copy (id, from_term_id, into_term_id, made_term, weeks, copied_at)
    values (${id}, ${from}, ${into}, false, 20, now())`.execute(db)
  const copyRun = crypto.randomUUID()
  await sql`insert into term_copy_run (id, copy_id, from_run_id, run_id)
    values (${copyRun}, ${id}, ${runId}, ${runId})`.execute(db)
  await sql`insert into term_copy_gap (copy_run_id, reason, wanted_on, name)
    select ${copyRun}::uuid, 'room-taken', '2027-01-11'::date + n, 'Course ' || n || '.'
    from generate_series(1, ${rooms}::int) n
    union all select ${copyRun}::uuid, 'closed', '2027-01-11'::date, 'Course ' || n || '.' from generate_series(9001, 9002) n`.execute(
    db,
  )
  const [ada] = await office(college(), 'Ada')
  return { ada, page: paths.adminTermCopy({ id }) }
}

async function kindOn(browser: Browser, address: string, kind: string) {
  const html = load((await browser.get(address)).text)
  const part = html(`#kind-${kind}`).closest('details')
  return {
    count: part.find('summary .soft').text(),
    names:
      part
        .find('p[id^=what-]')
        .text()
        .match(/Course \d+\./g) ?? [],
    ids: part
      .find('input[name=gaps]')
      .toArray()
      .map((box) => box.attribs.value ?? ''),
    next: part.find('a[rel=next]').attr('href'),
    action: part.find('form').attr('action') ?? '',
    buttons: part
      .find('button')
      .toArray()
      .map((button) => html(button).text()),
    // Not in the form with the boxes, where Enter would press its button.
    allOf: part
      .find('form:not(:has(input[name=gaps])) input[name=all_of]')
      .toArray()
      .map((field) => field.attribs.value),
    isOpen: part.is('[open]'),
  }
}

const openGaps = async () =>
  (
    await college().db.selectFrom('term_copy_gap').where('seen_to_at', 'is', null).select('reason').execute()
  ).map(({ reason }) => reason)

const numbered = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `Course ${first + index}.`)

test('all of a kind are seen to at one press, and of the others none', async () => {
  const { ada, page } = await copyLacking(230)
  const rooms = await kindOn(ada, page, 'room-taken')
  expect(rooms.buttons).toEqual(['I have seen to all 230 of these', 'I have seen to those I ticked'])
  expect(rooms.allOf).toEqual(['room-taken'])
  const seen = await ada.post(rooms.action, { all_of: 'room-taken' })
  expect(seen.status).toBe(303)
  expect(noticeOn((await ada.get(page)).text)).toContain('230 things seen to')
  expect(await openGaps()).toEqual(['closed', 'closed'])
  const noted = await college()
    .db.selectFrom('audit_event')
    .where('action', '=', 'term.copy-seen-to')
    .select('detail')
    .execute()
  expect(noted).toEqual([{ detail: { gaps: 230 } }])
  await ada.post(rooms.action, { all_of: 'room-taken' })
  expect(noticeOn((await ada.get(page)).text)).toContain('Nothing was ticked that was still open')
})

test('of more than a hundred each is on one of the pages, also when some are seen to meanwhile', async () => {
  const { ada, page } = await copyLacking(230)
  const first = await kindOn(ada, page, 'room-taken')
  const second = await kindOn(ada, first.next ?? '', 'room-taken')
  const third = await kindOn(ada, second.next ?? '', 'room-taken')
  expect([first.names, second.names, third.names]).toEqual([
    numbered(1, 100),
    numbered(101, 200),
    numbered(201, 230),
  ])
  expect([first.isOpen, second.isOpen, first.count, third.next]).toEqual([
    false,
    true,
    '230 things',
    undefined,
  ])
  await ada.post(first.action, { gaps: first.ids.slice(50) })
  expect((await kindOn(ada, first.next ?? '', 'room-taken')).names).toEqual(numbered(101, 200))
  const seen = await ada.post(second.action, { gaps: second.ids.slice(0, 10) })
  const back = await kindOn(ada, seen.headers.location ?? '', 'room-taken')
  expect([back.names[0], back.count]).toEqual(['Course 111.', '170 things'])
  const top = await kindOn(ada, page, 'room-taken')
  expect(top.names).toEqual([...numbered(1, 50), ...numbered(111, 160)])
})

test('little to look through is unfolded, and one alone has no button for all', async () => {
  const { ada, page } = await copyLacking(1)
  const rooms = await kindOn(ada, page, 'room-taken')
  expect([rooms.isOpen, rooms.buttons.length]).toEqual([true, 1])
})

test('what is no kind and no place is refused, or the beginning', async () => {
  const { ada, page } = await copyLacking(3)
  const { action } = await kindOn(ada, page, 'room-taken')
  for (const all_of of ['x', '', ['room-taken', 'closed']])
    expect((await ada.post(action, { all_of })).status).toBe(400)
  expect(await openGaps()).toHaveLength(5)
  for (const query of [
    'kind=x',
    'kind=closed&after=x',
    'kind=closed&kind=begun',
    `after=${crypto.randomUUID()}`,
  ])
    expect((await kindOn(ada, `${page}?${query}`, 'room-taken')).names).toEqual(numbered(1, 3))
})
