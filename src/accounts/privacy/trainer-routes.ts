import type { Response } from 'express'
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
import { emergencyNotTodayPage, emergencyPage, emergencyShownPage } from './pages.ts'
import { findTaughtPlace, listGivenDates, type TaughtPlace } from './queries.ts'
import { refuseLongOver } from './refuse-long-over.ts'
import { decideEmergencyContact } from './rules.ts'

/**
 * Whom to call for somebody, for whoever gives a class of theirs today. The address names the place, which is of one person on one run; it is
 * asked for, with a reason, and shown once: the page that shows it answers a form and is kept nowhere.
 */
export function emergencyContactRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const moment = () => ({ now: clock(), timeZone: config.timeZone })
  return [
    get(paths.emergencyContact, 'teach', async (request, response) => {
      const asked = await ask(db, signedIn(request).id, parameter(request, 'id'))
      if (!asked.ok) return refuse(response, asked)
      response.render('accounts/privacy/emergency-contact', emergencyPage(asked.place))
    }),

    post(paths.emergencyContact, 'teach', async (request, response) => {
      const readerId = signedIn(request).id
      const asked = await ask(db, readerId, parameter(request, 'id'))
      if (!asked.ok) return refuse(response, asked)
      const { place } = asked
      const form = readForm(emergencyForm, request.body)
      if (!form.ok) {
        response.status(422).render('accounts/privacy/emergency-contact', emergencyPage(place, form))
        return
      }
      const { contact } = await inTransaction(db, async (tx) => {
        if (!(await ask(tx, readerId, place.id)).ok) throw new NotFound()
        const kinds = ['emergency-contact' as const]
        const who = { personId: place.person_id, readerId, role: 'trainer' as const, runId: place.run_id }
        return readSensitive(tx, { ...who, kinds, ...form.values }, clock())
      })
      response.render(
        'accounts/privacy/emergency-contact-shown',
        emergencyShownPage(place, contact, moment()),
      )
    }),
  ]

  /** Places on other runs, and those of people who have left, are not there. */
  async function ask(on: Db, trainerId: string, enrolmentId: string): Promise<Asked> {
    const place = found(await findTaughtPlace(on, trainerId, enrolmentId))
    const dates = await listGivenDates(on, trainerId, place.run_id)
    const decided = decideEmergencyContact(place, dates, moment())
    if (!decided.ok && (decided.reason !== 'not-today' || !stillTeaches(place, dates))) throw new NotFound()
    await refuseLongOver(on, place.run_id, clock())
    return { ok: decided.ok, place, dates }
  }

  function stillTeaches({ left_at: leftAt }: TaughtPlace, dates: { ends_at: Date }[]): boolean {
    return leftAt === null || dates.some(({ ends_at: ends }) => ends > clock())
  }

  function refuse(response: Response, { place, dates }: Asked): void {
    const page = emergencyNotTodayPage(place, dates, moment())
    response.status(409).render('accounts/privacy/emergency-contact-not-today', page)
  }
}

interface Asked {
  ok: boolean
  place: TaughtPlace
  /** Those that the trainer gives. */
  dates: { starts_at: Date; ends_at: Date }[]
}
