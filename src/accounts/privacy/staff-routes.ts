import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { chosenKinds, sensitiveForm } from './forms.ts'
import { readSensitive } from './note-reading.ts'
import { sensitivePage, sensitiveShownPage } from './pages.ts'
import { findName, findWhatExists } from './queries.ts'

/** The same for a person who asks by phone, and what the office may read when it says why. */
export function privacyStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminSensitive, 'run-the-college', async (request, response) => {
      const person = found(await findName(db, parameter(request, 'id')))
      const page = sensitivePage(person, await findWhatExists(db, person.id))
      response.render('accounts/privacy/sensitive', page)
    }),

    post(paths.adminSensitive, 'run-the-college', async (request, response) => {
      const person = found(await findName(db, parameter(request, 'id')))
      const form = readForm(sensitiveForm, request.body)
      if (!form.ok) {
        const page = sensitivePage(person, await findWhatExists(db, person.id), form)
        response.status(422).render('accounts/privacy/sensitive', page)
        return
      }
      const kinds = chosenKinds(form.values)
      const { reason, words } = form.values
      const reader = { readerId: signedIn(request).id, role: 'administrator' as const }
      const reading = { personId: person.id, ...reader, kinds, reason, words }
      const now = clock()
      const read = await inTransaction(db, (tx) => readSensitive(tx, reading, now))
      const page = sensitiveShownPage(person, kinds, read, { now, timeZone: config.timeZone })
      response.render('accounts/privacy/sensitive-shown', page)
    }),
  ]
}
