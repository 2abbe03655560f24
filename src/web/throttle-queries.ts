import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'

/** What a try is counted under, as the table holds it, with how many may be had at once and in how long. */
export interface CountedTry {
  key: Buffer
  most: number
  perSeconds: number
}

/** One statement, so that whoever comes at the same moment waits and then sees what this one took. */
export async function takeTries(db: Db, tries: CountedTry[], now: Date): Promise<number> {
  const { keys, most, perSeconds } = columns(tries)
  const { rows } = await sql<{ wait: number }>`
    select take_tries(${keys}::bytea[], ${most}::integer[], ${perSeconds}::integer[], ${now}) as wait`.execute(
    db,
  )
  return rows[0]?.wait ?? 0
}

/** Held in the order of their keys, as take_tries holds them. */
export async function returnTries(db: Db, tries: CountedTry[]): Promise<void> {
  const { keys, most, perSeconds } = columns(tries)
  await sql`
    with held as (select key from try_count where key = any(${keys}::bytea[]) order by key for update)
    update try_count
    set given_back_at = given_back_at - make_interval(secs => one.seconds::float8 / one.allowed)
    from held join unnest(${keys}::bytea[], ${most}::integer[], ${perSeconds}::integer[]) as one (key, allowed, seconds)
      using (key)
    where try_count.key = held.key`.execute(db)
}

export async function deleteReturnedTries(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('try_count').where('given_back_at', '<', now).execute()
}

function columns(tries: CountedTry[]) {
  return {
    keys: tries.map(({ key }) => key),
    most: tries.map(({ most }) => most),
    perSeconds: tries.map(({ perSeconds }) => perSeconds),
  }
}
