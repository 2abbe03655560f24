import { randomUUID } from 'node:crypto'
import type { CallOutcome, PreferredContact, Role } from '../../database/schema.ts'
import { telephone } from '../../enrolment/staff-pages.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, listed, shortDay, timeInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { FollowUp, FollowUpCall, listFollowUps, listOtherTasks } from './queries.ts'
import { callOutcomes, canGiveUp, cannotReach } from './rules.ts'

type Row = Awaited<ReturnType<typeof listFollowUps>>[number]
type OtherTask = Awaited<ReturnType<typeof listOtherTasks>>[number]

/** Whom to call: mine first, then those whom nobody is calling, then the others. */
export function followUpsPage(
  rows: Row[],
  { id: viewerId, roles }: { id: string; roles: readonly Role[] },
  days: number,
  at: Moment,
) {
  const mine = rows.filter(({ taken_by }) => taken_by === viewerId)
  const open = rows.filter(({ taken_by }) => taken_by === null)
  const others = rows.filter(({ taken_by }) => taken_by !== null && taken_by !== viewerId)
  const group = (id: string, heading: string, some: Row[]) =>
    some.length === 0 ? [] : [{ id, heading, rows: some.map((row) => listRow(row, viewerId, at)) }]
  return {
    title: 'People to call',
    back: roles.includes('administrator') ? { href: paths.admin(), text: 'Office' } : undefined,
    howLong: `A class stands here for ${counted(days, 'day')}. Later, a call would surprise more than it helps.`,
    count: counted(new Set(rows.map((row) => row.person_id)).size, 'person', 'people'),
    groups: [
      ...group('mine', 'You are calling', mine),
      ...group('open', 'Nobody has called yet, or reached them', open),
      ...group('others', 'Somebody else is calling', others),
    ],
  }
}

function listRow(row: Row, viewerId: string, at: Moment) {
  const last = row.last_outcome as CallOutcome | null
  return {
    title: row.name,
    href: paths.followUp({ id: row.id }),
    detail: `Missed ${row.title}, ${dayAndTime(row.starts_at, at)}`,
    aside:
      row.taken_by === null || row.taken_by === viewerId ? undefined : `${row.caller ?? 'Somebody'} calls`,
    tags: last === null || row.last_at === null ? [] : [lastTag(last, row.last_at, at)],
  }
}

function lastTag(last: CallOutcome, when: Date, { timeZone }: Moment) {
  return { kind: 'waiting', text: `${outcomeWords[last]}, ${shortDay(when, timeZone)}` }
}

/** One person to call: how, about what, what was tried, and what came of it. */
export function followUpPage(
  task: FollowUp,
  { calls, others }: { calls: FollowUpCall[]; others: OtherTask[] },
  viewerId: string,
  at: Moment,
  form: Typed = nothingTyped,
) {
  const { id, name } = task
  const back = { href: paths.followUps(), text: 'People to call' }
  if (task.closed_at !== null) return { title: `${name}: nothing left to do`, back }
  const elsewhere = task.taken_by !== null && task.taken_by !== viewerId
  return {
    title: `Call ${name}`,
    back,
    open: true,
    reach: reachOf(task),
    facts: factsOf(task, at),
    others: others.map((other) => ({
      text: `${other.title}, ${dayAndTime(other.starts_at, at)}`,
      href: paths.followUp({ id: other.id }),
    })),
    ...suggestionOf(task),
    ...takingOf(task, viewerId),
    calls: calls.map((call) => callRow(call, at)),
    form: elsewhere
      ? undefined
      : {
          action: paths.followUpCalls({ id }),
          callId: form.typed.id ?? randomUUID(),
          options: choices(task, form),
        },
    ...withErrors(form),
  }
}

