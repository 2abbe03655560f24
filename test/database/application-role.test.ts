import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { closeAccount } from '../../src/accounts/closing/close-account.ts'
import { finishClosing } from '../../src/accounts/closing/finish.ts'
import { createApp } from '../../src/app.ts'
import { ensureAgreement } from '../../src/accounts/first-agreement.ts'
import { applyRetention } from '../../src/accounts/retention/apply.ts'
import { configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { type Connection, connect } from '../../src/database/connection.ts'
import { addedOnly } from '../../src/database/grants.ts'
import { migrate } from '../../src/database/migrate.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { leaveEveryRun } from '../../src/enrolment/leave-every-run.ts'
import { cancelPlace } from '../../src/enrolment/withdraw.ts'
import { makeLog } from '../../src/lib/log.ts'
import { startWorkerFor } from '../../src/worker.ts'
import { Browser, givePasswords } from '../support/app.ts'
import { administer } from '../support/cluster.ts'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { testDatabase } from '../support/database.ts'
import { programOf } from '../support/programs.ts'

const database = testDatabase()
const role = `rc_app_${randomBytes(4).toString('hex')}`
let connection: Connection | undefined
let ownDatabase = ''

beforeAll(async () => {
  await administer(server(), `create role ${role} login password '${role}'`)
})

afterAll(async () => {
  await connection?.close()
  await administer(ownDatabase, `drop owned by ${role}`)
  await administer(server(), `drop role ${role}`)
})

function server(): string {
  const { TEST_SERVER } = process.env
  if (TEST_SERVER === undefined) throw new Error('global-setup.ts has not run')
  return TEST_SERVER
}

function asRole(): string {
  const url = new URL(database().url)
  url.username = role
  url.password = role
  return url.toString()
}

/** `npm run migrate` without npm. */
function runMigrate(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: ownDatabase }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [programOf('commands/migrate.ts'), ...args],
      { env },
      (_error, out, errors) => {
        resolve({ code: child.exitCode ?? -1, said: out + errors })
      },
    )
  })
}

/** The product under the role, made once for the file. */
async function granted(): Promise<Connection> {
  ownDatabase = database().url
  if (connection !== undefined) return connection
  expect(await runMigrate('--grant-to', role)).toEqual({
    code: 0,
    said: `The database is up to date.\n${role} may do what the product needs, and cannot change what is recorded.\n`,
  })
  connection = connect(asRole(), { max: 12, onError: () => undefined })
  return connection
}

