import { z } from 'zod'
import { findCard } from '../../accounts/people/queries.ts'
import type { Permission } from '../../accounts/rules.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest, found } from '../../web/problems.ts'
import { parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import { takeOutDoneBefore } from './note-done-before.ts'

const doneBeforeForm = z.object({ course: z.uuid() })

/** What somebody did before or elsewhere is noted where they are enrolled; here it is taken out again. */
export function doneBeforeRoutes({ db, clock }: Deps): Route<Permission>[] {
  return [
    post(paths.adminPersonDoneBeforeRemoval, 'run-the-college', async (request, response) => {
      const { id: personId } = found(await findCard(db, parameter(request, 'id')))
      const form = readForm(doneBeforeForm, request.body)
      if (!form.ok) throw new BadRequest()
      const note = { personId, courseId: form.values.course }
      const doing = { actorId: signedIn(request).id, now: clock() }
      await inTransaction(db, (tx) => takeOutDoneBefore(tx, note, doing))
      await redirectWith(takenOut, request, response, paths.adminPerson({ id: personId }))
    }),
  ]
}

const takenOut: Notice = {
  kind: 'success',
  title: 'The note is taken out',
  text: 'What they have a place on already stays theirs.',
}
