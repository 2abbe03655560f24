import { paths } from '../../../src/paths.ts'
import { getChoices, placeIn } from '../../../src/scheduling/planning/choices.ts'
import { planForm } from '../../../src/scheduling/planning/forms.ts'
import { planRun } from '../../../src/scheduling/planning/plan-run.ts'
import { readForm } from '../../../src/web/form.ts'
import { held } from '../../accounts/closing/held.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'
import { isWaiting } from '../../support/waiting.ts'
import { oneDate, page, plan, sessions } from './support/plan.ts'

const college = testApp()

test('of two who plan one room at the same moment, the second waits, is told of the clash, and loses nothing', async () => {
  const { db } = college()
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const wanted = await plan(college().db)
  const others = {
    peer: await addPerson(db, { name: 'Olu', roles: ['trainer'] }),
    professional: await addPerson(db, { name: 'Pia', roles: ['trainer'] }),
  }
  const choices = await getChoices(db)
  const place = placeIn(wanted.place ?? '', choices)
  const form = readForm(planForm, wanted)
  if (!form.ok || place === undefined) throw new Error('The plan is wrong')
  const times = [
    { row: 0, startsAt: new Date('2026-09-14T09:00:00Z'), endsAt: new Date('2026-09-14T11:00:00Z') },
  ]
  await Promise.all([ada.get(page), ben.get(page)])
  const first = await held(db, (tx) =>
    planRun(tx, form.values, { place, times }, { actorId: null, now: today }),
  )
  const second = ben.post(page, { ...wanted, ...others, ...oneDate })
  expect(await isWaiting(second, db)).toBe(true)
  first.commit()
  const answer = await second
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    409,
    expect.stringContaining('The room is used by Sleep well'),
  ])
  expect(fieldsOn(answer.text, page).day_0).toBe('2026-09-14')
  expect(await db.selectFrom('run').select('id').execute()).toHaveLength(1)
})

test('a room that is given up while a run is planned there is refused', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  const room = wanted.place?.split('/')[1] ?? ''
  await ada.get(page)
  const giving = await held(db, (tx) =>
    tx.updateTable('room').set({ retired_at: today }).where('id', '=', room).execute(),
  )
  const planning = ada.post(page, { ...wanted, ...oneDate })
  expect(await isWaiting(planning, db)).toBe(true)
  giving.commit()
  const answer = await planning
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    409,
    expect.stringContaining('taken out of use meanwhile'),
  ])
})

test('a trainer who is none any more while a run is planned with them is not on it', async () => {
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  await ada.get(page)
  const taking = await held(college().db, (tx) =>
    tx
      .deleteFrom('role_grant')
      .where('person_id', '=', wanted.peer ?? '')
      .execute(),
  )
  const planning = ada.post(page, { ...wanted, ...oneDate })
  expect(await isWaiting(planning, college().db)).toBe(true)
  taking.commit()
  expect((await planning).status).toBe(409)
  expect(await sessions(college().db)).toEqual([])
})

test('a form that comes twice plans one run, in no room too, and the second waits and is led to it', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(db)
  const { run = '' } = fieldsOn((await ada.get(page)).text, page)
  const [venue = ''] = (wanted.place ?? '').split('/')
  const sent = { ...wanted, ...oneDate, run, place: venue, peer: '', professional: '' }
  const place = placeIn(sent.place, await getChoices(db))
  const form = readForm(planForm, sent)
  if (!form.ok || place === undefined) throw new Error('The plan is wrong')
  const times = [
    { row: 0, startsAt: new Date('2026-09-14T09:00:00Z'), endsAt: new Date('2026-09-14T11:00:00Z') },
  ]
  const first = await held(db, (tx) =>
    planRun(tx, form.values, { place, times }, { actorId: null, now: today }),
  )
  const second = ada.post(page, sent)
  expect(await isWaiting(second, db)).toBe(true)
  first.commit()
  const answer = await second
  expect([answer.status, answer.headers.location]).toEqual([303, paths.adminRun({ id: sent.run })])
  expect(await sessions(db)).toHaveLength(1)
  const another = { ...sent, run: fieldsOn((await ada.get(page)).text, page).run ?? '' }
  expect((await ada.post(page, another)).status).toBe(303)
  expect(await sessions(db)).toHaveLength(2)
})
