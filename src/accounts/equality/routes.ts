import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { get, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { answerQuestions, findOwnChoices, removeAnswers } from './answer-questions.ts'
import { answersForm, fieldOf } from './forms.ts'
import { equalityPage } from './pages.ts'
import { listQuestions } from './queries.ts'

/** The equality questions as a person answers them: all optional, and kept apart from who they are. */
export function equalityRoutes({ db, secret, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.equality, 'use-own-account', async (request, response) => {
      const questions = await listQuestions(db)
      const choices = await findOwnChoices(db, { secret, personId: signedIn(request).id }, questions)
      response.render('accounts/equality/questions', equalityPage(questions, choices))
    }),

    post(paths.equality, 'use-own-account', async (request, response) => {
      const questions = await listQuestions(db)
      const form = readForm(answersForm(questions), request.body)
      const values = form.ok ? form.values : {}
      const choices = Object.fromEntries(questions.map(({ id }) => [id, values[fieldOf(id)]]))
      const of = { secret, personId: signedIn(request).id }
      await inTransaction(db, (tx) =>
        answerQuestions(tx, of, { questions, choices }, { now: clock(), timeZone: config.timeZone }),
      )
      await redirectWith(answered, request, response, paths.aboutMe())
    }),

    post(paths.equalityRemoval, 'use-own-account', async (request, response) => {
      await inTransaction(db, (tx) => removeAnswers(tx, secret, signedIn(request).id))
      await redirectWith(removed, request, response, paths.equality())
    }),
  ]
}

const answered: Notice = {
  kind: 'success',
  title: 'Thank you',
  text: 'Your answers are kept apart from your name. You can change them at any time.',
}
const removed: Notice = { kind: 'success', title: 'Your answers are taken out' }
