// Counts of the answers, in which nobody can be found.
import { randomBytes } from 'node:crypto'
import { load } from 'cheerio'
import fc from 'fast-check'
import { areEnough, inConfidence } from '../../../src/accounts/equality/counts.ts'
import { addPerson } from '../../support/college.ts'
import { givePasswords, testApp } from '../../support/app.ts'

const college = testApp()

test('small numbers are hidden, and all others are multiples of five that are at most two away', () => {
  for (const small of [0, 1, 4]) expect(inConfidence(small)).toBe('fewer than 5')
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 100_000 }), (count) => {
      const [, shown = ''] = /^about (\d+)$/.exec(inConfidence(count)) ?? []
      expect(Number(shown) % 5).toBe(0)
      expect(Math.abs(Number(shown) - count)).toBeLessThanOrEqual(2)
    }),
  )
  expect([9, 10].map(areEnough)).toEqual([false, true])
})

test('the page counts answers of the months before, and hides what is small', async () => {
  const { db, as } = college()
  await addPerson(db, { email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const asked = await addQuestion('Do you care for somebody?', ['Yes', 'No'])
  const rare = await addQuestion('Which language do you speak at home?', ['Welsh'])
  await answer(asked, 'Yes', 13, '2026-08-01')
  await answer(asked, 'No', 4, '2026-07-01')
  await answer(asked, null, 6, '2026-06-01')
  // Of the month that still runs.
  await answer(asked, 'No', 100, '2026-09-01')
  await answer(rare, 'Welsh', 9, '2026-08-01')
  const office = await as('office@example.org')
  expect((await office.get('/admin/equality-questions')).text).toContain('href="/admin/equality-answers"')
  const page = load((await office.get('/admin/equality-answers')).text)
  const words = (id: string) =>
    page(`section[aria-labelledby="counted-${id}"]`).text().replace(/\s+/g, ' ').trim()
  expect(words(asked)).toBe(
    'Do you care for somebody? Answered by about 25 people Yes about 15 No fewer than 5 Prefer not to say about 5',
  )
  expect(words(rare)).toBe('')
  expect(page('ul[aria-labelledby="too-few"]').text()).toContain('Which language do you speak at home?')

  async function addQuestion(wording: string, options: string[]): Promise<string> {
    const values = { wording, position: 0, created_at: new Date('2026-01-01') }
    const { id } = await db
      .insertInto('equality_question')
      .values(values)
      .returning('id')
      .executeTakeFirstOrThrow()
    const rows = options.map((option, position) => ({ question_id: id, position, wording: option }))
    await db.insertInto('equality_option').values(rows).execute()
    return id
  }

  async function answer(question_id: string, option: string | null, times: number, answered_in: string) {
    const options = db.selectFrom('equality_option').where('question_id', '=', question_id).selectAll()
    const found = (await options.execute()).find(({ wording }) => wording === option)
    const rows = Array.from({ length: times }, () => ({
      answer_key: randomBytes(32),
      question_id,
      option_id: found?.id ?? null,
      answered_in,
    }))
    await db.insertInto('equality_answer').values(rows).execute()
  }
})
