import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../src/database/schema.ts'
import { ensureDemo } from '../../src/demo/demo.ts'
import { readDemoFiles, weeksToShift } from '../../src/demo/prospectus.ts'
import { onTheClock } from '../../src/lib/time.ts'
import { openFiles } from '../../src/scheduling/import/open-files.ts'
import { readProspectus } from '../../src/scheduling/import/read-files.ts'
import { listAway } from '../../src/registers/re-engagement/queries.ts'
import { notSeenSince } from '../../src/registers/re-engagement/rules.ts'
import { listToMark } from '../../src/registers/teaching/queries.ts'
import { testDatabase } from '../support/database.ts'
import { config, dayLength, listStandings, type Standing } from './support.ts'

const database = testDatabase()
const timeZone = 'Europe/London'

test('on every day of twelve years the week of the files that becomes the present one is the present one', () => {
  for (let day = Date.UTC(2024, 0, 1); day < Date.UTC(2036, 0, 1); day += dayLength) {
    // In these minutes the day in London is not always the day in UTC.
    for (const now of [new Date(day + 10 * 60_000), new Date(day + dayLength - 10 * 60_000)]) {
      const monday = Temporal.PlainDate.from('2026-09-28').add({ weeks: weeksToShift(now, timeZone) })
      const days = monday.until(onTheClock(now, timeZone).toPlainDate()).days
      expect(days).toBeGreaterThanOrEqual(0)
      expect(days).toBeLessThan(7)
    }
  }
})

test('where the week has begun already, the demo is a week ahead of where it has not', () => {
  const sundayNight = new Date('2027-05-16T20:00:00Z')
  expect(weeksToShift(sundayNight, 'Pacific/Auckland') - weeksToShift(sundayNight, 'America/Toronto')).toBe(1)
})

test('the files have nothing to complain about, whatever week of a year they are moved to', async () => {
  const files = await readDemoFiles()
  for (let shiftWeeks = -5; shiftWeeks <= 55; shiftWeeks += 1) {
    const now = new Date(Date.UTC(2020, 0, 1))
    const read = readProspectus(await openFiles(files), {
      now,
      timeZone,
      shiftWeeks,
      onProgress: () => undefined,
    })
    expect(read.problems).toEqual([])
    expect(read.runs).toHaveLength(69)
  }
})

test.each([
  ['on the Monday of the week of the files', '2026-09-28T07:00:00Z'],
  ['in the last minute of a Sunday', '2027-06-13T22:59:30Z'],
  ['in the night the clocks go forward', '2027-03-28T00:59:00Z'],
  ['on the last evening of a year of 53 weeks', '2026-12-31T23:59:59Z'],
  ['years before the dates of the files', '2024-11-06T09:00:00Z'],
])('a demo college made %s has a term around that moment', async (_, moment) => {
  const { db } = database()
  const now = new Date(moment)
  await ensureDemo(db, config, now)
  const runs = await listStandings(db)
  expectTermAround(runs, now)
  expectSomethingToShow(runs, now)
  expect(await termHolds(db, now)).toBe(true)
  expect(await ofTheTrainer(db, now)).toEqual({ today: 1, to_mark: 1 })
  const since = notSeenSince(6, { now, timeZone })
  expect((await listAway(db, { since, had: 'all' })).map(({ name }) => name).sort()).toEqual([
    'Rowan Fairbrother',
    'Sheila Umunna',
  ])
})

/** How many classes the demo trainer gives on this day of the college, and how many registers are theirs to finish. */
async function ofTheTrainer(db: Db, now: Date) {
  const { rows } = await sql<{ today: number; id: string }>`
    select person.id, count(*) filter (where (session.starts_at at time zone ${timeZone})::date
      = (${now}::timestamptz at time zone ${timeZone})::date)::int as today
    from person join session_trainer on session_trainer.person_id = person.id
    join session on session.id = session_trainer.session_id and session.status = 'planned'
    where person.email = 'trainer@demo.example' group by person.id`.execute(db)
  const [trainer] = rows
  const toMark = await listToMark(db, trainer?.id ?? '', now)
  return { today: trainer?.today, to_mark: toMark.length }
}

function expectTermAround(runs: Standing[], now: Date): void {
  const daysAway = (instant: Date) => (instant.getTime() - now.getTime()) / dayLength
  expect(runs.filter(({ endsAt }) => endsAt < now).length).toBeGreaterThanOrEqual(4)
  expect(
    runs.filter(({ startsAt }) => daysAway(startsAt) >= 0 && daysAway(startsAt) <= 8).length,
  ).toBeGreaterThan(3)
  const coming = runs.filter(({ startsAt }) => daysAway(startsAt) > 0 && daysAway(startsAt) <= 92)
  expect(coming.length).toBeGreaterThanOrEqual(54)
  expect(runs.every(({ startsAt }) => Math.abs(daysAway(startsAt)) < 92)).toBe(true)
}

function expectSomethingToShow(runs: Standing[], now: Date): void {
  const inTime = runs.filter(({ startsAt }) => startsAt.getTime() - now.getTime() > 4 * dayLength)
  const left = ({ capacity, confirmed, offered }: Standing) => capacity - confirmed - offered
  expect(inTime.filter((run) => left(run) === 1 && run.waiting === 0)).toHaveLength(1)
  expect(inTime.filter((run) => left(run) === 0 && run.waiting >= 3)).toHaveLength(2)
  expect(inTime.some((run) => run.mode === 'online' && run.joinLink !== null && left(run) > 0)).toBe(true)
  expect(inTime.some((run) => run.sessions === 6 && left(run) > 3)).toBe(true)
  expect(inTime.some((run) => run.needs_approval && run.requested > 0)).toBe(true)
}

async function termHolds(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select bool_and(
      (${now}::timestamptz at time zone ${timeZone})::date between term.starts_on and term.ends_on
      and (session.starts_at at time zone ${timeZone})::date between term.starts_on and term.ends_on) as holds
    from term cross join session`.execute(db)
  return rows[0]?.holds === true
}
