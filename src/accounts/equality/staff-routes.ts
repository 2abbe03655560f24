import type { Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { found, NotFound } from '../../web/problems.ts'
import { get, parameter, post, type Route } from '../../web/route.ts'
import { type Notice, redirectWith } from '../../web/session.ts'
import { signedIn } from '../../web/signed-in.ts'
import type { Permission } from '../rules.ts'
import { addQuestion, askEarlier, changeQuestion, retireQuestion } from './change-questions.ts'
import { countedBefore, countsPage } from './counts-page.ts'
import { questionForm } from './forms.ts'
import { questionPage, questionsPage } from './pages.ts'
import { countAnswers, listAllQuestions, listQuestions, listRetiredQuestions } from './queries.ts'

/** The set of equality questions as the college wants it. Nobody sees an answer here, only counts. */
export function equalityStaffRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminEquality, 'run-the-college', async (_request, response) => {
      const page = questionsPage(await listQuestions(db), await listRetiredQuestions(db))
      response.render('accounts/equality/office', page)
    }),

    get(paths.adminEqualityAnswers, 'run-the-college', async (_request, response) => {
      const before = countedBefore({ now: clock(), timeZone: config.timeZone })
      const page = countsPage(await listAllQuestions(db), await countAnswers(db, before))
      response.render('accounts/equality/counts', page)
    }),

    get(paths.adminEqualityNew, 'run-the-college', (_request, response) => {
      response.render('accounts/equality/question', questionPage(undefined))
    }),

    post(paths.adminEqualityNew, 'run-the-college', async (request, response) => {
      const form = readForm(questionForm, request.body)
      if (!form.ok) {
        response.status(422).render('accounts/equality/question', questionPage(undefined, form))
        return
      }
      const by = { actorId: signedIn(request).id, now: clock() }
      await inTransaction(db, (tx) => addQuestion(tx, form.values, by))
      await redirectWith(saved, request, response, paths.adminEquality())
    }),

    get(paths.adminEqualityQuestion, 'run-the-college', async (request, response) => {
      response.render('accounts/equality/question', questionPage(await asked(parameter(request, 'id'))))
    }),

    post(paths.adminEqualityQuestion, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const form = readForm(questionForm, request.body)
      if (!form.ok) {
        response.status(422).render('accounts/equality/question', questionPage(await asked(id), form))
        return
      }
      const by = { actorId: signedIn(request).id, now: clock() }
      await orNotFound((tx) => changeQuestion(tx, id, form.values, by))
      await redirectWith(saved, request, response, paths.adminEquality())
    }),

    post(paths.adminEqualityRetirement, 'run-the-college', async (request, response) => {
      const by = { actorId: signedIn(request).id, now: clock() }
      await orNotFound((tx) => retireQuestion(tx, parameter(request, 'id'), by))
      await redirectWith(retired, request, response, paths.adminEquality())
    }),

    post(paths.adminEqualityEarlier, 'run-the-college', async (request, response) => {
      const by = { actorId: signedIn(request).id, now: clock() }
      await orNotFound((tx) => askEarlier(tx, parameter(request, 'id'), by))
      response.redirect(303, paths.adminEquality())
    }),
  ]

  async function asked(id: string) {
    return found((await listQuestions(db)).find((question) => question.id === id))
  }

  async function orNotFound(work: (tx: Tx) => Promise<boolean>): Promise<void> {
    if (!(await inTransaction(db, work))) throw new NotFound()
  }
}

const saved: Notice = { kind: 'success', title: 'The question is saved' }
const retired: Notice = {
  kind: 'success',
  title: 'The question is asked no more',
  text: 'Answers given before stay, and can still be counted.',
}
