import { counted, dayInWords, listed, timesInWords } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import { nothingTyped, type Typed } from '../../../web/form-page.ts'
import { groupsOf } from '../suitability/options.ts'
import { isSuitable } from '../suitability/rules.ts'
import type { DateToSeeTo, Lacking } from './find-lacking.ts'
import type { Cover } from './queries.ts'

const mostNames = 3
const expertiseWords = { lived: 'peer trainer', professional: 'professional trainer' }

/** A date to see to, with everything that can be done about it. `back`: the page it stands on. */
export function dateToSeeTo(
  { date, candidates }: DateToSeeTo,
  { timeZone, back, form = nothingTyped }: { timeZone: string; back: 'run' | 'trainer'; form?: Typed },
) {
  const { session_id: id, person_id: awayId } = date
  const own = form.typed.away === awayId ? form : nothingTyped
  const best = candidates.find(isSuitable)
  return {
    when: dayInWords(date.starts_at, timeZone),
    hours: timesInWords(date.starts_at, date.ends_at, timeZone),
    title: date.title,
    where: date.venue,
    runHref: paths.adminRunTrainers({ id: date.run_id }),
    name: date.name,
    lacks: lacksInWords(date),
    broken: date.is_away && date.breaks_pair && date.published,
    action: paths.adminReplacement({ id }),
    away: awayId,
    seen: String(date.starts_at.getTime()),
    back,
    fieldId: `comes-${id}-${awayId}`,
    groups: groupsOf(candidates, timeZone, own.typed.comes ?? best?.id),
    nobody: best === undefined,
    suitable: namesInWords(candidates),
    error: own.errors.find(({ field }) => field === 'comes')?.message,
    dateHref: paths.adminSession({ id }),
  }
}

/** What is said when a page does not show all of them. */
export function laterInWords({ all, shown }: Lacking): string | undefined {
  if (all.length === shown.length) return undefined
  return `Here are the next ${shown.length}. The others follow as you see to these.`
}

/** `Cleo, Dev and 3 others`: a phone shows one line of a list that is closed. */
function namesInWords(candidates: DateToSeeTo['candidates']): string {
  const names = candidates.filter(isSuitable).map(({ name }) => name)
  const more = names.length - mostNames
  return listed(more > 1 ? [...names.slice(0, mostNames), counted(more, 'other')] : names)
}

/** Of somebody who is away; or of somebody who comes, what it would be like without them. */
function lacksInWords({ expertise, is_away, breaks_pair, published }: DateToSeeTo['date']): string {
  const kind = expertiseWords[expertise]
  if (!breaks_pair) return `Another ${kind} is there.`
  const missing = is_away ? `No ${kind} is there then.` : `Without them no ${kind} is there.`
  return published ? `${missing} Everybody with a place was promised two trainers.` : missing
}

/** Single dates that somebody of the team does not come to, as it was decided. */
export function coversDecided(
  covers: Cover[],
  sessions: { id: string; starts_at: Date; ends_at: Date }[],
  { now, timeZone }: { now: Date; timeZone: string },
) {
  return covers.flatMap((cover) => {
    const session = sessions.find(({ id }) => id === cover.session_id)
    if (session === undefined || session.ends_at <= now) return []
    const when = dayInWords(session.starts_at, timeZone)
    const who =
      cover.cover === null ? `goes ahead without ${cover.away}` : `${cover.cover} in place of ${cover.away}`
    return [
      {
        at: session.starts_at.getTime(),
        title: `${when}: ${who}`,
        away: cover.away_id,
        afterAll: `${cover.away} comes after all`,
        action: paths.adminReplacementEnd({ id: session.id }),
      },
    ]
  })
}

/** One date, and everybody who is down for it: who comes in their place. */
export function replacementPage(
  date: { title: string; run_id: string },
  dates: DateToSeeTo[],
  { timeZone, form, back }: { timeZone: string; form: Typed; back: 'run' | 'trainer' },
) {
  const cards = dates.map((one) => dateToSeeTo(one, { timeZone, back, form }))
  const error = form.errors[0]
  const field = cards.find((card) => card.away === form.typed.away)?.fieldId ?? 'main'
  return {
    title: `Who gives this date of ${date.title}?`,
    back: { href: paths.adminRunTrainers({ id: date.run_id }), text: `Trainers of ${date.title}` },
    dates: cards,
    errors: error === undefined ? [] : [{ href: `#${field}`, text: error.message }],
  }
}
