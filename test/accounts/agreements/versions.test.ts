import { acceptShown, listToRead } from '../../../src/accounts/agreements/accept.ts'
import { publishVersion } from '../../../src/accounts/agreements/publish.ts'
import { findVersion, listVersions } from '../../../src/accounts/agreements/queries.ts'
import { mustAgreeFirst, toRead } from '../../../src/accounts/agreements/rules.ts'
import { ensureAgreement } from '../../../src/accounts/first-agreement.ts'
import type { AgreementKind } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { addPerson, today } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'

const database = testDatabase()
const day = 24 * 60

const publish = (actorId: string, kind: AgreementKind, effectiveFrom = today, body = 'New words') =>
  inTransaction(database().db, (tx) =>
    publishVersion(tx, { kind, title: 'A title', body, effectiveFrom }, { actorId, now: today }),
  )

async function begun() {
  const { db } = database()
  await ensureAgreement(db, today)
  const personId = await addPerson(db)
  const unread = async (now = today) =>
    (await listToRead(db, personId, now)).map(({ kind, version }) => [kind, version])
  const accept = async (now = today) => {
    const shown = (await listToRead(db, personId, now)).map(({ id }) => id)
    await inTransaction(db, (tx) => acceptShown(tx, personId, shown, now))
  }
  return { db, personId, unread, accept }
}

test('a college begins with both texts, once, however often it starts', async () => {
  const { db, unread } = await begun()
  await ensureAgreement(db, addMinutes(today, day))
  expect(await unread()).toEqual([
    ['agreement', 1],
    ['privacy-notice', 1],
  ])
  expect(await listVersions(db)).toHaveLength(2)
})

test('what was accepted is asked again only when a newer version is in force', async () => {
  const { personId, unread, accept } = await begun()
  await accept()
  expect(await unread()).toEqual([])
  const tomorrow = addMinutes(today, day)
  expect(await publish(personId, 'privacy-notice', tomorrow)).toEqual({ ok: true, version: 2 })
  expect(await unread()).toEqual([])
  expect(await unread(tomorrow)).toEqual([['privacy-notice', 2]])
  await accept(tomorrow)
  expect(await unread(tomorrow)).toEqual([])
})

test('words that are replaced are kept word for word', async () => {
  const { db, personId } = await begun()
  const [first] = (await listVersions(db)).filter(({ kind }) => kind === 'agreement')
  const before = await findVersion(db, first!.id)
  await publish(personId, 'agreement')
  expect(await findVersion(db, first!.id)).toEqual(before)
})

test('of what somebody was shown, only what counts still is accepted', async () => {
  const { db, personId, unread } = await begun()
  const shown = (await listToRead(db, personId, today)).map(({ id }) => id)
  await publish(personId, 'agreement')
  await inTransaction(db, (tx) => acceptShown(tx, personId, shown, today))
  expect(await unread()).toEqual([['agreement', 2]])
})

test('a version does not come into force before the one it follows', async () => {
  const { personId } = await begun()
  await publish(personId, 'agreement', addMinutes(today, 9 * day))
  expect(await publish(personId, 'agreement')).toEqual({ ok: false, reason: 'before-the-last' })
})

test('two who publish at one time make two versions', async () => {
  const { personId } = await begun()
  const results = await Promise.all([publish(personId, 'agreement'), publish(personId, 'agreement')])
  expect(results.map((result) => (result.ok ? result.version : result.reason)).sort()).toEqual([2, 3])
})

test('only the agreement makes enrolling wait, and a later version accepted counts for an earlier', () => {
  const [agreement, notice] = (['agreement', 'privacy-notice'] as const).map((kind) => ({ kind, version: 2 }))
  expect(mustAgreeFirst([notice!])).toBe(false)
  expect(mustAgreeFirst([notice!, agreement!])).toBe(true)
  expect(
    toRead(
      [agreement!, notice!],
      [
        { kind: 'agreement', version: 3 },
        { kind: 'privacy-notice', version: 1 },
      ],
    ),
  ).toEqual([notice])
})
