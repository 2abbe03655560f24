import { listed, timeInWords } from '../../lib/words.ts'
import type { Moment } from '../../lib/time.ts'
import { paths } from '../../paths.ts'
import { pairOf, unnamed } from '../course-page.ts'
import type { ListedCourse, ListedRun } from '../listing.ts'
import type { SessionRow, TrainerRow } from '../queries.ts'
import { modeInWords } from '../run-words.ts'
import { dayOf, hoursOf, placeOf, placesOf, shortWhenOf, type When } from '../session-words.ts'
import type { CourseEntry, CourseWords, Meeting, RunEntry } from './model.ts'
import { rulesInShort, rulesInWords } from './run-rules.ts'

export interface About {
  words: CourseWords | undefined
  trainers: Map<string, TrainerRow[]>
  baseUrl: string
}

/** One course as a prospectus says it. */
export function courseEntry(course: ListedCourse, about: About, moment: Moment): CourseEntry {
  const { words, trainers, baseUrl } = about
  return {
    title: course.title,
    anchor: course.slug,
    href: baseUrl + paths.course({ slug: course.slug }),
    summary: course.summary,
    whatToExpect: paragraphsOf(words?.whatToExpect ?? ''),
    whoItIsFor: paragraphsOf(words?.whoItIsFor ?? ''),
    also: course.categories
      .slice(1)
      .map(({ name }) => name)
      .join(', '),
    runs: course.runs.map((run) =>
      runEntry(run, { trainers: trainers.get(run.id) ?? [], needs: words?.needs ?? [] }, moment),
    ),
    easyRead: linesOf(words?.easyRead ?? ''),
    picture: words?.picture,
  }
}

function runEntry(
  run: ListedRun,
  { trainers, needs }: { trainers: TrainerRow[]; needs: CourseWords['needs'] },
  moment: Moment,
): RunEntry {
  return {
    when: allDates(run.coming, moment),
    meetings: run.coming.map((session) => meeting(session, moment)),
    where: placesOfRun(run),
    trainers: pairOf(trainers).map(({ name, role }) =>
      name === unnamed ? `${role} to be announced` : `${name}, ${role.toLowerCase()}`,
    ),
    audience: run.audience,
    rules: rulesInWords(run, needs, moment.timeZone),
    rulesInShort: rulesInShort(run, needs, moment.timeZone),
    dropIn: run.dropIn,
    code: run.code ?? undefined,
  }
}

function meeting(session: SessionRow, moment: Moment): Meeting {
  const { startsAt, endsAt, endAssumed } = session
  return {
    day: dayOf(startsAt, moment),
    hours: hoursOf(session, moment.timeZone),
    starts: timeInWords(startsAt, moment.timeZone),
    ends: endAssumed ? undefined : timeInWords(endsAt, moment.timeZone),
    where: placeOf(session),
  }
}

export function placesOfRun(run: Pick<ListedRun, 'mode' | 'coming'>): string {
  return run.mode === 'online' ? modeInWords(run) : placesOf(run.coming)
}

/** `Tuesday 3 March and Tuesday 10 March, 10am to midday`; each with its hours where these differ. */
export function allDates(sessions: When[], moment: Moment): string {
  const hours = new Set(sessions.map((session) => hoursOf(session, moment.timeZone)))
  if (hours.size > 1) return sessions.map((session) => shortWhenOf(session, moment)).join('; ')
  return `${listed(sessions.map(({ startsAt }) => dayOf(startsAt, moment)))}, ${[...hours].join('')}`
}

export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .flatMap((one) => (one.trim() === '' ? [] : [one.trim().replace(/\s*\n\s*/g, ' ')]))
}

export function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
