import { recordInAuditTrail } from '../database/audit-trail.ts'
import { inTransaction } from '../database/transaction.ts'
import { paths } from '../paths.ts'
import type { Deps } from '../web/deps.ts'
import { get, parameter, post, type Route } from '../web/route.ts'
import { type Notice, redirectWith } from '../web/session.ts'
import { signedIn } from '../web/signed-in.ts'
import { enqueueDelivery } from './enqueue.ts'
import { failedMailPage } from './pages.ts'
import { countHeldBack, listFailed, updateQueuedAgain } from './queries.ts'

/** Mails that could not be delivered, for the office to see and send again. */
export function mailStaffRoutes({ db, clock, config }: Deps): Route<'run-the-college'>[] {
  return [
    get(paths.adminMail, 'run-the-college', async (_request, response) => {
      const [failed, heldBack] = await Promise.all([listFailed(db), countHeldBack(db)])
      response.render('mail/failed', failedMailPage(failed, heldBack, config.timeZone))
    }),

    post(paths.adminResend, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const queued = await inTransaction(db, async (tx) => {
        if (!(await updateQueuedAgain(tx, id))) return false
        await enqueueDelivery(tx, [id])
        const entry = { at: clock(), actorId: signedIn(request).id, action: 'mail.sent-again' }
        await recordInAuditTrail(tx, { ...entry, subject: { kind: 'mail', id } })
        return true
      })
      await redirectWith(queued ? onItsWay : sentAlready, request, response, paths.adminMail())
    }),
  ]
}

const onItsWay: Notice = { kind: 'success', title: 'The message is on its way again' }
const sentAlready: Notice = {
  kind: 'information',
  title: 'Nothing was changed',
  text: 'That message was sent, or is on its way.',
}
