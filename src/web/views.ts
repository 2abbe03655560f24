import path from 'node:path'
import { create, type ExpressHandlebars } from 'express-handlebars'
import type { Express } from 'express'

export const viewsFolder = path.join(import.meta.dirname, '../../views')

/** The one template engine, for pages and for mails. Templates decide nothing: they have no helpers of ours. */
export function templates(): ExpressHandlebars {
  return create({
    extname: '.hbs',
    defaultLayout: 'main',
    // A partial inside indented markup must not indent what a person typed on their second line.
    compilerOptions: { preventIndent: true },
    layoutsDir: path.join(viewsFolder, 'layouts'),
    partialsDir: path.join(viewsFolder, 'partials'),
  })
}

export function useViews(app: Express): void {
  app.engine('.hbs', templates().engine)
  app.set('view engine', '.hbs')
  app.set('views', viewsFolder)
  // Compiled once: a template changed on disk needs a restart, and a page needs a sixth of the time.
  app.set('view cache', true)
}
