import { faultsOfEveryPage, missingSamples } from './support/every-page.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test('every address that answers GET is looked at, or known to be no page', () => {
  expect(missingSamples(site())).toEqual({ missing: [], gone: [] })
})

test('every page is whole and usable by everybody at 360 px and at 1280 px', async () => {
  expect(await faultsOfEveryPage(site())).toEqual([])
}, 400_000)
