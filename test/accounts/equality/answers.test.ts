// What people answer about equality is counted and taken back, and leads to nobody.
import { sql } from 'kysely'
import { answerKey } from '../../../src/accounts/equality/answer-key.ts'
import {
  answerQuestions,
  findOwnChoices,
  prefersNotToSay,
  removeAnswers,
} from '../../../src/accounts/equality/answer-questions.ts'
import { changeQuestion, retireQuestion } from '../../../src/accounts/equality/change-questions.ts'
import { ensureEqualityQuestions } from '../../../src/accounts/equality/first-questions.ts'
import { listQuestions } from '../../../src/accounts/equality/queries.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addPerson, today } from '../../support/college.ts'
import { testDatabase } from '../../support/database.ts'

const database = testDatabase()
const secret = 'a-secret-for-tests-of-32-letters'
const at = { now: today, timeZone: 'Europe/London' }

async function asked() {
  const { db } = database()
  await ensureEqualityQuestions(db, today)
  const questions = await listQuestions(db)
  const answer = (personId: string, choices: Record<string, string | undefined>) =>
    inTransaction(db, (tx) => answerQuestions(tx, { secret, personId }, { questions, choices }, at))
  const own = (personId: string) => findOwnChoices(db, { secret, personId }, questions)
  const stored = () => db.selectFrom('equality_answer').selectAll().execute()
  return { db, questions, answer, own, stored }
}

test('a college begins with a plain set, and what it retired does not come back', async () => {
  const { db, questions } = await asked()
  expect(questions.length).toBeGreaterThan(5)
  expect(questions.every(({ options }) => options.length > 1)).toBe(true)
  const by = { actorId: await addPerson(db), now: today }
  await inTransaction(db, (tx) => retireQuestion(tx, questions[0]!.id, by))
  await ensureEqualityQuestions(db, today)
  expect(await listQuestions(db)).toEqual(questions.slice(1))
})

test('somebody who answers sees their own answers, changes them, and takes them all back', async () => {
  const { db, questions, answer, own, stored } = await asked()
  const [one, two, three] = questions
  const [amal, ben] = [await addPerson(db), await addPerson(db)]
  await answer(amal, { [one!.id]: one!.options[0]!.id, [two!.id]: prefersNotToSay })
  await answer(ben, { [one!.id]: one!.options[1]!.id })
  expect(await own(amal)).toEqual({ [one!.id]: one!.options[0]!.id, [two!.id]: prefersNotToSay })
  await answer(amal, { [one!.id]: one!.options[2]!.id, [three!.id]: 'an option of nobody' })
  expect(await own(amal)).toEqual({ [one!.id]: one!.options[2]!.id })
  await inTransaction(db, (tx) => retireQuestion(tx, one!.id, { actorId: ben, now: today }))
  await inTransaction(db, (tx) => removeAnswers(tx, secret, amal))
  expect(await stored()).toEqual([expect.objectContaining({ option_id: one!.options[1]!.id })])
})

test('nothing in the table leads to a person, or from one answer of theirs to the next', async () => {
  const { db, questions, answer, stored } = await asked()
  const person = await addPerson(db)
  await answer(person, Object.fromEntries(questions.map(({ id }) => [id, prefersNotToSay])))
  const rows = await stored()
  expect(new Set(rows.map((row) => row.answer_key.toString('hex'))).size).toBe(questions.length)
  const { rows: texts } = await sql<{
    text: string
  }>`select equality_answer::text as text from equality_answer`.execute(db)
  const bare = person.replaceAll('-', '')
  for (const { text } of texts) expect(text.includes(person) || text.includes(bare)).toBe(false)
  expect(rows.map((row) => row.answered_in)).toEqual(questions.map(() => '2026-09-01'))
  const { rows: keys } = await sql<{ to: string }>`select confrelid::regclass::text as to from pg_constraint
    where conrelid = 'equality_answer'::regclass and contype = 'f' order by 1`.execute(db)
  expect(keys.map((key) => key.to)).toEqual(['equality_option', 'equality_question'])
  expect(await findOwnChoices(db, { secret: 'b'.repeat(32), personId: person }, questions)).toEqual({})
})

test('the key of an answer depends on the secret, the person and the question', () => {
  const keys = [
    answerKey(secret, 'a', 'q'),
    answerKey(secret, 'b', 'q'),
    answerKey(secret, 'a', 'r'),
    answerKey('b'.repeat(32), 'a', 'q'),
  ].map((key) => key.toString('hex'))
  expect(new Set(keys).size).toBe(4)
  expect(answerKey(secret, 'A', 'Q').toString('hex')).toBe(keys[0])
})

test('an option that was taken out stays for those who chose it, and is the same one when it comes back', async () => {
  const { db, questions, answer, own } = await asked()
  const { id, wording, hint, options } = questions[0]!
  const person = await addPerson(db)
  const by = { actorId: person, now: today }
  const words = options.map((option) => option.wording)
  const change = (wordings: string[]) =>
    inTransaction(db, (tx) => changeQuestion(tx, id, { wording, hint, options: wordings }, by))
  await answer(person, { [id]: options[0]!.id })
  await change(words.slice(1))
  expect((await listQuestions(db))[0]!.options).toEqual(options.slice(1))
  expect(await own(person)).toEqual({ [id]: options[0]!.id })
  await change(words)
  expect((await listQuestions(db))[0]!.options).toEqual(options)
})

test('the database refuses a day finer than the month, and an option of another question', async () => {
  const { db, questions } = await asked()
  const row = { answer_key: answerKey(secret, 'a', 'b'), question_id: questions[0]!.id, option_id: null }
  const insert = (more: object) =>
    db
      .insertInto('equality_answer')
      .values({ ...row, answered_in: '2026-09-01', ...more })
      .execute()
  await expect(insert({ answered_in: '2026-09-02' })).rejects.toThrow('answered_in')
  await expect(insert({ option_id: questions[1]!.options[0]!.id })).rejects.toThrow('foreign key')
})
