import type { Places } from '../catalogue/places.ts'
import { counted, momentInWords, shortDay, timeInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails } from '../scheduling/queries.ts'
import { type Typed, withErrors } from '../web/form-page.ts'
import { whenOf, whereOf } from './dates.ts'
import type { listPeopleOfRun, listRunsForOffice } from './page-queries.ts'
import { statusWords } from './words.ts'

type OfficeRun = Awaited<ReturnType<typeof listRunsForOffice>>[number]
type Person = Awaited<ReturnType<typeof listPeopleOfRun>>[number]

/** Every run still to come, with what needs somebody's attention said in words. */
export function officePage(runs: OfficeRun[], timeZone: string) {
  return {
    title: 'Office',
    callListHref: paths.adminCallList(),
    mailHref: paths.adminMail(),
    columns: [
      { text: 'Course' },
      { text: 'Next' },
      { text: 'Places taken', numeric: true },
      { text: 'To do' },
    ],
    rows: runs.map((run) => ({
      cells: [
        { text: run.title, href: paths.adminRun({ id: run.id }), heading: true },
        {
          text:
            run.next_starts_at === null
              ? ''
              : `${shortDay(run.next_starts_at, timeZone)}, ${timeInWords(run.next_starts_at, timeZone)}`,
        },
        { text: `${run.taken} of ${run.capacity}`, numeric: true },
        { text: todo(run) },
      ],
    })),
    count: counted(runs.length, 'run'),
  }
}

function todo(run: OfficeRun): string {
  const freeForStaff = run.waiting_list_mode === 'staff' && run.waiting > 0 && run.taken < run.capacity
  return [
    run.status === 'draft' ? 'Draft' : '',
    run.requested > 0 ? `${counted(run.requested, 'request')} to answer` : '',
    freeForStaff ? 'A free place to give' : '',
    run.offered > 0 ? counted(run.offered, 'offer') : '',
    run.waiting > 0 ? `${run.waiting} waiting` : '',
  ]
    .filter((text) => text !== '')
    .join(', ')
}

export interface OfficeRunRows {
  run: Run
  sessions: SessionDetails[]
  places: Places
  people: Person[]
}

/** One run: who has a place, who was offered one, who waits, who asks, and what staff can do for each. */
export function officeRunPage(
  { run, sessions, places, people }: OfficeRunRows,
  form: Typed,
  timeZone: string,
) {
  const cards = people.map((person) => personCard(person, form, timeZone))
  const having = (status: Person['status']) => cards.filter((card) => card.is === status)
  const free = places.capacity - places.taken
  return {
    title: run.title,
    back: { href: paths.admin(), text: 'All runs' },
    isDraft: run.status === 'draft',
    publicHref: paths.run({ id: run.id }),
    dates: sessions
      .filter(({ status }) => status === 'planned')
      .map((session) => `${whenOf(session, timeZone)}, ${whereOf(session)}`),
    figures: [
      { number: String(places.taken), text: `of ${counted(places.capacity, 'place')} taken` },
      { number: String(having('waiting').length), text: 'waiting' },
      { number: String(having('offered').length), text: 'offered' },
    ],
    overFull: run.over_full_reason,
    requested: having('requested'),
    offered: having('offered'),
    waiting: having('waiting'),
    confirmed: having('confirmed'),
    nextPlace:
      run.waiting_list_mode === 'staff' && free > 0 && places.waiting > 0
        ? { action: paths.adminNextPlace({ id: run.id }), free: counted(free, 'place is', 'places are') }
        : undefined,
    capacity: {
      action: paths.adminCapacity({ id: run.id }),
      value: form.typed.capacity ?? String(run.capacity),
    },
    ...withErrors(form),
  }
}

function personCard(person: Person, form: Typed, timeZone: string) {
  const { id } = person
  const field = `reason-${id}`
  return {
    is: person.status,
    id,
    name: person.name,
    contact: [person.phone, person.email].filter(Boolean).join(' · '),
    status: statusWords[person.status],
    joined: momentInWords(person.joined_at, timeZone),
    rank: person.rank,
    priority: person.priority_reason,
    passed: person.passed_at_vacancy !== null,
    until: person.expires_at === null ? undefined : momentInWords(person.expires_at, timeZone),
    byPhone: person.channel === 'call-list',
    field,
    reason: form.typed[field] ?? '',
    reasonError: form.errors.find((error) => error.field === field)?.message,
    approve: paths.adminApproval({ id }),
    decline: paths.adminDecline({ id }),
    cancel: paths.adminCancellation({ id }),
    prioritise: paths.adminPriority({ id }),
    accept: person.offer_id === null ? undefined : paths.adminAcceptance({ id: person.offer_id }),
    pass: person.offer_id === null ? undefined : paths.adminPass({ id: person.offer_id }),
    refuse: person.offer_id === null ? undefined : paths.adminRefusal({ id: person.offer_id }),
  }
}

/** Fewer places than are taken: allowed, but only as a decision somebody writes down. */
export function belowTaken(typed: string, taken: number): Typed {
  const message = `${counted(taken, 'place is', 'places are')} taken. Nobody loses a place: if you still want fewer, say why below and save again`
  return { typed: { capacity: typed }, errors: [{ field: 'capacity', message }] }
}
