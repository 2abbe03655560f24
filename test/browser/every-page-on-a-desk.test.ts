import { faultsOfEveryPage } from './support/every-page.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test('every page is whole and usable by everybody at 1280 px', async () => {
  expect(await faultsOfEveryPage(site(), 1280)).toEqual([])
})
