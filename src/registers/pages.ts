import { whenOf, whereOf } from '../enrolment/dates.ts'
import { counted, shortDay } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails, Trainer } from '../scheduling/queries.ts'
import type { listClass, listTaughtRuns } from './queries.ts'

interface Moment {
  now: Date
  timeZone: string
}

type TaughtRun = Awaited<ReturnType<typeof listTaughtRuns>>[number]

/** My runs, and the sessions I give next, soonest first. */
export function trainerPage(runs: TaughtRun[], sessions: SessionDetails[], { now, timeZone }: Moment) {
  const coming = sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > now)
  return {
    title: 'My teaching',
    next: coming.slice(0, 6).map((session) => {
      const run = runs.find(({ id }) => id === session.run_id)
      return {
        when: whenOf(session, timeZone),
        where: whereOf(session),
        title: run?.title,
        href: paths.classList({ id: session.run_id }),
        coming: counted(run?.coming ?? 0, 'person', 'people'),
      }
    }),
    runs: runs.map((run) => ({
      title: run.title,
      href: paths.classList({ id: run.id }),
      role: run.expertise === 'lived' ? 'Peer trainer' : 'Professional trainer',
      coming: `${run.coming} of ${counted(run.capacity, 'place')}`,
      waiting: run.waiting > 0 ? `${run.waiting} waiting` : undefined,
      sessionsLeft: counted(coming.filter(({ run_id }) => run_id === run.id).length, 'session'),
    })),
  }
}

export interface ClassRows {
  run: Run
  sessions: SessionDetails[]
  trainers: Trainer[]
  people: Awaited<ReturnType<typeof listClass>>
}

/** The class list as a trainer holds it: names to use and what helps, with a column to tick for each session. */
export function classListPage({ run, sessions, trainers, people }: ClassRows, { now, timeZone }: Moment) {
  const planned = sessions.filter(({ status }) => status === 'planned')
  return {
    title: `Class list: ${run.title}`,
    courseTitle: run.title,
    back: { href: paths.trainer(), text: 'My teaching' },
    dates: planned.map((session) => `${whenOf(session, timeZone)}, ${whereOf(session)}`),
    trainers: trainers.map(({ name, expertise }) => ({
      name,
      role: expertise === 'lived' ? 'Peer trainer' : 'Professional trainer',
    })),
    caption: `${counted(people.length, 'person is', 'people are')} coming`,
    people: people.map(({ name, what_helps: helps }) => ({ name, helps })),
    ticks: planned.map((session) => ({ text: shortDay(session.starts_at, timeZone) })),
    printedOn: shortDay(now, timeZone),
  }
}