test('the product signs people in, enrols them and does its background work under a role that owns nothing', async () => {
  const { db: owner } = database()
  const { db, pool } = await granted()
  const now = new Date()
  await addPerson(owner, { email: 'sam@example.org', now })
  await addPerson(owner, { email: 'ada@example.org', roles: ['administrator'], now })
  const { runId } = await addRun(owner, { now })
  await ensureAgreement(owner, now)
  await givePasswords(owner)
  const config = {
    ...configFrom(readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent' })),
    pageFreshness: 0,
  }
  const log = makeLog('silent')
  const deps = { db, pool, config, secret: 'a-secret-for-tests-of-32-letters', log, clock: () => new Date() }
  // As at every start: nothing is left to migrate, and so nothing needs an owner.
  expect(await migrate(db, pool)).toEqual([])
  await ensureAgreement(db, now)
  const app = createApp(deps)
  const worker = await startWorkerFor(deps)
  try {
    const [sam, ada] = [new Browser(app), new Browser(app)]
    await sam.signIn('sam@example.org')
    await sam.get(`/runs/${runId}`)
    expect((await sam.post(`/runs/${runId}/enrolments`)).headers.location).toBe('/my/courses')
    await ada.signIn('ada@example.org')
    await ada.get(`/admin/runs/${runId}`)
    expect((await ada.post(`/admin/runs/${runId}/capacity`, { capacity: '9' })).status).toBe(303)
    expect(await firstMail()).toMatchObject({ status: 'sent', calendar_method: 'REQUEST' })
  } finally {
    await worker.stop()
  }
  const written = await db.selectFrom('audit_event').select('action').execute()
  expect(written).toEqual([{ action: 'run.capacity-changed' }])
})

async function firstMail() {
  const until = Date.now() + 20_000
  for (;;) {
    const mail = await database().db.selectFrom('mail').selectAll().executeTakeFirst()
    if (mail?.status === 'sent' || Date.now() > until) return mail
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('under that role an account is closed and erased, and what was kept long enough goes', async () => {
  const { db: owner } = database()
  const { db } = await granted()
  const now = new Date()
  const person = await addPerson(owner, { name: 'Quillfeather', email: 'quill@example.org', now })
  const { runId } = await addRun(owner, { now })
  const config = configFrom(readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent' }))
  const context = { config, clock: () => now }
  const enrolled = await deedsIn(db, context).enrol(runId, person)
  if (!enrolled.ok) throw new Error('There was no place')
  const byId = person
  await inTransaction(db, async (tx) => {
    await cancelPlace(tx, enrolled.enrolmentId, 'Quillfeather moved', { kind: 'staff', id: null }, context)
    await closeAccount(tx, { personId: person, byId, secret: 'a-secret-for-tests-of-32-letters' }, now)
  })
  await owner.updateTable('mail').set({ status: 'sent', sent_at: now }).execute()
  await leaveEveryRun(db, person, context)
  await finishClosing(db, person, context)
  await owner.updateTable('mail').set({ status: 'sent', sent_at: now }).execute()
  await finishClosing(db, person, context)
  const { erased_at } = await owner
    .selectFrom('person')
    .where('id', '=', person)
    .selectAll()
    .executeTakeFirstOrThrow()
  const reasons = await owner.selectFrom('enrolment_event').select('reason').execute()
  expect([erased_at, reasons]).toEqual([now, [{ reason: null }, { reason: null }]])
  const later = { now: new Date(now.getTime() + 100 * 24 * 3_600_000), timeZone: 'Europe/London' }
  expect(await applyRetention(db, config.retention, later)).toMatchObject({ 'sent-mails': 0 })
})

test('PostgreSQL refuses that role every change of what was recorded, with the guards of the tables taken away', async () => {
  const { db: owner } = database()
  const { pool } = await granted()
  const person = await addPerson(owner)
  const { runId } = await addRun(owner)
  const enrolment = await addEnrolment(owner, runId, { person })
  const client = new pg.Client(database().url)
  await client.connect()
  await client.query(`insert into enrolment_event (enrolment_id, at, action, to_status, actor)
    values ('${enrolment}', now(), 'enrol', 'confirmed', 'student')`)
  await client.query(`insert into audit_event (at, action, subject_kind, subject_id)
    values (now(), 'person.told', 'person', '${person}')`)
  for (const table of addedOnly) await client.query(`alter table ${table} disable trigger user`)
  try {
    // Granting to oneself what one has not is only warned of; it must give nothing.
    for (const table of addedOnly) await pool.query(`grant all on ${table} to ${role}`)
    for (const table of addedOnly)
      for (const statement of [
        `update ${table} set action = 'nothing'`,
        `delete from ${table}`,
        `truncate ${table}`,
        `select from ${table} for update`,
        `alter table ${table} disable trigger all`,
        `alter table ${table} enable trigger history_never_changes`,
        `drop trigger history_never_changes on ${table}`,
        `drop table ${table} cascade`,
        `alter table ${table} rename to gone`,
        `create or replace function refuse_change_of_history() returns trigger language plpgsql as 'begin return old; end'`,
        `set session_replication_role = replica`,
      ])
        expect([statement, await refusal(pool, statement)]).toEqual([statement, '42501'])
    for (const table of addedOnly) {
      const { rows } = await pool.query<{ count: string }>(`select count(*)::text as count from ${table}`)
      expect([table, rows]).toEqual([table, [{ count: '1' }]])
    }
  } finally {
    for (const table of addedOnly) await client.query(`alter table ${table} enable trigger user`)
    await client.end()
  }
})

async function refusal(pool: pg.Pool, statement: string): Promise<string | undefined> {
  try {
    await pool.query(statement)
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

test('granting again changes nothing, and a table of a later version can be used at once', async () => {
  const { pool } = await granted()
  expect((await runMigrate('--grant-to', role)).code).toBe(0)
  const client = new pg.Client(database().url)
  await client.connect()
  try {
    await client.query('create table of_a_later_version (id bigint generated always as identity, word text)')
    await pool.query(`insert into of_a_later_version (word) values ('here')`)
    expect(await refusal(pool, 'drop table of_a_later_version')).toBe('42501')
  } finally {
    await client.query('drop table if exists of_a_later_version')
    await client.end()
  }
})

test('a database that is older than the product says what to do, when the role may not bring it up to date', async () => {
  const { db, pool } = await granted()
  const { db: owner } = database()
  const { name, timestamp } = await takeLastMigration()
  try {
    await expect(migrate(db, pool)).rejects.toThrow(
      'Run `npm run migrate -- --grant-to ROLE` as their owner first.',
    )
  } finally {
    await client(`insert into kysely_migration (name, timestamp) values ('${name}', '${timestamp}')`)
  }
  expect(await migrate(owner, database().pool)).toEqual([])

  async function client(statement: string): Promise<Record<string, string>[]> {
    return (await administer(database().url, statement)).rows as Record<string, string>[]
  }

  async function takeLastMigration(): Promise<{ name: string; timestamp: string }> {
    const [row] = await client(`delete from kysely_migration
      where name = (select max(name) from kysely_migration) returning name, timestamp`)
    return row as { name: string; timestamp: string }
  }
})

/** Called otherwise on each server. */
const theOwner = 'the owner'

test.each([
  ['a role that is not there', ['--grant-to', 'nobody_of_that_name'], 'There is no role nobody_of_that_name'],
  ['the owner', ['--grant-to', theOwner], 'no rule would hold it'],
  ['something it does not know', ['--give-to', 'x'], 'npm run migrate -- --grant-to ROLE'],
])('the command refuses %s in plain words', async (_, args, words) => {
  ownDatabase = database().url
  const owner = decodeURIComponent(new URL(ownDatabase).username)
  const { code, said } = await runMigrate(...args.map((arg) => (arg === theOwner ? owner : arg)))
  expect(code).toBe(1)
  expect(said).toContain(words)
  expect(said).not.toContain('    at ')
})
