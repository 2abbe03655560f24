// "Gave this course before", "gave 2 runs like this": said of dates that took place and are over, by who really gave them.
import { paths } from '../../../src/paths.ts'
import { findSuitable } from '../../../src/scheduling/trainers/suitability/find-suitable.ts'
import { reasonInWords } from '../../../src/scheduling/trainers/suitability/words.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addPerson, addRun, type NewRun, today } from '../../support/college.ts'
import { illness, inDays } from './support/illness.ts'

const college = testApp()
const over = [{ startsAt: inDays(-14) }]

/** What is said of each trainer for a date of this course, but for being free, in the order of who is suitable. */
async function saidFor(courseId: string, now = today) {
  const times = [{ startsAt: inDays(90), endsAt: inDays(91) }]
  const run = {
    id: (await addRun(college().db, { course: courseId, trainers: 'none' })).runId,
    course_id: courseId,
  }
  const { lived } = await findSuitable(college().db, run, times, { now, timeZone: 'Europe/London' })
  return lived.map(({ name, reasons }) =>
    [name, ...reasons.slice(1).map((reason) => reasonInWords(reason, 'Europe/London'))].join(': '),
  )
}

/** A run with a peer trainer of this name. */
async function runBy(name: string, run: NewRun) {
  const { db } = college()
  const added = await addRun(db, run)
  await db.updateTable('person').set({ name }).where('id', '=', added.peerId).execute()
  await db.deleteFrom('role_grant').where('person_id', '=', added.professionalId).execute()
  return added
}

test('only a date that took place and is over counts', async () => {
  const { db } = college()
  const course = (await addCourse(db)).id
  await runBy('Planned', { course, sessions: [{ startsAt: inDays(7) }] })
  await runBy('Draft', { course, status: 'draft', sessions: over })
  await runBy('Gave another', { sessions: over })
  await runBy('Gave', { course, sessions: [...over, { startsAt: inDays(7) }] })
  const off = await runBy('Called off', { course, sessions: over })
  await db.updateTable('session').set({ status: 'cancelled' }).where('run_id', '=', off.runId).execute()
  const ill = await runBy('Away', { course, sessions: over })
  const day = inDays(-14).toISOString().slice(0, 10)
  await db
    .insertInto('trainer_absence')
    .values({ person_id: ill.peerId, starts_on: day, ends_on: day, noted_at: today })
    .execute()
  expect(await saidFor(course)).toEqual([
    'Gave: gave this course before',
    'Gave another: gave 1 run like this',
    'Away',
    'Called off',
    'Draft',
    'Planned',
  ])
})

test('whoever left before the first date gave nothing, and whoever stood in on one did', async () => {
  const { ada, peerId, professionalId, cleo, dev, runId, second, courseId } = await illness(college())
  await ada.get(paths.adminReplacement({ id: second }))
  await ada.post(paths.adminReplacement({ id: second }), {
    away: peerId,
    comes: cleo,
    scope: 'date',
    back: 'run',
  })
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: professionalId, comes: dev })
  const yet = await saidFor(courseId)
  expect(yet.filter((said) => said.includes('gave'))).toEqual([])
  const after = await saidFor(courseId, inDays(30))
  expect(after.filter((said) => said.includes('gave')).sort()).toEqual([
    'Cleo: gave this course before',
    'Dev: gave this course before: other expertise',
    'Peer: gave this course before',
  ])
  expect(after.find((said) => said.startsWith('Pro'))).toBe('Pro')
})

test('nobody needs to have given anything for what they bring to be known: who is down for a run as one is one', async () => {
  await addPerson(college().db, { name: 'A new one', roles: ['trainer'] })
  await runBy('Planned', { sessions: [{ startsAt: inDays(7) }] })
  const course = (await addCourse(college().db)).id
  expect(await saidFor(course)).toEqual(['Planned', 'A new one'])
})
