import type { Moment } from '../../lib/time.ts'
import { counted, momentInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { addressBefore, pageBefore } from '../../web/before.ts'
import { shortWhenOf } from '../dates.ts'
import { staysOffInWords } from './count-words.ts'
import type { ByHand, listDatesOfChange, Report } from './report-queries.ts'
import { type Way, wayTo } from './rules.ts'

type ChangedDate = Awaited<ReturnType<typeof listDatesOfChange>>[number]

/** Past changes, the latest first; `reports`: one more than a page shows, if there are earlier ones. */
export function reportsPage(reports: Report[], before: number | undefined, at: Moment) {
  const numberOf = ({ number }: Report) => number
  const address = (older?: number) => addressBefore(paths.adminBulkChanges(), older)
  const { shown, ...ways } = pageBefore({ rows: reports, before, numberOf, address })
  return {
    title: 'Changes of many dates',
    back: { href: paths.adminPlanner(), text: 'The planner' },
    newHref: paths.adminBulkChangeNew(),
    ...ways,
    rows: shown.map((report) => ({
      title: report.title,
      href: paths.adminBulkChange({ id: report.id }),
      detail: `${madeInWords(report, at)}. ${counted(report.dates, 'date')}.`,
      tags: [tagOf(report)],
    })),
  }
}

function madeInWords({ made_by: by, made_at: at }: Report, { timeZone }: Moment): string {
  return `${by ?? 'Somebody'}, ${momentInWords(at, timeZone)}`
}

function tagOf(report: Report) {
  if (!isOut(report)) return { kind: 'waiting', text: 'On its way' }
  if (report.failed > 0 || report.by_hand > 0) return { kind: 'offered', text: 'Something left to do' }
  if (hadNobody(report)) return { kind: 'ended', text: 'Nobody to tell' }
  return { kind: 'confirmed', text: 'Everybody told' }
}

/** Nothing that goes by itself is still to come. */
function isOut({ runs_untold: untold, queued }: Report): boolean {
  return untold === 0 && queued === 0
}

/** Nobody has a place, waits or teaches there, or nobody knows of it yet. */
function hadNobody(report: Report): boolean {
  const { sent, failed, by_hand, told_by_hand, overtaken } = report
  return isOut(report) && sent + failed + by_hand + told_by_hand + overtaken === 0
}

/** What was changed, how far the telling is, and what is left to do by hand. */
export function reportPage(report: Report, dates: ChangedDate[], calls: ByHand[], at: Moment) {
  const { id, kind, title, reason } = report
  return {
    title: 'How far the telling is',
    back: { href: paths.adminBulkChanges(), text: 'Changes of many dates' },
    what: title,
    made: madeInWords(report, at),
    reason,
    state: tagOf(report),
    progress: progressOf(report),
    againHref: isOut(report) ? undefined : paths.adminBulkChange({ id }),
    figures: hadNobody(report) ? [] : figuresOf(report),
    failedHref: report.failed > 0 ? paths.adminMail() : undefined,
    byHand: byHandRows(id, calls),
    allTold: allToldInWords(report),
    overtaken:
      report.overtaken === 0
        ? undefined
        : `${counted(report.overtaken, 'line')} of the call list ${report.overtaken === 1 ? 'was' : 'were'} overtaken by later news.`,
    datesCount: counted(dates.length, 'date'),
    putBack:
      kind !== 'back' && dates.some((date) => date.became_starts_at > at.now && !isOffForGood(date))
        ? { action: paths.adminBulkChangePreview(), id }
        : undefined,
    staysOff: staysOffInWords(new Set(dates.filter(isOffForGood).map(({ run_id: run }) => run)).size),
    open: dates.length <= 12,
    dates: dates.map((date) => dateRow(date, kind, at)),
  }
}

/** Its run was called off with it. */
function isOffForGood({ cancelled, run_status: status }: ChangedDate): boolean {
  return cancelled && status === 'cancelled'
}

function allToldInWords(report: Report): string | undefined {
  if (hadNobody(report)) return 'Nobody had to be told. Nothing is left to do.'
  const isDone = isOut(report) && report.failed === 0 && report.by_hand === 0
  return isDone ? 'Everybody has been told. Nothing is left to do.' : undefined
}

/** Messages that are out of those there will be: one each for whom nothing is written yet. */
function progressOf({ sent, failed, queued, people_untold: untold, runs, runs_untold }: Report) {
  const [value, max] = [sent + failed, sent + failed + queued + untold]
  if (max === 0) return undefined
  const writing =
    runs_untold === 0
      ? ''
      : ` Those of ${runs_untold === runs ? counted(runs, 'run') : `${runs_untold} of ${counted(runs, 'run')}`} are still being written.`
  const whole =
    value === max ? `All ${counted(max, 'message')} are out.` : `${value} of ${max} messages are out.`
  return { value, max, words: `${whole}${writing}` }
}

function figuresOf({ sent, queued, failed, told_by_hand, by_hand }: Report) {
  return [
    { number: sent, text: 'emails sent', detail: 'with those for calendars' },
    ...(queued > 0 ? [{ number: queued, text: 'on their way', detail: '' }] : []),
    ...(failed > 0 ? [{ number: failed, text: 'could not be delivered', detail: '' }] : []),
    { number: by_hand, text: 'to tell by hand', detail: told_by_hand > 0 ? `${told_by_hand} told` : '' },
  ]
}

function byHandRows(id: string, told: ByHand[]) {
  const calls = told.filter(({ is_open }) => is_open)
  const count = (way: Way) => calls.filter((call) => wayTo(call) === way).length
  const called = new Set(calls.filter((call) => wayTo(call) === 'phone').map(({ person_id }) => person_id))
  const messages = count('phone') > called.size ? `, with ${count('phone')} messages in all` : ''
  return [
    {
      number: count('text'),
      text: (number: number) => `${counted(number, 'text message')} to send`,
      href: paths.adminBulkChangeTexts({ id }),
    },
    {
      number: called.size,
      text: (number: number) => `${counted(number, 'person', 'people')} to call${messages}`,
      href: paths.adminCallList(),
    },
    {
      number: count('post'),
      text: (number: number) => `${counted(number, 'letter')} to print and post`,
      href: paths.adminBulkChangeLetters({ id }),
    },
  ].flatMap(({ number, text, href }) => (number === 0 ? [] : [{ text: text(number), href }]))
}

function dateRow(date: ChangedDate, kind: Report['kind'], at: Moment) {
  const when = (starts_at: Date, ends_at: Date) => shortWhenOf({ starts_at, ends_at, end_assumed: false }, at)
  const [was, is] = [
    when(date.was_starts_at, date.was_ends_at),
    when(date.became_starts_at, date.became_ends_at),
  ]
  const parts = [
    ...(was === is ? [] : [is]),
    ...(date.was_where === date.became_where ? [] : [date.became_where]),
  ]
  return {
    title: date.title,
    href: paths.adminSession({ id: date.session_id }),
    before: `${was}, ${date.was_where}`,
    after: date.cancelled
      ? 'called off'
      : parts.join(', ') || (kind === 'back' ? 'as it was before' : 'with another link'),
  }
}
