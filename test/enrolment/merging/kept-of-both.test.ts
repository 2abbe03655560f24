// What was kept in a record that was merged belongs to its person: it is handed out with theirs, and erased with theirs.
import {
  answerQuestions,
  findOwnChoices,
  prefersNotToSay,
} from '../../../src/accounts/equality/answer-questions.ts'
import { ensureEqualityQuestions } from '../../../src/accounts/equality/first-questions.ts'
import { listQuestions } from '../../../src/accounts/equality/queries.ts'
import { closeAccount } from '../../../src/accounts/closing/close-account.ts'
import { gatherData } from '../../../src/accounts/my-data/gather.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { findWords, finish, secret } from '../../accounts/closing/support.ts'
import { testApp } from '../../support/app.ts'
import { today } from '../../support/college.ts'
import { mergeIdOf, officeOf } from './support/records.ts'
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
