// Pages on which there is nothing left to publish, and that say why.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addRun, addTerm } from '../../support/college.ts'
import { office } from '../../support/office.ts'
import { look, publicationOf } from './support.ts'

const college = testApp()

test.each([
  ['published', 'This run is published already.'],
  ['cancelled', 'This run is called off, so it cannot be published.'],
  ['ended', 'This run was published, and is over.'],
] as const)('a run that is %s has no button to publish it, and the way to the run', async (status, words) => {
  const { runId } = await addRun(college().db, { status })
  const [ada] = await office(college(), 'Ada')
  const html = load((await ada.get(paths.adminPublication({ id: runId }))).text)
  const lede = html('main .lede')
  expect(lede.text()).toBe(`${words} See the run.`)
  expect(lede.find('a').attr('href')).toBe(paths.adminRun({ id: runId }))
  expect(html('h1').text()).not.toContain('Publish')
  expect(html('main form')).toHaveLength(0)
})

test('where no draft is left it is said whether anything was ever planned there', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const term = await addTerm(db)
  const said = async () => [
    (await look(ada, paths.adminPublicationOfRest())).count,
    (await look(ada, publicationOf(term))).count,
  ]
  const never = 'Nothing is planned here yet, so there is nothing to publish.'
  expect(await said()).toEqual([never, never])
  await addRun(db, { term, status: 'cancelled' })
  expect(await said()).toEqual([never, 'No draft is left here.'])
  await addRun(db, { term, status: 'published' })
  expect(await said()).toEqual([never, 'No draft is left here: everything is published.'])
})
