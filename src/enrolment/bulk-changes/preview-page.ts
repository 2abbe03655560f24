import { addressWith } from '../../lib/path.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, listed } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { DateInScope } from '../../scheduling/bulk-changes/queries.ts'
import type { FieldError } from '../../web/form.ts'
import { withErrors } from '../../web/form-page.ts'
import { shortWhenOf, whereOf } from '../dates.ts'
import {
  askFirstWords,
  leftOutWords,
  linklessWords,
  staysOffInWords,
  wholeRunsInWords,
} from './count-words.ts'
import { isAsItIs, obstacleInWords, warningInWords } from './hint-words.ts'
import type { Looked, LookedDate } from './look.ts'
import type { Concerned } from './queries.ts'
import { seenIn, wayTo, type Way } from './rules.ts'

export interface Preview {
  /** Of the change to be. */
  id: string
  title: string
  looked: Looked
  /** What was chosen, to be sent again with the button. */
  wish: Record<string, string>
  /** One link for several runs was said to be meant. */
  oneLink: boolean
  errors: FieldError[]
  /** What others did since it was last shown. */
  meanwhile: string[]
}

/** What would happen: each date before and after, what is in its way, and who will be told how. */
export function previewPage({ id, title, looked, wish, oneLink, errors, meanwhile }: Preview, at: Moment) {
  const { dates, people, wholeRuns } = looked
  const chosen = dates.filter((date) => date.chosen)
  const runs = groupByRun(dates)
  const form = withErrors({ typed: {}, errors })
  return {
    title: 'Before it happens',
    what: title,
    change: { href: againHref(wish), text: 'Choose something else' },
    action: paths.adminBulkChanges(),
    hidden: Object.entries({
      ...wish,
      id,
      seen: seenIn(dates.map(({ was }) => was)),
    }).map(([name, value]) => ({ name, value })),
    count: `${counted(chosen.length, 'date')} of ${counted(groupByRun(chosen).length, 'run')}`,
    wholeRuns: wholeRunsInWords(wholeRuns.length),
    staysOff: staysOffInWords(looked.staysOff),
    leftOut: leftOutWords(dates),
    askFirst: askFirstWords(chosen),
    linkless: linklessWords(chosen),
    runs: runs.map((run, index) => {
      // A mistake about the dates leads to the first of them.
      const open = runs.length <= 5 || (index === 0 && form.error.dates !== undefined)
      return runOf(run, wholeRuns, open, at)
    }),
    oneLink: looked.oneLink > 1 ? { ...oneLinkWords(looked.oneLink, wish), checked: oneLink } : undefined,
    nothing: dates.length === 0,
    ...peopleData(people),
    ...buttonFor(chosen, people),
    meanwhile,
    ...form,
    errors: form.errors.map((error) =>
      error.href === '#dates' ? { ...error, href: `#date-${runs[0]?.[0]?.was.id ?? ''}` } : error,
    ),
  }
}

/** The form as it was filled in; without the link, which is for people with a place only. */
function againHref(wish: Record<string, string>): string {
  const plain = Object.entries(wish).filter(([field, value]) => field !== 'join_link' && value !== '')
  return addressWith(paths.adminBulkChangeNew(), Object.fromEntries(plain))
}

function oneLinkWords(runs: number, { join_link: link = '' }: Record<string, string>) {
  return {
    link,
    words: `The people of ${runs} runs would all get the same link, and could walk into each other’s class.`,
  }
}

function groupByRun(dates: LookedDate[]): LookedDate[][] {
  const runs = new Map<string, LookedDate[]>()
  for (const date of dates) {
    const known = runs.get(date.was.run_id)
    if (known === undefined) runs.set(date.was.run_id, [date])
    else known.push(date)
  }
  return [...runs.values()]
}

function runOf(dates: LookedDate[], wholeRuns: string[], open: boolean, at: Moment) {
  const { title = '', run_status: status, run_id: id = '' } = dates[0]?.was ?? {}
  const needsLook = dates.some(
    ({ obstacles, warnings }) => (obstacles.length > 0 && !isAsItIs(obstacles)) || warnings.length > 0,
  )
  return {
    title,
    draft: status === 'draft',
    whole: wholeRuns.includes(id),
    count: counted(dates.length, 'date'),
    open: open || needsLook,
    dates: dates.map((date) => dateRow(date, at)),
  }
}

