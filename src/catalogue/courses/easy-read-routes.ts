import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { answerEdits } from '../../editing/edit-form.ts'
import { savedNotice } from '../../editing/notices.ts'
import { type Editing, typedFrom } from '../../editing/pages.ts'
import { listHistory } from '../../editing/queries.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, postFiles, type Route } from '../../web/route.ts'
import { redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { filesOf } from '../../web/uploads.ts'
import { pictureUpload, refusePicture, takePicture } from '../pictures/picture-field.ts'
import { changeEasyRead, easyReadDetails } from './change-easy-read.ts'
import { easyReadForm } from './easy-read-form.ts'
import { easyReadPage } from './easy-read-page.ts'
import { findEasyRead } from './easy-read-queries.ts'

const refused = [
  {
    constraint: 'course_picture_id_fkey',
    field: 'file',
    message: 'The picture is not kept any more. Choose it again',
  },
]

/** What a course says in easy read, and its picture. */
export function easyReadRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminCourseEasyRead, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    postFiles(paths.adminCourseEasyRead, 'run-the-college', pictureUpload, async (request, response) => {
      const id = parameter(request, 'id')
      const course = found(await findEasyRead(db, id))
      const { body, fault } = await takePicture(db, request.body, filesOf(request, ['file']), clock())
      const thing = { schema: easyReadForm, current: easyReadDetails(course), refused }
      const answer = await answerEdits(body, thing, (edits) => {
        refusePicture(fault)
        const doing = { actorId: signedIn(request).id, now: clock() }
        return inTransaction(db, (tx) => changeEasyRead(tx, id, edits, doing))
      })
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      const notice = savedNotice(course.title, answer.byOthers)
      await redirectWith(notice, request, response, paths.adminCourse({ id }))
    }),
  ]

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const course = found(await findEasyRead(db, parameter(request, 'id')))
    const details = easyReadDetails(course)
    const shown = {
      editing: editing ?? { form: typedFrom(details), base: details },
      history: await listHistory(db, { kind: 'course', id: course.id }),
    }
    response.status(status).render('catalogue/courses/easy-read', easyReadPage(course, shown, config))
  }
}
