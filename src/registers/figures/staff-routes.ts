import { Temporal } from 'temporal-polyfill'
import type { Request } from 'express'
import type { Permission } from '../../accounts/rules.ts'
import { csvRow } from '../../lib/csv.ts'
import { instantOf } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { listTerms } from '../../scheduling/terms/queries.ts'
import { sendCsv } from '../../web/attachments.ts'
import type { Deps } from '../../web/deps.ts'
import { nothingTyped } from '../../web/form-page.ts'
import { readForm } from '../../web/form.ts'
import { BadRequest } from '../../web/problems.ts'
import { get, type Route } from '../../web/route.ts'
import { signedIn } from '../../web/signed-in.ts'
import { type FiguresChoice, figuresForm, groupingForm } from './forms.ts'
import { figureCells, figureHeadings, figuresPage } from './pages.ts'
import { type Chosen, countOthers, listChoices, listFigures } from './queries.ts'
import { countedFrom } from './rules.ts'

/** How many come, and how it is said when they cannot: counts of whole classes, and nobody's name. */
export function figureRoutes({ db, clock, config }: Deps): Route<Permission>[] {
  const { timeZone } = config
  return [
    get(paths.adminFigures, 'audit', async (request, response) => {
      const at = { now: clock(), timeZone, countedFrom: countedFrom(knowsThePeople(request)) }
      const form = readForm(figuresForm, request.query)
      const filter = form.ok ? chosenOf(form.values) : {}
      const [figures, others, terms, choices] = await Promise.all([
        form.ok ? listFigures(db, filter, at) : [],
        countOthers(db, filter, at),
        listTerms(db),
        listChoices(db),
      ])
      const typed = typedIn(request)
      const rows = { figures, others, terms, ...choices, chosen: typed, hidesSmall: !knowsThePeople(request) }
      const page = figuresPage(rows, at, form.ok ? { ...nothingTyped, typed } : form)
      response.status(form.ok ? 200 : 422).render('registers/figures/figures', page)
    }),

    get(paths.adminFiguresFile, 'audit', async (request, response) => {
      const at = { now: clock(), timeZone, countedFrom: countedFrom(knowsThePeople(request)) }
      const grouping = readForm(groupingForm, request.query)
      const form = readForm(figuresForm, request.query)
      if (!grouping.ok || !form.ok) throw new BadRequest()
      const figures = await listFigures(db, chosenOf(form.values), at)
      const own = figures.filter(({ by }) => by === grouping.values.by)
      const lines = own.map((figure) => csvRow(figureCells(figure, at)))
      const name = `attendance-by-${grouping.values.by}.csv`
      sendCsv(response, name, csvRow(figureHeadings) + lines.join(''))
    }),
  ]

  /** Both days are part of it. */
  function chosenOf({ from, until, ...rest }: FiguresChoice): Chosen {
    const midnight = (day: string, plus: number) =>
      instantOf(Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(timeZone))
    return {
      ...rest,
      from: from === undefined ? undefined : midnight(from, 0),
      until: until === undefined ? undefined : midnight(until, 1),
    }
  }
}

/** Whoever runs the college has the registers themselves. */
function knowsThePeople(request: Request): boolean {
  return signedIn(request).roles.includes('administrator')
}

const filters = ['term', 'venue', 'course', 'from', 'until']

function typedIn({ query }: Request): Record<string, string> {
  return Object.fromEntries(
    filters.flatMap((name) => {
      const value = query[name]
      return typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : []
    }),
  )
}
