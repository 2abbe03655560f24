import type { Moment } from '../../lib/time.ts'
import { dayInWords, timesInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { Run, SessionDetails, Trainer } from '../queries.ts'
import type { LackingDate } from '../trainers/covers/queries.ts'
import { missingInWords, standingWords } from './publication-words.ts'

interface Shown {
  run: Run
  sessions: SessionDetails[]
  trainers: Trainer[]
  /** Dates to which somebody of the team cannot come. */
  lacking: Pick<LackingDate, 'name' | 'starts_at'>[]
  /** That it has more places than a room holds. */
  small: string | undefined
  /** That dates are outside its term, or the college closed. */
  daysToSee: string[]
}

/** What everybody will see of a run, and what it lacks, before it is published. */
export function publicationPage(
  { run, sessions, trainers, lacking, small, daysToSee }: Shown,
  { timeZone }: Pick<Moment, 'timeZone'>,
  form: Typed = nothingTyped,
) {
  const planned = sessions.filter(({ status }) => status === 'planned')
  return {
    title: run.status === 'draft' ? `Publish ${run.title}` : run.title,
    standing: run.status === 'draft' ? undefined : standingWords[run.status],
    back: { href: paths.adminRun({ id: run.id }), text: run.title },
    action: paths.adminPublication({ id: run.id }),
    rows: [
      { key: 'Dates', lines: planned.map((session) => dateLine(session, timeZone)) },
      { key: 'Peer trainer', lines: namesOf(trainers, 'lived') },
      { key: 'Professional trainer', lines: namesOf(trainers, 'professional') },
      { key: 'Places', lines: [String(run.capacity)] },
      { key: 'For', lines: [run.audience === '' ? 'Everybody' : run.audience] },
    ],
    noDates: planned.length === 0,
    missing: missingInWords(trainers.map(({ expertise }) => expertise)),
    small,
    daysToSee,
    sessionsHref: paths.adminRunSessions({ id: run.id }),
    runHref: paths.adminRun({ id: run.id }),
    away: lacking.map(({ name, starts_at }) => `${name} cannot come on ${dayInWords(starts_at, timeZone)}.`),
    courseIsDraft: run.course_status === 'draft',
    previewHref: paths.adminCoursePreview({ id: run.course_id }),
    trainersHref: paths.adminRunTrainers({ id: run.id }),
    ...withErrors(form),
  }
}

function namesOf(trainers: Trainer[], expertise: Trainer['expertise']): string[] {
  const names = trainers.filter((trainer) => trainer.expertise === expertise).map(({ name }) => name)
  return names.length === 0 ? ['Not known yet'] : names
}

function dateLine({ starts_at, ends_at, venue_name, room_name }: SessionDetails, timeZone: string): string {
  const where = room_name === null ? venue_name : `${venue_name}, ${room_name}`
  return `${dayInWords(starts_at, timeZone)}, ${timesInWords(starts_at, ends_at, timeZone)}, ${where}`
}
