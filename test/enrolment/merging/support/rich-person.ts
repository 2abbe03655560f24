// Somebody of whom there is something in every table that can be about a person.
import type { Db } from '../../../../src/database/schema.ts'
import { addCall, addFailedMail } from '../../../web/support/cast.ts'
import { addMinutes } from '../../../../src/lib/time.ts'
import { addEnrolment, addPerson, addRun, today } from '../../../support/college.ts'

export interface Shared {
  agreementId: string
  office: string
}

/** `told` (minutes): when they told what can only be told once. */
export async function richPerson(db: Db, name: string, { agreementId, office }: Shared, told: number) {
  const at = addMinutes(today, told)
  const id = await addPerson(db, { name, email: `${name.toLowerCase()}@example.org` })
  await db
    .updateTable('person')
    .set({ email_confirmed_at: at, what_helps: `${name} likes quiet` })
    .where('id', '=', id)
    .execute()
  const person_id = id
  await db
    .insertInto('agreement_acceptance')
    .values({ person_id, agreement_id: agreementId, accepted_at: at, means: 'online', recorded_by: null })
    .execute()
  await db
    .insertInto('emergency_contact')
    .values({
      person_id,
      name: `${name}’s sister`,
      phone: '07700 900123',
      relationship: 'Sister',
      updated_at: at,
    })
    .execute()
  await db
    .insertInto('supporter')
    .values({ person_id, name: `${name}’s friend`, comes_along: true, updated_at: at })
    .execute()
  const need = {
    person_id,
    kind: 'format' as const,
    share_with_trainers: true,
    review_on: '2027-09-01',
    recorded_at: at,
    recorded_by: office,
  }
  await db
    .insertInto('access_need')
    .values([
      { ...need, need: 'large-print', detail: name },
      { ...need, need: 'something-else', detail: `${name} needs a lamp` },
    ])
    .execute()
  await db
    .insertInto('calendar_feed')
    .values({ person_id, token_hash: Buffer.alloc(32, told), created_at: at })
    .execute()
  await db
    .insertInto('credential')
    .values({ person_id, kind: 'password', secret: `secret of ${name}`, created_at: at })
    .execute()
  await db
    .insertInto('single_sign_on_identity')
    .values({ issuer: 'https://id.example', subject: name, person_id, linked_at: at, last_used_at: at })
    .execute()
  await db.insertInto('second_factor').values({ person_id, secret: 'sealed', begun_at: at }).execute()
  await db
    .insertInto('recovery_code')
    .values({ person_id, code_hash: 'ab'.repeat(32), made_at: at })
    .execute()
  await db
    .insertInto('email_change')
    .values({ person_id, email: `new-${name}@example.org`, asked_at: at, asked_by: id })
    .execute()
  const proof = {
    person_id,
    purpose: 'sign-in' as const,
    email: `${name}@example.org`,
    created_at: at,
    expires_at: addMinutes(at, 30),
  }
  await db
    .insertInto('email_proof')
    .values({ ...proof, token_hash: Buffer.alloc(32, told) })
    .execute()
  await db
    .insertInto('sensitive_reading')
    .values({
      at,
      person_id,
      reader_id: office,
      role: 'administrator',
      kinds: ['what-helps'],
      reason: 'support',
      words: null,
      run_id: null,
    })
    .execute()
  const { runId } = await addRun(db)
  const enrolmentId = await addEnrolment(db, runId, { person: id, status: 'waiting' })
  await addFailedMail(db, id, `For ${name}`)
  await addCall(db, id, runId)
  return { id, runId, enrolmentId }
}
