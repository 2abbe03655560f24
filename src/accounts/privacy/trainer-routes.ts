import { inTransaction } from '../../database/transaction.ts'
import type { Db } from '../../database/schema.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { emergencyForm } from './forms.ts'
import { readSensitive } from './note-reading.ts'
import { emergencyPage, emergencyShownPage } from './pages.ts'
import { findTaughtPlace, type TaughtPlace } from './queries.ts'
import { decideEmergencyContact } from './rules.ts'

/**
 * Whom to call for somebody on a run of one's own. The address names the place, which is of one person on one run; it is
 * asked for, with a reason, and shown once: the page that shows it answers a form and is kept nowhere.
 */
export function emergencyContactRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.emergencyContact, 'teach', async (request, response) => {
      const place = await getPlace(db, signedIn(request).id, parameter(request, 'id'))
      response.render('accounts/privacy/emergency-contact', emergencyPage(place))
    }),

    post(paths.emergencyContact, 'teach', async (request, response) => {
      const readerId = signedIn(request).id
      const place = await getPlace(db, readerId, parameter(request, 'id'))
      const form = readForm(emergencyForm, request.body)
      if (!form.ok) {
        response.status(422).render('accounts/privacy/emergency-contact', emergencyPage(place, form))
        return
      }
      const now = clock()
      const { contact } = await inTransaction(db, async (tx) => {
        const { person_id: personId, run_id: runId } = await getPlace(tx, readerId, place.id)
        const kinds = ['emergency-contact' as const]
        const reading = { personId, readerId, role: 'trainer' as const, kinds, ...form.values, runId }
        return readSensitive(tx, reading, now)
      })
      const page = emergencyShownPage(place, contact, { now, timeZone: config.timeZone })
      response.render('accounts/privacy/emergency-contact-shown', page)
    }),
  ]

  async function getPlace(on: Db, trainerId: string, enrolmentId: string): Promise<TaughtPlace> {
    const place = found(await findTaughtPlace(on, trainerId, enrolmentId))
    if (!decideEmergencyContact(place, clock()).ok) throw new NotFound()
    return place
  }
}
