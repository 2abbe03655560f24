import type { Db } from '../database/schema.ts'
import { paths } from '../paths.ts'
import { found } from '../web/problems.ts'
import { get, parameter, type Route } from '../web/route.ts'
import { compose, rawMessage, type Sender } from './compose.ts'
import { mailboxMessagePage, mailboxPage } from './pages.ts'
import { findMail, listDelivered } from './queries.ts'

// What a mail program allows: styles of its own, no script, no form, nothing fetched, and links that leave it. The
// page that frames it is ours, and the frame shares nothing with that page's origin.
const asInAMailProgram =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"

/**
 * The development mailbox: what the outbox has sent, made again from its rows exactly as SMTP would have carried it.
 * Mounted only where no real mail leaves.
 */
export function mailboxRoutes({
  db,
  sender,
  timeZone,
}: {
  db: Db
  sender: Sender
  timeZone: string
}): Route<'anyone'>[] {
  return [
    get(paths.mailbox, 'anyone', async (_request, response) => {
      response.render('mail/mailbox', mailboxPage(await listDelivered(db, 200), timeZone))
    }),

    get(paths.mailboxList, 'anyone', async (_request, response) => {
      const mails = await listDelivered(db, 1000)
      response.json(
        mails.map(({ id, to_address: to, subject, sent_at: sentAt }) => ({ id, to, subject, sentAt })),
      )
    }),

    get(paths.mailboxRaw, 'anyone', async (request, response) => {
      const mail = found(await findMail(db, parameter(request, 'id')))
      response.type('message/rfc822').send(await rawMessage(await compose(mail, sender)))
    }),

    get(paths.mailboxHtml, 'anyone', async (request, response) => {
      const mail = found(await findMail(db, parameter(request, 'id')))
      const { html } = await compose(mail, sender)
      response.set('Content-Security-Policy', asInAMailProgram)
      response.send(withLinksInNewTab(html))
    }),

    get(paths.mailboxMessage, 'anyone', async (request, response) => {
      const mail = found(await findMail(db, parameter(request, 'id')))
      response.render('mail/message', mailboxMessagePage(mail, await compose(mail, sender), timeZone))
    }),
  ]
}

function withLinksInNewTab(html: string): string {
  return html.replace('<head>', '<head>\n<base target="_blank">')
}
