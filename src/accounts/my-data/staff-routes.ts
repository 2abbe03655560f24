import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { findName } from '../privacy/queries.ts'
import type { Permission } from '../rules.ts'
import { dataForPersonForm } from './forms.ts'
import { gatherData } from './gather.ts'
import { noteDataRead } from './note-data.ts'
import { askForDataPage, dataFile, dataForPage, type Gathered } from './pages.ts'

/** The same for somebody who asks by phone or letter. Each time is noted, where they can see it. */
export function myDataStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminPersonData, 'run-the-college', async (request, response) => {
      response.render('accounts/my-data/ask', askForDataPage(await named(request)))
    }),

    post(paths.adminPersonData, 'run-the-college', async (request, response) => {
      const read = await readFor(request, response, { asFile: false })
      if (read === undefined) return
      const page = dataForPage(read.person, read.gathered, { now: read.now, timeZone })
      response.render('accounts/my-data/shown', page)
    }),

    post(paths.adminPersonDataFile, 'run-the-college', async (request, response) => {
      const read = await readFor(request, response, { asFile: true })
      if (read === undefined) return
      response.attachment('my-data.json').json(dataFile(read.gathered, read))
    }),
  ]

  async function named(request: Request) {
    return found(await findName(db, parameter(request, 'id')))
  }

  /** Reads in the transaction that notes it; undefined when the form is to be filled in again. */
  async function readFor(request: Request, response: Response, { asFile }: { asFile: boolean }) {
    const person = await named(request)
    const form = readForm(dataForPersonForm, request.body)
    if (!form.ok) {
      response.status(422).render('accounts/my-data/ask', askForDataPage(person, form))
      return undefined
    }
    const now = clock()
    const asked = { personId: person.id, byId: signedIn(request).id, asFile }
    const gathered: Gathered = await inTransaction(db, async (tx) => {
      await noteDataRead(tx, asked, now)
      return { sections: await gatherData(tx, person.id), equality: undefined }
    })
    return { person, gathered, now }
  }
}
