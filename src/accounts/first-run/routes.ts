import type { Request, Response } from 'express'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, post, type Route } from '../../web/route.ts'
import { giveTryBack, takeTry, type Try, waitInWords } from '../../web/throttle.ts'
import { hashPassword } from '../passwords.ts'
import { findSignedIn } from '../queries.ts'
import type { Permission } from '../rules.ts'
import { completeSignIn } from '../sign-in.ts'
import { refusePassword } from '../stolen-passwords.ts'
import { firstRunForm } from './forms.ts'
import { makeFirstAdministrator } from './make-first-administrator.ts'
import { firstRunPage, tooLatePage } from './pages.ts'
import { isFirstRun } from './queries.ts'
import { isSetUpCode } from './set-up-code.ts'

/** A new college's first page for whoever runs it. Once it has an administrator, nothing is here. */
export function firstRunRoutes(deps: Deps): Route<Permission>[] {
  const { db, clock, secret, config } = deps
  return [
    get(paths.firstRun, 'anyone', async (_request, response) => {
      if (!(await isFirstRun(db))) throw new NotFound()
      response.render('accounts/first-run/first-run', firstRunPage())
    }),

    post(paths.firstRun, 'anyone', async (request, response) => {
      const form = readForm(firstRunForm, request.body)
      const rightCode = isSetUpCode(codeIn(request), secret)
      // Who has the code and is too late is told so; to everybody else there is nothing here.
      if (!rightCode && !(await isFirstRun(db))) throw new NotFound()
      const limit: Try = { name: 'first-run', key: request.ip ?? '', ...config.limits.firstRunAddress }
      const taken = await takeTry(deps, [limit], clock())
      if (!taken.ok) return show(response, 429, withError(request, 'set_up_code', later(taken.waitSeconds)))
      if (rightCode) await giveTryBack(deps, [limit])
      if (!form.ok) return show(response, 422, form)
      if (!rightCode) return show(response, 422, withError(request, 'set_up_code', wrongCode))
      await makeAndGoIn(request, response, form.values)
    }),
  ]

  async function makeAndGoIn(
    request: Request,
    response: Response,
    { name, email, password }: { name: string; email: string; password: string },
  ): Promise<void> {
    const refused = await refusePassword(password, [name, email, config.college.name])
    if (refused !== undefined) return show(response, 422, withError(request, 'password', refused))
    const wanted = { name, email, secret: await hashPassword(password) }
    const made = await inTransaction(db, (tx) => makeFirstAdministrator(tx, wanted, clock()))
    if (made.ok) {
      const user = found(await findSignedIn(db, made.personId))
      return completeSignIn(request, response, user, paths.admin())
    }
    if (made.reason === 'email-in-use') return show(response, 422, withError(request, 'email', inUse))
    response.status(409).render('accounts/first-run/too-late', tooLatePage())
  }
}

const wrongCode =
  'That is not the set-up code. It is printed where the product was started, each time it starts'
const inUse =
  'Somebody has an account with this email address. Use another, or run npm run create-administrator'
const later = (seconds: number) =>
  `That was too many wrong codes. Please wait ${waitInWords(seconds)}, then try again`

function codeIn({ body }: Request): string {
  const { set_up_code: typed } = (body ?? {}) as { set_up_code?: unknown }
  return typeof typed === 'string' ? typed : ''
}

/** The form as it was typed, but the password and the code. */
function withError(request: Request, field: string, message: string): Typed {
  const { name, email } = request.body as Record<string, unknown>
  const typed = {
    name: typeof name === 'string' ? name : '',
    email: typeof email === 'string' ? email : '',
    ...(field === 'set_up_code' ? {} : { set_up_code: codeIn(request) }),
  }
  return { typed, errors: [{ field, message }] }
}

function show(response: Response, status: number, form: Typed): void {
  response.status(status).render('accounts/first-run/first-run', firstRunPage(form))
}
