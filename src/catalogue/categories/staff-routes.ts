import type { Request, Response } from 'express'
import type { Permission } from '../../accounts/rules.ts'
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
import { addCategory, changeCategory, moveCategoryUp, removeCategory } from './change-category.ts'
import { categoryForm } from './forms.ts'
import { categoriesPage, categoryPage, newCategoryPage } from './pages.ts'
import { findCategory, listCategories } from './queries.ts'

const nameTaken = {
  field: 'name',
  message: 'There is a category of this name already. Choose another name',
}

const refused = [
  { constraint: 'category_name_key', ...nameTaken },
  // Two of them that are added at one moment were given one address.
  { constraint: 'category_slug_key', ...nameTaken },
]

/** Categories: the chapters of the prospectus. */
export function categoryRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.adminCategories, 'run-the-college', async (_request, response) => {
      response.render('catalogue/categories/categories', categoriesPage(await listCategories(db)))
    }),

    get(paths.adminCategoryNew, 'run-the-college', (_request, response) => {
      response.render('catalogue/categories/category', newCategoryPage())
    }),

    post(paths.adminCategoryNew, 'run-the-college', async (request, response) => {
      const form = readForm(categoryForm, request.body)
      if (!form.ok) return refuseNew(response, form)
      const added = await unlessRefused(refused, form.values, () =>
        inTransaction(db, (tx) => addCategory(tx, form.values, doing(request))),
      )
      if (!added.ok) return refuseNew(response, added.form)
      await redirectWith(savedNotice(form.values.name), request, response, paths.adminCategories())
    }),

    get(paths.adminCategory, 'run-the-college', async (request, response) => {
      await show(request, response, 200)
    }),

    post(paths.adminCategory, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const { name } = found(await findCategory(db, id))
      const answer = await answerEdits(
        request.body,
        { schema: categoryForm, current: { name }, refused },
        (edits) => inTransaction(db, (tx) => changeCategory(tx, id, edits, doing(request))),
      )
      if (!answer.ok) return show(request, response, answer.status, answer.editing)
      const notice = savedNotice(answer.typed.name, answer.byOthers)
      await redirectWith(notice, request, response, paths.adminCategories())
    }),

    post(paths.adminCategoryUp, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      if (!(await inTransaction(db, (tx) => moveCategoryUp(tx, id, doing(request))))) throw new NotFound()
      response.redirect(303, paths.adminCategories())
    }),

    post(paths.adminCategoryRemoval, 'run-the-college', async (request, response) => {
      const id = parameter(request, 'id')
      const removed = await inTransaction(db, (tx) => removeCategory(tx, id, doing(request)))
      if (removed.ok) return redirectWith(gone, request, response, paths.adminCategories())
      if (removed.reason === 'not-found') throw new NotFound()
      await redirectWith(hasCourses, request, response, paths.adminCategory({ id }))
    }),
  ]

  function doing(request: Request) {
    return { actorId: signedIn(request).id, now: clock() }
  }

  function refuseNew(response: Response, form: Typed): void {
    response.status(422).render('catalogue/categories/category', newCategoryPage(form))
  }

  async function show(request: Request, response: Response, status: number, editing?: Editing) {
    const category = found(await findCategory(db, parameter(request, 'id')))
    const base = { name: category.name }
    const shown = {
      history: await listHistory(db, { kind: 'category', id: category.id }),
      editing: editing ?? { form: typedFrom(base), base },
    }
    response.status(status).render('catalogue/categories/category', categoryPage(category, shown, config))
  }
}

const gone: Notice = { kind: 'success', title: 'The category is removed' }
const hasCourses: Notice = {
  kind: 'information',
  title: 'Courses are in this category',
  text: 'Nothing was changed. Put them in another category first.',
}
