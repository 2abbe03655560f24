import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { dayOf } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { listVenues } from '../../scheduling/venues/queries.ts'
import type { Deps } from '../../web/deps.ts'
import { readForm } from '../../web/form.ts'
import { nothingTyped } from '../../web/form-page.ts'
import { get, type Route } from '../../web/route.ts'
import { sheetsForm } from './forms.ts'
import { daysFrom, sheetsPage } from './pages.ts'
import { listSheetNames, listSheets } from './queries.ts'

/** The sign-in sheets of a day or of seven, in one print: for one site, or for all. */
export function sheetRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminSheets, 'run-the-college', async (request, response) => {
      const at = { now: clock(), timeZone }
      const typed = typedIn(request)
      const form = readForm(sheetsForm, { ...typed, day: typed.day ?? dayOf(at.now, timeZone) })
      const [sheets, venues] = await Promise.all([form.ok ? asked(form.values) : [], listVenues(db, at.now)])
      const names = await listSheetNames(
        db,
        sheets.map(({ id }) => id),
      )
      const sites = venues.filter(({ online }) => !online)
      const page = sheetsPage(
        { sheets, names, venues: sites },
        form.ok ? { ...nothingTyped, typed } : form,
        at,
      )
      response.status(form.ok ? 200 : 422).render('registers/paper/sheets', page)
    }),
  ]

  function asked({ day, days, venue }: { day: string; days: string; venue?: string | undefined }) {
    return listSheets(db, { ...daysFrom(day, Number(days), timeZone), venue }, timeZone)
  }
}

function typedIn({ query }: Request): Record<string, string> {
  return Object.fromEntries(
    ['day', 'days', 'venue'].flatMap((name) => {
      const value = query[name]
      return typeof value === 'string' ? [[name, value.trim()]] : []
    }),
  )
}