function dateRow({ was, is, chosen, obstacles, warnings }: LookedDate, at: Moment) {
  const hints = [...obstacles.map((one) => obstacleInWords(one, at)), ...warnings.map(warningInWords)]
  return {
    id: was.id,
    checked: chosen,
    before: shortWhenOf(was, at),
    beforeWhere: whereOf(was),
    ...(isAsItIs(obstacles) ? asItIs : afterOf(was, is, at)),
    hints,
    blocked: obstacles.length > 0 && !isAsItIs(obstacles),
  }
}

const asItIs = { after: 'stays as it is' }

function afterOf(was: DateInScope, is: DateInScope | undefined, at: Moment) {
  if (is === undefined) return { after: 'cannot be' }
  if (is.status === 'cancelled') return { after: 'called off' }
  const [when, where] = [shortWhenOf(is, at), whereOf(is)]
  const parts = [
    ...(was.status === 'cancelled' ? ['back on'] : []),
    ...(when === shortWhenOf(was, at) ? [] : [when]),
    ...(where === whereOf(was) ? [] : [where]),
    ...(is.join_link === was.join_link || is.join_link === null ? [] : [`link: ${is.join_link}`]),
  ]
  return parts.length === 0 ? asItIs : { after: parts.join(', ') }
}

const wayWords: Record<Way, string> = {
  email: 'by email',
  text: 'by text message',
  phone: 'by telephone',
  post: 'by letter',
}
export const waysInOrder: Way[] = ['email', 'text', 'phone', 'post']

/** Each person once, under how they are told. */
function peopleData(people: Concerned[]) {
  const byPerson = new Map<string, Concerned[]>()
  for (const one of people) byPerson.set(one.person_id, [...(byPerson.get(one.person_id) ?? []), one])
  const ways = waysInOrder.flatMap((way) => {
    const told = [...byPerson.values()].filter(([one]) => one !== undefined && wayTo(one) === way)
    return told.length === 0 ? [] : [{ way: `${told.length} ${wayWords[way]}`, people: told.map(lineOf) }]
  })
  return {
    ways,
    told: byPerson.size,
    peopleCount: counted(byPerson.size, 'person', 'people'),
    byHand: ways.length > 0 && [...byPerson.values()].some(([one]) => one && wayTo(one) !== 'email'),
    hoping: counted(
      new Set(people.filter(isHoping).map(({ person_id }) => person_id)).size,
      'person waits',
      'people wait',
    ),
    someHope: people.some(isHoping),
  }
}

function buttonFor(chosen: LookedDate[], people: Concerned[]) {
  if (people.length > 0) return { button: 'Do it, and tell everybody' }
  const drafts = chosen.length > 0 && chosen.every(({ was }) => was.run_status === 'draft')
  const why = drafts ? 'Only the office sees these drafts' : 'Nobody has a place, waits or teaches there'
  return { button: 'Do it', nobody: `${why}, so nobody has to be told.` }
}

const isHoping = ({ part }: Concerned) => part !== 'confirmed' && part !== 'trainer'

const partWords: Partial<Record<Concerned['part'], string>> = {
  trainer: 'teaches it',
  waiting: 'waits',
  offered: 'was offered a place',
  requested: 'asked for a place',
}

/** `Amal: Sleep well (waits) and Walking` */
function lineOf(parts: Concerned[]): string {
  const courses = parts.map(({ title, part }) => {
    const words = partWords[part]
    return words === undefined ? title : `${title} (${words})`
  })
  return `${parts[0]?.name ?? ''}: ${listed([...new Set(courses)])}`
}

/** What others did since the preview was shown, each a sentence. */
export function meanwhileInWords(
  looked: Looked,
  { changed, added, gone }: { changed: string[]; added: string[]; gone: number },
  at: Moment,
): string[] {
  const named = (ids: string[]) =>
    looked.dates
      .filter(({ was }) => ids.includes(was.id))
      .map(({ was }) => `${was.title}, ${shortWhenOf(was, at)}, ${whereOf(was)}`)
  return [
    ...named(changed).map((date) => `Somebody changed a date meanwhile. It is now: ${date}.`),
    ...named(added).map((date) => `This date is new: ${date}.`),
    ...(gone === 0
      ? []
      : [
          `${counted(gone, 'date is', 'dates are')} no longer among these: called off, begun or moved elsewhere.`,
        ]),
  ]
}