/** What to talk about, where the course asks for classes that they missed. The product suggests, and people decide. */
function suggestionOf(task: FollowUp) {
  const goesOn = task.next_starts_at !== null
  const needsFirst = goesOn && task.first_session_needed && task.was_first
  const needsMore = goesOn && cannotReach(task.sessions_needed, task)
  return {
    coursesHref: goesOn ? undefined : paths.courses(),
    needsFirst,
    needsMore: needsMore ? counted(task.sessions_needed ?? 0, 'class', 'classes') : undefined,
    suggests: needsFirst || needsMore,
  }
}

/** Who calls, and how that is changed. */
function takingOf({ id, taken_by: takenBy, caller }: FollowUp, viewerId: string) {
  if (takenBy === viewerId) return { mine: true, lettingGo: paths.followUpLettingGo({ id }) }
  return {
    caller: takenBy === null ? undefined : (caller ?? 'Somebody'),
    taking: {
      action: paths.followUpTaking({ id }),
      text: takenBy === null ? 'I will call' : 'I call them instead',
      hidden: [{ name: 'seen', value: takenBy ?? '' }],
    },
  }
}

const preferred: Record<PreferredContact, string> = {
  phone: 'They like to be called.',
  text: 'They would rather have a text message.',
  email: 'They would rather have an email.',
  post: 'They would rather have a letter.',
}

function reachOf({ phone, email, preferred_contact: way, best_time: bestTime }: FollowUp) {
  const tel = phone === null ? undefined : telephone(phone)
  const showsMail = email !== null && (way === 'email' || phone === null)
  return {
    phone: tel && { href: tel, text: phone },
    text: tel && way === 'text' ? tel.replace('tel:', 'sms:') : undefined,
    mail: showsMail ? { href: `mailto:${email}`, text: email } : undefined,
    nothing: phone === null && !showsMail,
    preferred: preferred[way],
    bestTime: bestTime === '' ? undefined : bestTime,
  }
}

function factsOf(task: FollowUp, at: Moment) {
  const also = task.also_missed.map((when) => dayAndTime(when, at))
  const next = task.next_starts_at
  return [
    { key: 'Course', value: task.title },
    { key: 'Missed', value: dayAndTime(task.starts_at, at) },
    ...(also.length > 0 ? [{ key: 'Also missed', value: listed(also) }] : []),
    { key: 'Next class', value: next === null ? 'None to come' : dayAndTime(next, at) },
  ]
}

/** As it stands in a list of calls. */
const outcomeWords: Record<CallOutcome, string> = {
  spoke: 'Spoke to them',
  'will-come': 'They will come',
  'wants-to-withdraw': 'They gave up their place',
  'left-message': 'Left a message',
  'no-answer': 'Nobody answered',
  'could-not-reach': 'Left it at that',
}

function callRow({ at: when, outcome, words, by }: FollowUpCall, at: Moment) {
  return { when: dayAndTime(when, at), title: outcomeWords[outcome], detail: words, aside: by }
}

const choiceWords: Record<CallOutcome, { text: string; hint?: string }> = {
  spoke: { text: 'We spoke', hint: 'Nothing more is to be done.' },
  'will-come': { text: 'They will come next time' },
  'wants-to-withdraw': {
    text: 'They want to give up their place',
    hint: 'Choose this only when they said so. It withdraws them, and the next in line is asked.',
  },
  'left-message': { text: 'I left a message', hint: 'They stay on the list.' },
  'no-answer': { text: 'Nobody answered', hint: 'They stay on the list.' },
  'could-not-reach': {
    text: 'We have tried enough, and leave it at that',
    hint: 'Nothing changes for them.',
  },
}

function choices({ status, run_status: run, next_starts_at: next }: FollowUp, { typed }: Typed) {
  return callOutcomes
    .filter((outcome) => outcome !== 'wants-to-withdraw' || canGiveUp(status, run))
    .filter((outcome) => outcome !== 'will-come' || next !== null)
    .map((outcome) => ({ value: outcome, ...choiceWords[outcome], checked: typed.outcome === outcome }))
}

function dayAndTime(instant: Date, { timeZone }: Moment): string {
  return `${shortDay(instant, timeZone)}, ${timeInWords(instant, timeZone)}`
}
