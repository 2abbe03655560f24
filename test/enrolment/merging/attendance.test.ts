// What was marked of somebody goes with their place when two records become one, and comes back when it is undone.
import { enrolled, inDays, say } from '../../registers/support/term-over.ts'
import { testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { everything, mergeIdOf, officeOf } from './support/records.ts'

const college = testApp()

test('marks, their history, and the rows of classes to come are the kept record’s, and undone they are as before', async () => {
  const app = college()
  const { db, clock } = app
  const office = await officeOf(app)
  const { places, sessionIds, peerId } = await enrolled(app, ['Amalia'], 3)
  const kept = await addPerson(db, { name: 'Amal' })
  const [first = '', second = ''] = sessionIds
  const { enrolmentId = '' } = places.Amalia ?? {}
  clock.now = inDays(9)
  await say(app, first, peerId, { [enrolmentId]: 'present' })
  await say(app, second, peerId, { [enrolmentId]: 'late' })
  await say(app, second, peerId, { [enrolmentId]: 'present' })
  const marks = (personId: string) =>
    db
      .selectFrom('attendance')
      .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
      .innerJoin('session', 'session.id', 'attendance.session_id')
      .where('person_id', '=', personId)
      .orderBy('starts_at')
      .select('mark')
      .execute()
  const history = () => db.selectFrom('attendance_event').orderBy('id').selectAll().execute()
  const [before, historyBefore] = [await everything(db), await history()]
  const mergeId = mergeIdOf(await office.merge(kept, places.Amalia?.personId ?? ''))
  expect(await marks(kept)).toEqual([{ mark: 'present' }, { mark: 'present' }, { mark: null }])
  expect(await marks(places.Amalia?.personId ?? '')).toEqual([])
  expect(await history()).toEqual(historyBefore)
  expect(historyBefore).toHaveLength(3)
  expect(await office.undo(mergeId)).toMatchObject({ ok: true })
  expect(await everything(db)).toEqual(before)
})
