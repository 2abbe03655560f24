import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { gatherData, gatherEquality } from './gather.ts'
import { noteDownload } from './note-data.ts'
import { forTheirOwnEyes } from './own-address.ts'
import { dataFile, myDataPage } from './pages.ts'
import { getGivenAddress } from './queries.ts'

/** Everything the college keeps about whoever asks, to read and to take along. */
export function myDataRoutes({ db, clock, config, secret }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.myData, 'use-own-account', async (request, response) => {
      const page = myDataPage(await gather(signedIn(request).id), { now: clock(), timeZone })
      response.render('accounts/my-data/my-data', page)
    }),

    get(paths.myDataFile, 'use-own-account', async (request, response) => {
      const { id } = signedIn(request)
      const now = clock()
      await inTransaction(db, (tx) => noteDownload(tx, { personId: id, byId: id }, now))
      response.attachment('my-data.json').json(dataFile(await gather(id), { now }))
    }),
  ]

  async function gather(personId: string) {
    const person = await getGivenAddress(db, personId)
    const sections = forTheirOwnEyes(await gatherData(db, personId), person)
    return { sections, equality: await gatherEquality(db, secret, personId) }
  }
}
