import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { coProductionForm } from './forms.ts'
import { newNotePage } from './log-page.ts'
import { noteCoProduction, removeCoProduction } from './note-co-production.ts'
import { findCourse } from './queries.ts'

/** The log of who designed a course with whom. */
export function coProductionRoutes({ db, clock }: Deps): Route<Permission>[] {
  return [
    get(paths.adminCoProductionNew, 'run-the-college', async (request, response) => {
      response.render('catalogue/courses/new-note', newNotePage(await courseOf(request)))
    }),

    post(paths.adminCoProductionNew, 'run-the-college', async (request, response) => {
      const course = await courseOf(request)
      const form = readForm(coProductionForm, request.body)
      if (!form.ok) {
        response.status(422).render('catalogue/courses/new-note', newNotePage(course, form))
        return
      }
      const noted = await inTransaction(db, (tx) =>
        noteCoProduction(tx, course.id, form.values, doing(request)),
      )
      if (!noted) throw new NotFound()
      await redirectWith(notedNotice, request, response, paths.adminCourse({ id: course.id }))
    }),

    post(paths.adminCoProductionRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const courseId = found(await inTransaction(db, (tx) => removeCoProduction(tx, id, doing(request))))
      await redirectWith(removedNotice, request, response, paths.adminCourse({ id: courseId }))
    }),
  ]

  async function courseOf(request: Request) {
    return found(await findCourse(db, parameter(request, 'id'), clock()))
  }

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }
}

const notedNotice: Notice = { kind: 'success', title: 'That is in the log' }
const removedNotice: Notice = { kind: 'success', title: 'That is taken out of the log' }
