import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { slugOf } from '../../lib/slug.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { found } from '../../web/problems.ts'
import { get, type Route } from '../../web/route.ts'
import { findProspectus } from './find-prospectus.ts'
import { type Print, readPrint } from './forms.ts'
import type { Prospectus } from './model.ts'
import { prospectusPage } from './pages.ts'
import { printed, printMark } from './press.ts'

/** The prospectus, as a page and as a PDF: the two are made from one description. */
export function prospectusRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  return [
    get(paths.prospectus, 'anyone', async (request, response) => {
      const print = asked(request)
      response.render('catalogue/prospectus/prospectus', prospectusPage(await read(print), print))
    }),

    get(paths.prospectusPdf, 'anyone', async (request, response) => {
      const print = asked(request)
      const prospectus = await read(print)
      response.set({ 'Cache-Control': 'no-cache', ETag: `"${printMark(prospectus, print.form)}"` })
      if (request.fresh) {
        response.status(304).end()
        return
      }
      const bytes = await printed(db, prospectus, print.form)
      response.attachment(fileName(prospectus, print)).type('application/pdf').send(bytes)
    }),
  ]

  function asked(request: Request): Print {
    return found(readPrint(new URL(request.originalUrl, config.baseUrl).searchParams))
  }

  async function read(print: Print): Promise<Prospectus> {
    const moment = { now: clock(), timeZone: config.timeZone }
    return found(await findProspectus(db, print, { config, moment }))
  }
}

/** `prospectus-autumn-2026-library-large-print.pdf` */
function fileName({ part }: Prospectus, { form }: Print): string {
  const names = ['prospectus', part, form === 'standard' ? '' : form].filter(Boolean)
  return `${slugOf(names.join(' '))}.pdf`
}
