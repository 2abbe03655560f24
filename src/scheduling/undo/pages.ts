import { actionInWords } from '../../database/audit-actions.ts'
import { named, type Names } from '../../editing/mentions.ts'
import { changeRows, type Labels } from '../../editing/pages.ts'
import type { Moment } from '../../lib/time.ts'
import { momentInWords, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { addressBefore, pageBefore } from '../../web/before.ts'
import { closedInWords } from '../planning/closed-days.ts'
import type { Act } from './queries.ts'
import {
  dayBroughtBack,
  decideUndo,
  ofOnePress,
  type PastChange,
  type Undoable,
  type UndoRefusal,
} from './rules.ts'

/** What the fields of dates and of runs are called. */
export interface LabelsOf {
  session: Labels
  run: Labels
}

export interface Around {
  labels: LabelsOf
  /** Why the college is closed on a day. */
  closedOn: (day: string) => string | undefined
  /** Of whom the changes speak. */
  names: Names
  /** What else was done to a team with the press of a change, by its number. */
  presses: ReadonlyMap<number, PastChange[]>
}

export interface UndoListed {
  changes: PastChange[]
  acts: Act[]
  before: number | undefined
  refused?: string
}

/**
 * What can be undone now, newest first; `changes`: one more than a page shows, if there are older ones. `before`: where
 * the page begins. `refused`: what was in the way of what was just tried.
 */
export function undoPage({ changes, acts, before, refused }: UndoListed, around: Around, at: Moment) {
  const numberOf = ({ number }: PastChange) => number
  const { shown, ...ways } = pageBefore({ rows: changes, before, numberOf, address: undoAddress })
  return {
    title: 'Undo',
    back: { href: paths.adminPlanner(), text: 'The planner' },
    refused,
    acts: before === undefined ? acts.map((act) => actRow(act, at)) : [],
    rows: shown.map((change) => rowOf(change, { ...around, before }, at)),
    ...ways,
  }
}

/** What one press did to many runs. */
function actRow({ id, at, action, name, runs }: Act, { timeZone }: Moment) {
  const [did, then] = {
    'run.published': [
      `published ${runs} runs`,
      'Each becomes a draft again, as long as nobody has asked for a place or come to it.',
    ],
    'run.changed': [`said of ${runs} drafts when people can enrol`, 'Each becomes as it was.'],
  }[action]
  return {
    what: `${name ?? 'Somebody'} ${did} with one press`,
    then,
    when: momentInWords(at, timeZone),
    action: paths.adminUndoTogether({ id }),
    button: `Undo all ${runs}`,
  }
}

/** The page of what is older than that change. */
export function undoAddress(before?: number): string {
  return addressBefore(paths.adminUndo(), before)
}

function rowOf(
  change: PastChange,
  { labels, closedOn, names, presses, before }: Around & { before: number | undefined },
  at: Moment,
) {
  const { number, action, name, title, sessionId, runId, startsAt, detail } = change
  const day = startsAt === null ? '' : `, ${shortDay(startsAt, at.timeZone)}`
  const decided = decideUndo(change, at.now)
  return {
    what: `${name ?? 'Somebody'} ${actionInWords(action)}`,
    about: `${title}${day}`,
    href: sessionId === null ? paths.adminRun({ id: runId }) : paths.adminSession({ id: sessionId }),
    when: momentInWords(change.at, at.timeZone),
    changes: changeRows({ action, detail, names }, sessionId === null ? labels.run : labels.session),
    undone: change.undone,
    // With the page it stands on, so that pressing one of the older ones leads back to them.
    action: decided.ok ? addressBefore(paths.adminUndoChange({ number: String(number) }), before) : undefined,
    why: decided.ok ? undefined : refusals[decided.reason],
    then: thenOf(change, presses.get(number) ?? [], names),
    closed: closedThen(dayBroughtBack(change, at.timeZone), closedOn),
  }
}

/** Noon is on the same day everywhere it matters. */
function closedThen(day: string | undefined, closedOn: Around['closedOn']): string | undefined {
  const words = day === undefined ? undefined : closedInWords(new Date(`${day}T12:00:00Z`), closedOn, 'UTC')
  return words && `${words}.`
}

const told = ' Everybody with a place is told.'

/** What undoing it does. Nobody has a place in a draft. */
function thenOf(change: PastChange, together: PastChange[], names: Names): string {
  const { action, runStatus } = change
  if (action === 'run.trainer-added' || action === 'run.trainer-left')
    return teamThen(ofOnePress(change, together), names)
  const tells = runStatus !== 'draft' && action.startsWith('session.')
  return then[action] + (tells ? told : '')
}

/** `Cleo leaves, and Peer comes back.` */
function teamThen(all: PastChange[], names: Names): string {
  const does = all.map(({ action, detail }) => {
    const { personId } = detail as { personId: string }
    const name = String(named('personId', personId, names))
    return action === 'run.trainer-added' ? `${name} leaves` : `${name} comes back`
  })
  const words = does.join(', and ')
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`
}

const then: Record<Exclude<Undoable, 'run.trainer-added' | 'run.trainer-left'>, string> = {
  'run.planned': 'The draft goes, with all its dates.',
  'run.changed': 'It becomes as it was.',
  'run.published': 'It becomes a draft again, as long as nobody has asked for a place or come to it.',
  'run.published-with-override':
    'It becomes a draft again, as long as nobody has asked for a place or come to it.',
  'session.added': 'The date goes.',
  'session.changed': 'It becomes as it was.',
  'session.cancelled': 'The date is back on.',
  'session.reinstated': 'The date is called off.',
}

export const refusals: Record<UndoRefusal, string> = {
  'too-late': 'That was more than a day ago. Change it on its own page.',
  'undone-already': 'Somebody has undone that already.',
  'changed-since': 'It was changed again since, so that one press cannot undo it. Change it on its own page.',
  'published-since': 'It is no draft any more. Undo first that it was published, or call it off on its page.',
  'taken-since':
    'It cannot be as it was. The room or one of the trainers is taken at that time now. Change it on its own page.',
  'place-unused':
    'Where it met is in use no more. Bring the venue or the room back into use first, or plan another date.',
  'course-gone':
    'Its course has left the prospectus. Bring the course back, and put it into the prospectus, first.',
  begun: 'The date has begun. It stays as it is.',
  'no-trainer-now':
    'Whoever left is no trainer any more. Choose somebody else on the page of the run, under Trainers.',
  'people-on-it': 'Somebody has a place on it, or asked for one. Call the run off on its page instead.',
  'people-came':
    'People came to it, and its register says so. A draft has no register: call the run off on its page instead.',
  'needs-reason':
    'The run would lack a peer or a professional trainer. Say why on its page, under Trainers, or choose somebody there.',
}
