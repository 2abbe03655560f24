import type { LiveStatus } from '../database/schema.ts'
import { counted } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails } from '../scheduling/queries.ts'
import { type Typed, withErrors } from '../web/form-page.ts'
import type { Notice } from '../web/session.ts'
import { comingPlaces, sessionLines } from './dates.ts'
import type { listPeopleOfRun } from './page-queries.ts'
import type { Moment } from '../lib/time.ts'
import { mustBeCalled } from './rules.ts'
import { isLive } from './states.ts'

type Person = Awaited<ReturnType<typeof listPeopleOfRun>>[number]

/** Before a run is called off: its dates, who is affected, and how they will hear. */
export function callingOffPage(
  { run, sessions, people }: { run: Run; sessions: SessionDetails[]; people: Person[] },
  form: Typed,
  at: Moment,
) {
  const coming = sessions.filter(({ ends_at }) => ends_at > at.now)
  const affected = affectedLines(people)
  return {
    title: 'Call off this run',
    runTitle: run.title,
    back: { href: paths.adminRun({ id: run.id }), text: 'Keep it, and go back' },
    action: paths.adminCallingOff({ id: run.id }),
    dates: sessionLines(coming, at),
    where: comingPlaces(sessions, at.now).join(' and '),
    affected,
    told: toldWords(people),
    reasonHint:
      affected.length > 0 ? 'Everyone on it reads or hears this, word for word.' : 'It is kept with the run.',
    ...withErrors(form),
  }
}

function affectedLines(people: Person[]): string[] {
  return (Object.keys(affectedWords) as LiveStatus[]).flatMap((status) => {
    const number = people.filter((person) => person.status === status).length
    return number === 0
      ? []
      : [`${counted(number, 'person', 'people')} ${affectedWords[status](number === 1)}`]
  })
}

const affectedWords: Record<LiveStatus, (one: boolean) => string> = {
  confirmed: (one) => (one ? 'has a place' : 'have a place'),
  offered: (one) => (one ? 'was offered a place' : 'were offered a place'),
  waiting: (one) => (one ? 'waits for one' : 'wait for one'),
  requested: (one) => (one ? 'has asked for one' : 'have asked for one'),
}

/** `10 will be told by message, and 2 will be on your call list.` */
function toldWords(people: Person[]): string {
  const affected = people.filter(({ status }) => isLive(status))
  const calls = affected.filter(mustBeCalled).length
  const messages = affected.length - calls
  if (affected.length === 0) return 'Nobody is on it, so nobody has to be told.'
  const ways = [
    ...(messages > 0 ? [`${messages} will be told by message`] : []),
    ...(calls > 0 ? [`${calls} will be on your call list`] : []),
  ]
  return `${ways.join(', and ')}.`
}

export function calledOff({ title }: Run, people: Person[]): Notice {
  return { kind: 'success', title: `${title} is called off`, text: toldWords(people) }
}
