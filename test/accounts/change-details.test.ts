import { changeDetails } from '../../src/accounts/change-details.ts'
import { type Details, insertRole } from '../../src/accounts/queries.ts'
import type { Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addPerson } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { listJobs } from '../support/jobs.ts'
import { isWaiting } from '../support/waiting.ts'

const database = testDatabase()

const details = (neutral: boolean): Details => ({
  name: 'Amal',
  phone: null,
  preferred_contact: 'email',
  what_helps: '',
  neutral_calendar_titles: neutral,
})

/** Changes somebody's details while another transaction that holds them does its work and ends. */
async function changeMeanwhile(id: string, wanted: Details, other: (tx: Tx) => Promise<unknown>) {
  const { db } = database()
  const order: string[] = []
  let changing: Promise<unknown> = Promise.resolve()
  await inTransaction(db, async (holding) => {
    await holding.selectFrom('person').select('id').where('id', '=', id).forNoKeyUpdate().execute()
    changing = inTransaction(db, (tx) => changeDetails(tx, id, wanted)).then(() => order.push('details'))
    expect(await isWaiting(changing, db)).toBe(true)
    await other(holding)
    order.push('other')
  })
  await changing
  return order
}

test('a calendar is made private or not by what it was when the change was made, not when it was asked for', async () => {
  const { db } = database()
  const id = await addPerson(db)
  const order = await changeMeanwhile(id, details(false), (tx) =>
    tx.updateTable('person').set({ neutral_calendar_titles: true }).where('id', '=', id).execute(),
  )
  expect(order).toEqual(['other', 'details'])
  expect(await listJobs(db)).toEqual([{ name: 'enrolment.refresh-person', payload: { personId: id } }])
})

test('a calendar that need not change is left alone', async () => {
  const { db } = database()
  const id = await addPerson(db)
  await inTransaction(db, (tx) => changeDetails(tx, id, { ...details(false), name: 'Amal H.' }))
  expect(await listJobs(db)).toEqual([])
})

test('while details are saved, nobody waits who only refers to the person', async () => {
  const { db } = database()
  const id = await addPerson(db)
  await inTransaction(db, async (tx) => {
    await changeDetails(tx, id, details(true))
    await inTransaction(db, (other) => insertRole(other, id, 'trainer', new Date()))
  })
  expect(await db.selectFrom('role_grant').selectAll().execute()).toHaveLength(2)
})
