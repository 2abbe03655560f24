// The booking rules of a run on paper: in the words of its page, and in short sentences for easy read.
import { momentInWords } from '../../lib/words.ts'
import { bookingRules, firstFor, groupsInWords, opensInTwoSteps } from '../booking-words.ts'
import type { ListedRun } from '../listing.ts'
import type { CourseWords } from './model.ts'

type Needs = CourseWords['needs']

/** Whom it is for and how many courses a term allows stand elsewhere in a prospectus. */
export function rulesInWords(run: ListedRun, needs: Needs, timeZone: string): string[] {
  const facts = { ...run, audienceConfirmed: false, term: null, needs, dates: datesOf(run) }
  // Paper is read for months: how many are over changes by the week.
  const lines = bookingRules({ ...facts, over: 0 })
  return [
    ...lines.map(({ text, links = [] }) =>
      links.length === 0 ? text : `${text} ${links.map((link) => link.text).join(', ')}.`,
    ),
    ...opening(run, timeZone),
  ]
}

function opening({ open }: ListedRun, timeZone: string): string[] {
  if (open.ok) return []
  if (open.reason === 'first-for-others') return [firstFor(open, timeZone)]
  if (open.reason !== 'not-open-yet') return []
  const { first, opensAt } = open
  return [
    first === undefined
      ? `Enrolment opens on ${momentInWords(opensAt, timeZone)}.`
      : opensInTwoSteps(first, opensAt, timeZone),
  ]
}

/** One idea in each. */
export function rulesInShort(run: ListedRun, needs: Needs, timeZone: string): string[] {
  if (run.dropIn) return ['You do not need to book.', 'You just come.']
  return [
    ...needs.map(({ title }) => `Please do this course first: ${title}.`),
    ...(run.firstSessionNeeded && datesOf(run) > 1 ? ['Please come to the first class.'] : []),
    ...howMany(run),
    ...openingInShort(run, timeZone),
  ]
}

function howMany(run: ListedRun): string[] {
  const [needed, dates] = [run.sessionsNeeded, datesOf(run)]
  if (needed === null || dates < 2) return []
  const most = needed >= dates ? `all ${dates} classes` : `at least ${needed} of the ${dates} classes`
  return [`Please come to ${most}.`, 'If you cannot, tell us.']
}

function openingInShort({ open }: ListedRun, timeZone: string): string[] {
  if (open.ok || (open.reason !== 'not-open-yet' && open.reason !== 'first-for-others')) return []
  const everybody = momentInWords(open.opensAt, timeZone)
  if (open.reason === 'first-for-others')
    return [`It is first for: ${groupsInWords(open.whom)}.`, `Everybody can enrol from ${everybody}.`]
  if (open.first === undefined) return [`You can enrol from ${everybody}.`]
  const { opensAt, whom } = open.first
  return [
    `It is first for: ${groupsInWords(whom)}.`,
    `They can enrol from ${momentInWords(opensAt, timeZone)}.`,
    `Everybody can enrol from ${everybody}.`,
  ]
}

/** Those that are over count too: what is asked for is asked of all of them. */
function datesOf({ sessions }: ListedRun): number {
  return sessions.filter(({ status }) => status === 'planned').length
}
