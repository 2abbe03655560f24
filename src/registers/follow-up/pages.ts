import { randomUUID } from 'node:crypto'
import type { Role } from '../../database/schema.ts'
import { telephone } from '../../enrolment/staff-pages.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, listed, shortDay, timeInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { PersonsCall } from './call-queries.ts'
import type { FollowUp, listFollowUps, listOtherTasks } from './queries.ts'
import { callOutcomes, canGiveUp, cannotReach, decideTakingBack } from './rules.ts'
import { choiceWords, outcomeWords, preferredWords } from './words.ts'

type Row = Awaited<ReturnType<typeof listFollowUps>>[number]
type OtherTask = Awaited<ReturnType<typeof listOtherTasks>>[number]

interface Viewer {
  id: string
  roles: readonly Role[]
}

/** Whom to call: mine first, then those whom nobody is calling, then the others. */
export function followUpsPage(rows: Row[], { id: viewerId, roles }: Viewer, days: number, at: Moment) {
  const mine = rows.filter(({ taken_by }) => taken_by === viewerId)
  const nobodys = rows.filter(({ taken_by }) => taken_by === null)
  const forOffice = nobodys.filter((row) => row.for_office)
  const open = nobodys.filter((row) => !row.for_office)
  const isOffice = roles.includes('administrator')
  const others = rows.filter(({ taken_by }) => taken_by !== null && taken_by !== viewerId)
  const group = (id: string, heading: string, some: Row[]) =>
    some.length === 0 ? [] : [{ id, heading, rows: some.map((row) => listRow(row, viewerId, at)) }]
  return {
    title: 'People to call',
    back: isOffice ? { href: paths.admin(), text: 'Office' } : undefined,
    howLong: `A class stands here for ${counted(days, 'day')}. Later, a call would surprise more than it helps.`,
    count: counted(new Set(rows.map((row) => row.person_id)).size, 'person', 'people'),
    groups: [
      ...group('mine', 'You are calling', mine),
      ...(isOffice ? group('for-office', 'Would like to hear from the office', forOffice) : []),
      ...group('open', 'Nobody has called yet, or reached them', open),
      ...group('others', 'Somebody else is calling', others),
      ...(isOffice ? [] : group('for-office', 'The office gets in touch', forOffice)),
    ],
  }
}

function listRow(row: Row, viewerId: string, at: Moment) {
  return {
    title: row.name,
    href: paths.followUp({ id: row.id }),
    detail: `Missed ${row.title}, ${dayAndTime(row.starts_at, at)}`,
    aside:
      row.taken_by === null || row.taken_by === viewerId ? undefined : `${row.caller ?? 'Somebody'} calls`,
    tags: row.last_call === null ? [] : [lastTag(row.last_call, at)],
  }
}

function lastTag({ outcome, at }: NonNullable<Row['last_call']>, { timeZone }: Moment) {
  return { kind: 'waiting', text: `${outcomeWords[outcome]}, ${shortDay(new Date(at), timeZone)}` }
}

