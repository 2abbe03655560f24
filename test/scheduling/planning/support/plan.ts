import type { Db } from '../../../../src/database/schema.ts'
import { addCourse, addPerson, addVenue } from '../../../support/college.ts'

export async function addRoom(db: Db, venue_id: string, capacity: number | null = null): Promise<string> {
  const room = db.insertInto('room').values({ venue_id, name: 'Green Room', capacity })
  return (await room.returning('id').executeTakeFirstOrThrow()).id
}

/** A course, a room and two trainers, as a form names them. */
export async function plan(db: Db): Promise<Record<string, string>> {
  const { id: course } = await addCourse(db, { title: 'Sleep well', status: 'draft' })
  const venue = await addVenue(db, { name: 'Town Hall' })
  return {
    course,
    term: '',
    place: `${venue}/${await addRoom(db, venue)}`,
    peer: await addPerson(db, { name: 'Amal', roles: ['trainer'] }),
    professional: await addPerson(db, { name: 'Nora', roles: ['trainer'] }),
    capacity: '10',
    first_day: '2026-09-14',
    from: '10am',
    until: '12:30',
    sessions: '3',
    rhythm: 'week',
  }
}

export const page = '/admin/runs/new'

export const oneDate = { day_0: '2026-09-14', from_0: '10:00', until_0: '12:00', step: 'save' }

export async function sessions(db: Db): Promise<string[]> {
  const rows = db.selectFrom('session').select('starts_at').orderBy('starts_at')
  return (await rows.execute()).map(({ starts_at }) => starts_at.toISOString())
}
