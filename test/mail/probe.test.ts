import { postFor, type Post } from '../../src/mail/transport.ts'
import { testApp } from '../support/app.ts'
import { makeJobsDue } from '../support/jobs.ts'
import { promise, outbox, waits } from './support/outbox.ts'
import { MailServer } from './support/smtp.ts'
import { runDue } from './support/work.ts'
import { sql } from 'kysely'
let server: MailServer
let post: Post
const college = testApp({ post: { send: (m) => post.send(m), close: () => undefined } })
test('x', async () => {
  const app = college()
  server = new MailServer(); await server.start(); post = postFor(server.url())
  server.rule = (step) => (step === 'recipient' ? { code: 451, text: 'later' } : undefined)
  for (let i = 0; i < 25; i++) {
    await promise(app.db, ['m' + i])
    for (let a = 1; a < 9; a++) {
      await makeJobsDue(app.db)
      await runDue(app, post)
      const r = (await outbox(app.db)).at(-1)!
      if (r.attempts !== a) {
        const j = await sql`select attempts, last_error, run_at - now() as w, locked_at, is_available from graphile_worker._private_jobs`.execute(app.db)
        console.log(i, a, r, JSON.stringify(j.rows))
        a = 99
      }
    }
    await sql`delete from graphile_worker._private_jobs`.execute(app.db)
  }
  post.close(); await server.stop()
}, 100000)
