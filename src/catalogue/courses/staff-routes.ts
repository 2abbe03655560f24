import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { answerEdits, unlessRefused } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { listCategories } from '../categories/queries.ts'
import { coursePage as publicPage } from '../course-page.ts'
import { findCourseRowsToPreview } from '../find-course-rows.ts'
import { findCourseToPreview } from '../queries.ts'
import {
  addCourse,
  bringCourseBack,
  changeCourse,
  courseDetails,
  publishCourse,
  removeCourse,
  retireCourse,
} from './change-course.ts'
import { courseForm } from './forms.ts'
import { broughtBack, published, removed, retired, stepNotice } from './notices.ts'
import { coursePage, coursesPage, newCoursePage } from './pages.ts'
import { findCourse, listCoProduction, listCourses, listTitles } from './queries.ts'

const nameTaken = {
  field: 'title',
  message: 'There is a course of this title already. Choose another title, or change that course',
}

const refused = [
  { constraint: 'course_title', ...nameTaken },
  // Two of them that are added at one moment were given one address.
  { constraint: 'course_slug_key', ...nameTaken },
  {
    constraint: 'course_category_category_id_fkey',
    field: 'categories',
    message: 'One of these categories is gone. Look at them again',
  },
  {
    constraint: 'course_prerequisite_needs_course_id_fkey',
    field: 'needs',
    message: 'One of these courses is gone. Look at them again',
  },
]

/** Courses as the office writes them. */
export function courseStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminCourses, 'run-the-college', async (_request, response) => {
      response.render('catalogue/courses/courses', coursesPage(await listCourses(db, clock())))
    }),

    get(paths.adminCourseNew, 'run-the-college', async (_request, response) => {
      response.render('catalogue/courses/new-course', newCoursePage(await choices()))
    }),

    post(paths.adminCourseNew, 'run-the-college', async (request, response) => {
      const form = readForm(courseForm, request.body)
      if (!form.ok) return refuseNew(response, form)
      const details = form.values
      const added = await unlessRefused(refused, details, () =>
        inTransaction(db, (tx) => addCourse(tx, details, doing(request))),
      )
      if (!added.ok) return refuseNew(response, added.form)
      const notice = savedNotice(details.title)
      await redirectWith(notice, request, response, paths.adminCourse({ id: added.result }))
    }),

    get(paths.adminCourse, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    post(paths.adminCourse, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const current = courseDetails(found(await findCourse(db, id, clock())))
      const answer = await answerEdits(request.body, { schema: courseForm, current, refused }, (edits) =>
        inTransaction(db, (tx) => changeCourse(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      const notice = savedNotice(answer.typed.title, answer.byOthers)
      await redirectWith(notice, request, response, paths.adminCourse({ id }))
    }),

    get(paths.adminCoursePreview, 'run-the-college', async (request, response) => {
      const moment = { now: clock(), timeZone: config.timeZone }
      const course = found(await findCourseToPreview(db, parameter(request, 'id')))
      const page = publicPage(await findCourseRowsToPreview(db, course, moment), { kind: 'visitor' }, moment)
      const back = { href: paths.adminCourse({ id: course.id }), text: 'Back to writing' }
      response.render('catalogue/course', { ...page, preview: back })
    }),

    step(paths.adminCoursePublication, publishCourse, published),
    step(paths.adminCourseRetirement, retireCourse, retired),
    step(paths.adminCourseReturn, bringCourseBack, broughtBack),

    post(paths.adminCourseRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => removeCourse(tx, id, doing(request)))
      if (!result.ok && result.reason === 'not-found') throw new NotFound()
      const next = result.ok ? paths.adminCourses() : paths.adminCourse({ id })
      await redirectWith(stepNotice(result, removed), request, response, next)
    }),
  ]

  function step(
    address: { pattern: string },
    take: (tx: Tx, id: string, doing: Doing) => Promise<{ ok: true } | { ok: false; reason: string }>,
    done: Notice,
  ): Route<Permission> {
    return post(address, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const result = await inTransaction(db, (tx) => take(tx, id, doing(request)))
      if (!result.ok && result.reason === 'not-found') throw new NotFound()
      await redirectWith(stepNotice(result, done), request, response, paths.adminCourse({ id }))
    })
  }

  function doing(request: Request): Doing {
    return { actorId: signedIn(request).id, now: clock() }
  }

  async function choices() {
    return { categories: await listCategories(db), courses: await listTitles(db) }
  }

  async function refuseNew(response: Response, form: Typed): Promise<void> {
    response.status(422).render('catalogue/courses/new-course', newCoursePage(await choices(), form))
  }

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const course = found(await findCourse(db, parameter(request, 'id'), clock()))
    const details = courseDetails(course)
    const shown = {
      ...(await choices()),
      log: await listCoProduction(db, course.id),
      history: await listHistory(db, { kind: 'course', id: course.id }),
      editing: editing ?? { form: typedFrom(details), base: details },
    }
    response.status(status).render('catalogue/courses/course', coursePage(course, shown, config))
  }
}
