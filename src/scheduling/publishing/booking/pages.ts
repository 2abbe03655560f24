import { byName } from '../../../lib/name-order.ts'
import { counted, momentInWords } from '../../../lib/words.ts'
import { paths } from '../../../paths.ts'
import { type Typed, withErrors } from '../../../web/form-page.ts'
import { grouped } from '../../import/grouped.ts'
import { groupLabels, modeWords } from '../../runs/pages.ts'
import type { RunRow } from '../../runs/queries.ts'
import type { Where } from '../look-at-drafts.ts'
import { nameOf } from '../../run-names.ts'
import { addressesOf, nameOfWhere } from '../pages.ts'
import { type BookingChanged, markOf } from './change-booking.ts'

type Answers = [string, string][]
const asIs: Answers[number] = ['as-is', 'As it is said of each']
const openings: Answers = [
  asIs,
  ['published', 'When it is published'],
  ['moment', 'On a day and at a time, below'],
]
const closings: Answers = [asIs, ['begins', 'Until it begins'], ['moment', 'Until a day and a time, below']]
const firsts: Answers = [asIs, ['nobody', 'For nobody: everybody at once'], ['some', 'For some, below']]
const modes: Answers = [
  asIs,
  ...Object.entries(modeWords).map(([value, { text }]): Answers[number] => [value, text]),
]

/** As somebody left it, with what was in the way. */
export interface BookingShown {
  form: Typed
  refused: Exclude<BookingChanged, { ok: true }> | undefined
}

/** When people can enrol, said of all drafts there at once. */
export function bookingPage(where: Where, runs: RunRow[], timeZone: string, { form, refused }: BookingShown) {
  const { publication, booking } = addressesOf(where)
  const { typed } = form
  const options = (name: string, words: Answers) =>
    words.map(([value, text]) => ({ value, text, checked: (typed[name] ?? 'as-is') === value }))
  const chosen = (typed.priority_for ?? '').split('\n')
  return {
    title: `When people can enrol: ${nameOfWhere(where)}`,
    back: { href: publication, text: 'Publish what is ready' },
    action: booking,
    count: counted(runs.length, 'draft'),
    nothing: runs.length === 0,
    shown: runs.map((run) => `${run.id}.${markOf(run, timeZone)}`).join(' '),
    now: nowRows(runs, timeZone),
    openings: options('opening', openings),
    closings: options('closing', closings),
    firsts: options('first', firsts),
    groups: Object.entries(groupLabels).map(([value, text]) => ({
      value,
      text,
      checked: chosen.includes(value),
    })),
    modes: options('waiting_list_mode', modes),
    wrong: refused?.reason === 'contradictions' ? refused.wrong.map(wrongRow) : undefined,
    news: refused?.reason === 'otherwise' ? refused.runs.map(({ title }) => title) : undefined,
    ...withErrors(form),
  }
}

type Wrong = Extract<BookingChanged, { reason: 'contradictions' }>['wrong'][number]

function wrongRow({ run, contradiction }: Wrong) {
  const title = nameOf(run)
  return { title, why: `${contradiction.message}.`, href: paths.adminRunDetails({ id: run.id }) }
}

/** More than these are counted together. */
const mostKinds = 4

/** What is said of them now, the most frequent first. */
function nowRows(runs: RunRow[], timeZone: string) {
  const at = (moment: Date | null, without: string) =>
    moment === null ? without : momentInWords(moment, timeZone)
  const row = (key: string, words: (run: RunRow) => string) => {
    const kinds = [...grouped(runs, words)].sort(
      ([one, some], [other, others]) => others.length - some.length || byName(one, other),
    )
    const rest = kinds.slice(mostKinds).reduce((sum, [, its]) => sum + its.length, 0)
    const lines = kinds.slice(0, mostKinds).map(([what, its]) => `${what}: ${counted(its.length, 'run')}`)
    return { key, lines: rest === 0 ? lines : [...lines, `At other moments: ${counted(rest, 'run')}`] }
  }
  return [
    row('Opens', ({ enrolment_opens_at: moment }) => at(moment, 'When it is published')),
    row('Closes', ({ enrolment_closes_at: moment }) => at(moment, 'When it begins')),
    row('Opens first for some', ({ priority_opens_at: moment }) => at(moment, 'For nobody')),
    row('When a place comes free', ({ waiting_list_mode: mode }) => modeWords[mode].text),
  ]
}
