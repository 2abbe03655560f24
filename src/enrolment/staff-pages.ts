import { noBooking } from '../catalogue/booking-words.ts'
import type { Places } from '../catalogue/places.ts'
import type { RunStatus } from '../database/schema.ts'
import { counted, listed, momentInWords } from '../lib/words.ts'
import { addressWith } from '../lib/path.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails, Trainer } from '../scheduling/queries.ts'
import { type Typed, withErrors } from '../web/form-page.ts'
import { decideCallingOff } from './calling-off.ts'
import { sessionLines, shortWhenOf, whereOf } from './dates.ts'
import type { listPeopleOfRun } from './page-queries.ts'
import type { Moment } from '../lib/time.ts'
import { type PlacesOpened, placesForm } from './places-form.ts'
import { canBeGiven } from './rules.ts'
import { statusWords } from './words.ts'

type Person = Awaited<ReturnType<typeof listPeopleOfRun>>[number]

export interface OfficeRunRows {
  run: Run
  trainers: Trainer[]
  sessions: SessionDetails[]
  places: Places
  people: Person[]
  /** How many had a place until it was over. */
  hadPlace?: number
}

/** One run: who has a place, who was offered one, who waits, who asks, and what staff can do for each. */
export function officeRunPage(
  { run, trainers, sessions, places, people, hadPlace = 0 }: OfficeRunRows,
  { form, opened }: { form: Typed; opened: PlacesOpened },
  at: Moment,
) {
  const cards = people.map((person) => personCard(person, run, form, at.timeZone))
  const having = (status: Person['status']) => cards.filter((card) => card.is === status)
  return {
    title: run.title,
    back: { href: paths.admin(), text: 'All runs' },
    standing: runStanding[run.status],
    trainers: trainersInWords(trainers),
    trainerNeeded: run.status === 'published' && run.pair_broken_at !== null,
    whyCalledOff: run.cancelled_reason,
    everyDateOff: isOpen(run) && everyDateOff(sessions, at.now),
    publicHref: run.status === 'draft' ? undefined : paths.run({ id: run.id }),
    ...datesInShort(sessions, at),
    dropIn: run.drop_in ? noBooking : undefined,
    figures: run.drop_in ? [] : figuresOf(run, places, having, hadPlace),
    overFull: run.over_full_reason,
    requested: having('requested'),
    offered: having('offered'),
    waiting: having('waiting'),
    confirmed: having('confirmed'),
    lapsed: canBeGiven(run, sessions, at.now) ? having('lapsed') : [],
    completionHref: completionHref(run),
    classList: classList(run),
    attendance: attendance(run),
    ...whatCanBeDone({ run, sessions, places }, { form, opened }, at.now),
    ...withErrors(form),
  }
}

/** Of a run that is over: who had a place. Nobody takes one any more, and nobody waits. */
function figuresOf(
  { status }: Run,
  { taken, capacity }: Places,
  having: (status: Person['status']) => unknown[],
  hadPlace: number,
) {
  if (status === 'ended') {
    const text = `${hadPlace === 1 ? 'person' : 'people'} had a place`
    return [{ number: String(hadPlace), text }]
  }
  return [
    { number: String(taken), text: `of ${counted(capacity, 'place')} taken` },
    { number: String(having('waiting').length), text: 'waiting' },
    { number: String(having('offered').length), text: 'offered' },
  ]
}

const draftWays = ({ id }: Pick<Run, 'id'>) => ({
  publicationHref: paths.adminPublication({ id }),
  draftRemoval: paths.adminDraftRemoval({ id }),
})

/** What the office may do with the run as a whole; undefined for what it may not. */
function whatCanBeDone(
  { run, sessions, places }: Omit<OfficeRunRows, 'people' | 'trainers'>,
  { form, opened }: { form: Typed; opened: PlacesOpened },
  now: Date,
) {
  const free = places.capacity - places.taken
  const published = run.status === 'published'
  const byStaff = published && run.waiting_list_mode === 'staff' && free > 0 && places.waiting > 0
  return {
    enrolHref: takesPlaces(run, published) ? paths.adminRunEnrolling({ id: run.id }) : undefined,
    nextPlace: byStaff
      ? { action: paths.adminNextPlace({ id: run.id }), free: counted(free, 'place is', 'places are') }
      : undefined,
    capacity: takesPlaces(run, isOpen(run)) ? placesForm(run, form, opened) : undefined,
    detailsHref: isOpen(run) ? paths.adminRunDetails({ id: run.id }) : undefined,
    datesHref: paths.adminRunSessions({ id: run.id }),
    trainersHref: paths.adminRunTrainers({ id: run.id }),
    bulkHref: addressWith(paths.adminBulkChangeNew(), { scope: 'run', run: run.id }),
    ...(run.status === 'draft' ? draftWays(run) : {}),
    callingOffHref: decideCallingOff(run.status, sessions, now).ok
      ? paths.adminCallingOff({ id: run.id })
      : undefined,
  }
}

