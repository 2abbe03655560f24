// Colleges of odd words, at odd moments, as rows.
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Db } from '../../../../src/database/schema.ts'
import { settings } from '../../import/support.ts'
import { empty, timeZone } from './files.ts'

const oddWords = [
  ...['=1+1', '+44 28 9012 3456', '-5', '@SUM(A1)', '|calc', "'=quoted", "''=twice", '＝wide', "'plain"],
  ...[
    'a, b; c',
    'say "so"',
    "it's",
    'two  spaces',
    'a\u00a0b',
    'e\u0301te\u0301',
    '😀 🧑‍🎓',
    'العربية',
    '_x0041_',
  ],
  ...[
    'yes',
    '0',
    '2026-09-14',
    '10:00',
    'true',
    '1e5',
    '#REF!',
    '<b>&amp;</b>',
    '\\',
    '%s',
    'NULL',
    'constructor',
    '__proto__',
    'x'.repeat(190),
  ],
]
const odd = fc.oneof(fc.constantFrom(...oddWords), fc.string({ unit: 'grapheme', maxLength: 20 }))
/** As the pages keep a line: without controls and what no file can carry, single spaces. */
const oneLine = odd.map((text) =>
  text
    .replace(/[\p{Cc}\p{Cs}\ufffd-\uffff]/gu, '')
    .replace(/[^\S\u00a0]+/g, ' ')
    .trim(),
)
const some = oneLine.filter((text) => text !== '')
const paragraphs = fc.array(oneLine, { maxLength: 4 }).map((lines) => lines.join('\n').trim())
const minutes = (hour: number, minute: number) => hour * 60 + minute

const session = fc.record({
  // Around both changes of the clock, and days between.
  day: fc.constantFrom('2026-10-24', '2026-10-25', '2026-10-26', '2026-11-02', '2027-03-28', '2027-03-29'),
  from: fc.constantFrom(minutes(0, 30), minutes(7, 15), minutes(10, 0), minutes(13, 30), minutes(23, 0)),
  length: fc.constantFrom(45, 90, 150),
  assumed: fc.boolean(),
  cancelled: fc.integer({ max: 4 }).map((number) => number === 0),
  venue: fc.nat({ max: 2 }),
  room: fc.option(fc.nat({ max: 1 })),
  link: fc.option(fc.constantFrom('https://example.org/a?b=c&d=1#e', 'http://example.org/(x)')),
})

const minute = (iso: string) => new Date(iso)
/** On the college's clock, in the second of an hour that comes twice, on no whole minute, or not said. */
const moment = (...isos: string[]) => fc.option(fc.constantFrom(...isos.map(minute)))
const groups = fc.subarray(['uses-services', 'carer-or-family', 'staff', 'public', 'new'] as const)

const rules = fc
  .record({
    drop_in: fc.boolean(),
    enrolment_opens_at: moment('2026-09-03T08:00Z', '2026-10-25T01:30Z', '2026-09-03T08:00:07Z'),
    enrolment_closes_at: moment('2026-11-02T23:00Z', '2026-11-03T00:00Z'),
    priority_opens_at: moment('2026-09-01T08:00Z', '2026-08-31T23:00Z', '2026-09-01T08:00:09Z'),
    priority_for: groups,
    audience_confirmed: fc.boolean(),
    first_session_needed: fc.boolean(),
    sessions_needed: fc.option(fc.integer({ min: 1, max: 99 })),
  })
  .map((rules) => {
    const has = rules.enrolment_opens_at !== null && rules.priority_opens_at !== null
    const none = { priority_opens_at: null, priority_for: [] }
    return { ...rules, ...(has && rules.priority_for.length > 0 ? {} : none) }
  })

const run = fc.record({
  rules,
  course: fc.nat({ max: 2 }),
  term: fc.option(fc.nat({ max: 1 })),
  code: fc.option(some.map((text) => text.slice(0, 40).trim()).filter((text) => text !== '')),
  mode: fc.constantFrom('in-person' as const, 'online' as const),
  status: fc.constantFrom('draft' as const, 'published' as const, 'ended' as const),
  capacity: fc.nat({ max: 2000 }),
  audience: oneLine,
  waiting: fc.constantFrom('auto' as const, 'offer' as const, 'staff' as const),
  approval: fc.boolean(),
  sessions: fc.array(session, { minLength: 1, maxLength: 3 }),
  extra: fc.dictionary(fc.constantFrom('tutor', 'note (session 1)', 'note (session 9)', '=danger'), some, {
    maxKeys: 2,
  }),
})