/** One person to call: how, about what, what was tried, and what came of it. */
export function followUpPage(
  task: FollowUp,
  { calls, others }: { calls: PersonsCall[]; others: OtherTask[] },
  viewer: Viewer,
  at: Moment,
  form: Typed = nothingTyped,
) {
  const { id, name } = task
  const back = { href: paths.followUps(), text: 'People to call' }
  const known = { name, back, ...callsOf(calls, at) }
  if (task.closed_at !== null) {
    const facts = [
      { key: 'Course', value: task.title },
      { key: 'Class', value: dayAndTime(task.starts_at, at) },
    ]
    return { ...known, title: `${name}: nothing left to do`, facts, ...takingBackOf(task, viewer) }
  }
  const elsewhere = task.taken_by !== null && task.taken_by !== viewer.id
  return {
    ...known,
    title: task.phone === null ? `Get in touch with ${name}` : `Call ${name}`,
    open: true,
    reach: reachOf(task, viewer),
    facts: factsOf(task, at),
    others: others.map((other) => ({
      text: `${other.title}, ${dayAndTime(other.starts_at, at)}`,
      href: paths.followUp({ id: other.id }),
    })),
    ...suggestionOf(task),
    ...takingOf(task, viewer.id),
    form: elsewhere
      ? undefined
      : {
          action: paths.followUpCalls({ id }),
          callId: form.typed.id ?? randomUUID(),
          options: choices(task, viewer, form),
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
function takingOf({ id, taken_by: takenBy, caller, phone }: FollowUp, viewerId: string) {
  const [first, instead] =
    phone === null
      ? ['I will get in touch', 'I get in touch with them instead']
      : ['I will call', 'I call them instead']
  if (takenBy === viewerId) return { mine: true, lettingGo: paths.followUpLettingGo({ id }) }
  return {
    caller: takenBy === null ? undefined : (caller ?? 'Somebody'),
    taking: {
      action: paths.followUpTaking({ id }),
      text: takenBy === null ? first : instead,
      hidden: [{ name: 'seen', value: takenBy ?? '' }],
    },
  }
}

function reachOf(task: FollowUp, viewer: Viewer) {
  const { phone, email, preferred_contact: way, best_time: bestTime } = task
  const tel = phone === null ? undefined : telephone(phone)
  const address = addressFor(task, viewer)
  const showsMail = email !== null && (way === 'email' || phone === null)
  return {
    phone: tel && { href: tel, text: phone },
    text: tel && way === 'text' ? tel.replace('tel:', 'sms:') : undefined,
    mail: showsMail ? { href: `mailto:${email}`, text: email } : undefined,
    post: address,
    nothing: phone === null && !showsMail && address === undefined,
    preferred: preferredWords[way],
    bestTime: bestTime === '' ? undefined : bestTime,
  }
}

/** Letters are the office's: nobody else needs to know where somebody lives. */
function addressFor({ preferred_contact: way, postal_address: address }: FollowUp, { roles }: Viewer) {
  return way === 'post' && roles.includes('administrator') && address !== '' ? address : undefined
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

/** What was tried about this class, and what whoever called earlier wanted the next person to know. */
function callsOf(calls: PersonsCall[], at: Moment) {
  const own = calls.filter((call) => call.is_own)
  const earlier = calls.filter((call) => !call.is_own)
  return {
    calls: own.map((call) => callRow(call, at)),
    earlier: earlier.map((call) => ({ ...callRow(call, at), title: `${call.title}: ${said(call)}` })),
  }
}

function callRow(call: PersonsCall, at: Moment) {
  return { when: dayAndTime(call.at, at), title: said(call), detail: call.words, aside: call.by }
}

function said({ outcome, taken_back_at: takenBack }: PersonsCall): string {
  return takenBack === null ? outcomeWords[outcome] : `${outcomeWords[outcome]} (noted by mistake)`
}

/** What to do when what came of a call was noted by mistake. */
function takingBackOf(task: FollowUp, { roles }: Viewer) {
  const decided = decideTakingBack(task)
  if (decided.ok) return { takingBack: paths.followUpTakingBack({ id: task.id }) }
  if (decided.reason !== 'withdrawn') return {}
  const run = roles.includes('administrator') ? paths.adminRun({ id: task.run_id }) : undefined
  return { withdrawn: { run } }
}

function choices(
  { status, run_status: run, next_starts_at: next }: FollowUp,
  { roles }: Viewer,
  { typed }: Typed,
) {
  return callOutcomes
    .filter((outcome) => outcome !== 'for-the-office' || !roles.includes('administrator'))
    .filter((outcome) => outcome !== 'wants-to-withdraw' || canGiveUp(status, run))
    .filter((outcome) => outcome !== 'will-come' || next !== null)
    .map((outcome) => ({ value: outcome, ...choiceWords[outcome], checked: typed.outcome === outcome }))
}

function dayAndTime(instant: Date, { timeZone }: Moment): string {
  return `${shortDay(instant, timeZone)}, ${timeInWords(instant, timeZone)}`
}
