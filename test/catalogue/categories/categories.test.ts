// The chapters of the prospectus, and their order.
import { inTransaction } from '../../../src/database/transaction.ts'
import { moveCategoryUp } from '../../../src/catalogue/categories/change-category.ts'
import { movedUp } from '../../../src/catalogue/categories/rules.ts'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, today } from '../../support/college.ts'
import { errorsOn, office } from '../../support/office.ts'

const college = testApp()
const names = async () => {
  const rows = college().db.selectFrom('category').select('name').orderBy('position').orderBy('name')
  return (await rows.execute()).map(({ name }) => name)
}
const idOf = async (name: string) => {
  const row = college().db.selectFrom('category').select('id').where('name', '=', name)
  return (await row.executeTakeFirstOrThrow()).id
}

test('categories are added at the end, moved up, renamed and removed', async () => {
  const [ada] = await office(college(), 'Ada')
  await ada.get('/admin/categories/new')
  for (const name of ['Rest', 'Body', 'Work']) await ada.post('/admin/categories/new', { name })
  expect(await names()).toEqual(['Rest', 'Body', 'Work'])
  await ada.post(paths.adminCategoryUp({ id: await idOf('Work') }))
  expect(await names()).toEqual(['Rest', 'Work', 'Body'])
  const page = paths.adminCategory({ id: await idOf('Work') })
  await ada.post(page, { name: 'Working life' })
  expect((await ada.get(page)).text).toContain('Ada gave a category another name')
  await ada.post(paths.adminCategoryRemoval({ id: await idOf('Body') }))
  expect(await names()).toEqual(['Rest', 'Working life'])
})

test('a name is needed, and is its own; a category with courses stays', async () => {
  const [ada] = await office(college(), 'Ada')
  await addCourse(college().db, { title: 'Sleep well', categories: ['Rest'] })
  await ada.get('/admin/categories/new')
  const answers = [
    await ada.post('/admin/categories/new', { name: '  ' }),
    await ada.post('/admin/categories/new', { name: 'Rest' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([422, 422])
  expect(errorsOn(answers[1]?.text ?? '')).toContain('There is a category of this name already')
  const id = await idOf('Rest')
  await ada.post(paths.adminCategoryRemoval({ id }))
  expect((await ada.get(paths.adminCategory({ id }))).text).toContain('Courses are in this category')
  expect(await names()).toEqual(['Rest'])
})

test('what is moved up changes places with the one before it', () => {
  expect(movedUp(['a', 'b', 'c'], 'c')).toEqual(['a', 'c', 'b'])
  expect(movedUp(['a', 'b', 'c'], 'a')).toEqual(['a', 'b', 'c'])
  expect(movedUp(['a', 'b'], 'x')).toEqual(['a', 'b'])
})

test('many are moved at once, and each still has a place of its own', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  await ada.get('/admin/categories/new')
  for (const name of ['A', 'B', 'C', 'D', 'E']) await ada.post('/admin/categories/new', { name })
  const ids = await Promise.all(['B', 'C', 'D', 'E'].map(idOf))
  const doing = { actorId: null, now: today }
  await Promise.all(ids.map((id) => inTransaction(db, (tx) => moveCategoryUp(tx, id, doing))))
  const rows = await db.selectFrom('category').select('position').orderBy('position').execute()
  expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
  for (const id of [ids[3], ids[3]]) await inTransaction(db, (tx) => moveCategoryUp(tx, id ?? '', doing))
  const order = (await names()).join(', ')
  const history = (await ada.get(paths.adminCategory({ id: ids[3] ?? '' }))).text
  expect(history).toMatch(new RegExp(`Order in the prospectus</strong>: [A-E, ]+ → ${order}<`))
})