export const collegeOf = fc.record({
  titles: fc.uniqueArray(some, { minLength: 3, maxLength: 3, selector: plain }),
  venues: fc.uniqueArray(some, { minLength: 3, maxLength: 3, selector: plain }),
  categories: fc.uniqueArray(
    some.map((text) => text.slice(0, 80).trim()),
    { minLength: 2, maxLength: 2, selector: plain },
  ),
  terms: fc.uniqueArray(some, { minLength: 2, maxLength: 2, selector: plain }),
  texts: fc.array(paragraphs, { minLength: 9, maxLength: 9 }),
  runs: fc.array(run, { minLength: 1, maxLength: 4 }),
})

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim().replace(/^'+/, '')
}

type College = typeof collegeOf extends fc.Arbitrary<infer Of> ? Of : never

/** Written as rows, as nothing but the database would refuse them. */
export async function build(db: Db, college: College): Promise<void> {
  await empty(db)
  const at = settings.now
  const ids = (
    await sql<{ id: string }>`select gen_random_uuid() as id from generate_series(1, 20)`.execute(db)
  ).rows
  const id = (index: number) => ids[index]?.id ?? ''
  const text = (index: number) => college.texts[index] ?? ''
  await db
    .insertInto('course')
    .values(
      college.titles.map((title, n) => ({
        id: id(n),
        slug: `c${n}`,
        title: title.slice(0, 190),
        summary: text(n),
        what_to_expect: text(n + 3),
        who_it_is_for: text(n + 6),
        status: n === 0 ? ('published' as const) : ('draft' as const),
        created_at: at,
        updated_at: at,
      })),
    )
    .execute()
  await db
    .insertInto('category')
    .values(college.categories.map((name, n) => ({ id: id(3 + n), slug: `k${n}`, name })))
    .execute()
  await db
    .insertInto('course_category')
    .values([0, 1].map((n) => ({ course_id: id(0), category_id: id(3 + n) })))
    .execute()
  await db
    .insertInto('venue')
    .values(
      college.venues.map((name, n) => ({
        id: id(5 + n),
        slug: `v${n}`,
        name: name.slice(0, 110),
        online: n === 2,
        address: text(n),
        access: text(n + 1),
      })),
    )
    .execute()
  await db
    .insertInto('room')
    .values(
      [0, 1, 2, 3, 4, 5].map((n) => ({
        id: id(8 + n),
        venue_id: id(5 + (n % 3)),
        name: (college.titles[n < 3 ? 0 : 1] ?? '').slice(0, 100) + ` ${n < 3 ? 'A' : 'B'}`,
      })),
    )
    .execute()
  await db
    .insertInto('term')
    .values(
      college.terms.map((name, n) => ({
        id: id(14 + n),
        slug: `t${n}`,
        name: name.slice(0, 110),
        starts_on: '2026-09-01',
        ends_on: '2027-07-01',
      })),
    )
    .execute()
  for (const one of college.runs) await buildRun(db, one, id)
}

async function buildRun(db: Db, one: College['runs'][number], id: (index: number) => string): Promise<void> {
  const at = settings.now
  try {
    await db.transaction().execute(async (tx) => {
      const { id: run_id } = await tx
        .insertInto('run')
        .values({
          course_id: id(one.course),
          term_id: one.term === null ? null : id(14 + one.term),
          code: one.code,
          mode: one.mode,
          status: one.status,
          capacity: one.capacity,
          audience: one.audience,
          waiting_list_mode: one.waiting,
          needs_approval: one.approval,
          ...one.rules,
          audience_confirmed: one.rules.audience_confirmed && one.audience !== '',
          co_delivery_override: 'For the test',
          import_extra: JSON.stringify(one.extra),
          created_at: at,
          updated_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      for (const { day, from, length, assumed, cancelled, venue, room, link } of one.sessions) {
        const starts = sql<Date>`(${day}::date + ${from} * interval '1 minute') at time zone ${timeZone}`
        const ends = sql<Date>`(${day}::date + ${from + length} * interval '1 minute') at time zone ${timeZone}`
        await tx
          .insertInto('session')
          .values({
            run_id,
            starts_at: starts,
            ends_at: ends,
            end_assumed: assumed && room === null,
            venue_id: id(5 + venue),
            room_id: room === null ? null : id(8 + venue + 3 * room),
            join_link: link,
            status: cancelled ? 'cancelled' : 'planned',
            updated_at: at,
          })
          .execute()
      }
    })
  } catch (error) {
    // Two in one room at once, or one code twice: the database says no, and the college goes on without.
    if (!(error instanceof Error && 'code' in error && /^23/.test(String(error.code)))) throw error
  }
}
