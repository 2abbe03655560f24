import type { Db } from '../../../src/database/schema.ts'
import { Visit } from '../../support/visit.ts'
import { givePasswords } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'

export interface Student {
  personId: string
  email: string
  visit: Visit
}

/** Adds students and signs them in. Their sessions are rows, and outlive the process. */
export async function signInStudents(db: Db, address: string, count: number): Promise<Student[]> {
  const now = new Date()
  const people = await Promise.all(
    Array.from({ length: count }, async () => {
      const email = `${crypto.randomUUID()}@example.org`
      return { email, personId: await addPerson(db, { email, now }) }
    }),
  )
  await givePasswords(db)
  return Promise.all(
    people.map(async (person) => {
      const visit = new Visit(address)
      await visit.signIn(person.email, testPassword)
      return { ...person, visit }
    }),
  )
}

export interface Burst {
  /** Those who were answered that they are on the run. */
  answered: string[]
  otherAnswers: number[]
}

/** All press at once. After a random number of answers the product is killed, and nobody else hears anything. */
export async function burst(
  students: Student[],
  path: string,
  product: { kill(): Promise<void> },
): Promise<Burst> {
  const killAfter = 1 + Math.floor(Math.random() * (students.length - 1))
  const answered: string[] = []
  const otherAnswers: number[] = []
  let killed: Promise<void> | undefined
  const press = async ({ visit, personId }: Student) => {
    const status = await visit.post(path, { overlap: 'accepted' }).then(
      (answer) => answer.status,
      () => undefined,
    )
    if (status === 303) answered.push(personId)
    else if (status !== undefined) otherAnswers.push(status)
    if (answered.length >= killAfter) killed ??= product.kill()
  }
  await Promise.all(students.map(press))
  await (killed ?? product.kill())
  return { answered, otherAnswers }
}

export async function listEnrolled(db: Db, runId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('status', 'in', ['confirmed', 'waiting'])
    .select('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}