/** Of a draft there are no registers. A drop-in has registers, and no list. */
function classList({ id, status, drop_in: dropIn }: Run) {
  if (status === 'draft') return undefined
  return { href: paths.adminClassList({ id }), text: dropIn ? 'Registers' : 'Class list and registers' }
}

/** Who came: of a run that goes on, so far. */
function attendance({ id, status, drop_in: dropIn }: Run) {
  if (status === 'draft') return undefined
  const text = dropIn ? 'How many came' : 'Who came'
  return { href: paths.adminRunAttendance({ id }), text: status === 'published' ? `${text} so far` : text }
}

function completionHref({ id, status, drop_in: dropIn }: Run): string | undefined {
  return status === 'ended' && !dropIn ? paths.adminRunCompletion({ id }) : undefined
}

/** `Amal (peer trainer) and Nora (professional trainer)` */
function trainersInWords(trainers: Trainer[]): string {
  if (trainers.length === 0) return 'Nobody gives it yet'
  const roles = { lived: 'peer trainer', professional: 'professional trainer' }
  return `Given by ${listed(trainers.map(({ name, expertise }) => `${name} (${roles[expertise]})`))}`
}

/** Of a drop-in nobody counts places, and nobody is enrolled on it. */
function takesPlaces({ drop_in }: Run, now: boolean): boolean {
  return now && !drop_in
}

function isOpen({ status }: Run): boolean {
  return status === 'draft' || status === 'published'
}

const runStanding: Partial<Record<RunStatus, { kind: string; text: string }>> = {
  draft: { kind: 'draft', text: 'Draft' },
  cancelled: { kind: 'cancelled', text: 'Course called off' },
  ended: { kind: 'ended', text: 'Over' },
}

/** Something was to come, and none of it will. */
function everyDateOff(sessions: SessionDetails[], now: Date): boolean {
  const coming = sessions.filter(({ ends_at }) => ends_at > now)
  return coming.length > 0 && coming.every(({ status }) => status === 'cancelled')
}

function datesInShort(sessions: SessionDetails[], at: Moment) {
  const planned = sessions.filter(({ status }) => status === 'planned')
  const next = planned.find(({ ends_at }) => ends_at > at.now) ?? planned[0]
  return {
    when: next && shortWhenOf(next, at),
    where: next && whereOf(next),
    dates: sessions.length > 1 || next === undefined ? sessionLines(sessions, at) : [],
    allDates: sessions.length === 1 ? 'The date' : `All ${sessions.length} dates`,
  }
}

function personCard(person: Person, run: Run, form: Typed, timeZone: string) {
  const { id } = person
  const field = `reason-${id}`
  return {
    is: person.status,
    id,
    name: person.name,
    labelId: `person-${id}`,
    wishIds: `person-${id} person-${id}-wish`,
    firstIds: `person-${id} person-${id}-first`,
    contacts: [
      ...(person.phone === null ? [] : [{ text: person.phone, href: telephone(person.phone) }]),
      ...(person.email === null ? [] : [{ text: person.email, href: `mailto:${person.email}` }]),
    ],
    status: statusWords[person.status],
    joined: momentInWords(person.joined_at, timeZone),
    ended: person.ended_at === null ? undefined : momentInWords(person.ended_at, timeZone),
    rank: person.rank,
    priority: person.priority_reason,
    waitingSummary: person.priority_reason === null ? 'Put first, or take off the list' : 'Take off the list',
    passed: person.passed_at_vacancy === run.vacancies_opened,
    until: person.expires_at === null ? undefined : momentInWords(person.expires_at, timeZone),
    byPhone: person.channel === 'call-list',
    field,
    reason: form.typed[field] ?? '',
    reasonError: form.errors.find((error) => error.field === field)?.message,
    approve: paths.adminApproval({ id }),
    decline: paths.adminDecline({ id }),
    cancel: paths.adminCancellation({ id }),
    withdraw: paths.adminWithdrawal({ id }),
    putBack: paths.adminReturn({ id }),
    prioritise: paths.adminPriority({ id }),
    endPriority: paths.adminPriorityEnd({ id }),
    accept: person.offer_id === null ? undefined : paths.adminAcceptance({ id: person.offer_id }),
    pass: person.offer_id === null ? undefined : paths.adminPass({ id: person.offer_id }),
    refuse: person.offer_id === null ? undefined : paths.adminRefusal({ id: person.offer_id }),
  }
}

/** A number as a telephone takes it. */
export function telephone(number: string): string {
  return `tel:${number.replace(/[^+\d]/g, '')}`
}

/** Fewer places than are taken: allowed, but only as a decision somebody writes down. */
