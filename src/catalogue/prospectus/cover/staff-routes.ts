import type { Request, Response } from 'express'
import type { Permission } from '../../../accounts/rules.ts'
import { inTransaction } from '../../../database/transaction.ts'
import { answerEdits } from '../../../editing/edit-form.ts'
import { savedNotice } from '../../../editing/notices.ts'
import { type Editing, typedFrom } from '../../../editing/pages.ts'
import { listHistory } from '../../../editing/queries.ts'
import { paths } from '../../../paths.ts'
import type { Deps } from '../../../web/deps.ts'
import { get, postFiles, type Route } from '../../../web/route.ts'
import { redirectWith } from '../../../web/session.ts'
import { signedIn } from '../../../web/signed-in.ts'
import { filesOf } from '../../../web/uploads.ts'
import { pictureUpload, refusePicture, takePicture } from '../../pictures/picture-field.ts'
import { changeCover } from './change-cover.ts'
import { coverForm } from './forms.ts'
import { coverPage } from './pages.ts'
import { findCover } from './queries.ts'
import { firstCover } from './rules.ts'

const refused = [
  {
    constraint: 'prospectus_cover_picture_id_fkey',
    field: 'file',
    message: 'The picture is not kept any more. Choose it again',
  },
]

/** What the college says on its prospectus, and in which colours. */
export function coverRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminProspectusCover, 'run-the-college', async (_request, response) => {
      await show(response, 200)
    }),

    postFiles(paths.adminProspectusCover, 'run-the-college', pictureUpload, async (request, response) => {
      const { body, fault } = await takePicture(db, request.body, filesOf(request, ['file']), clock())
      const current = (await findCover(db))?.cover ?? firstCover
      const answer = await answerEdits(body, { schema: coverForm, current, refused }, (edits) => {
        refusePicture(fault)
        return inTransaction(db, (tx) => changeCover(tx, edits, doing(request)))
      })
      if (!answer.ok) return show(response, answer.status, answer.editing)
      const notice = savedNotice('The cover', answer.byOthers)
      await redirectWith(notice, request, response, paths.adminProspectus())
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  async function show(response: Response, status: number, editing?: Editing) {
    const found = await findCover(db)
    const details = found?.cover ?? firstCover
    const history =
      found === undefined ? [] : await listHistory(db, { kind: 'prospectus-cover', id: found.id })
    const shown = { editing: editing ?? { form: typedFrom(details), base: details }, history }
    response.status(status).render('catalogue/prospectus/cover', coverPage(shown, config))
  }
}
