import type { Mark } from '../../database/schema.ts'
import { shortWhenOf, whereOf } from '../../enrolment/dates.ts'
import { dayOf, type Moment } from '../../lib/time.ts'
import { counted, dayInWords, shortDay, timeInWords } from '../../lib/words.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import { marks, markWords } from '../marks.ts'
import type { MarkEvent, Register, RegisterRow, WalkIn } from './queries.ts'
import {
  type Conflict,
  isTouched,
  type Markable,
  type MarkRefusal,
  type Said,
  whatCanBeMarked,
} from './rules.ts'
import type { Side } from './sides.ts'
import { emergencyHref, type Told, toKnow } from './to-know.ts'
import { headCountField, walkInFields } from './who-came-page.ts'

export interface RegisterRows extends Told {
  register: Register
  session: SessionDetails
  people: RegisterRow[]
  history: MarkEvent[]
  walkIns: WalkIn[]
  back: { href: string; text: string }
}

/** What a register that was not taken as it was sent is shown with. */
export interface Again {
  said?: ReadonlyMap<string, Said>
  conflicts?: Conflict[]
  /** Then nothing of it is noted. */
  refused?: MarkRefusal
  /** Who walked in and how many came, of what is not noted. */
  form?: Typed
  /** Somebody else counted how many came. */
  headsCountedMeanwhile?: boolean
}

/** The register of one session, as it is marked on a phone or at a desk. */
export function registerPage(
  rows: RegisterRows,
  side: Side,
  viewerId: string,
  at: Moment,
  again: Again = {},
) {
  const { register, session } = rows
  const { id } = register
  const markable = whatCanBeMarked(register, at)
  const unmarked = rows.people.filter(({ mark }) => mark === null).length
  const people = rows.people.map((person) => personRow(person, rows, markable, at, again))
  const conflicts = people.filter(({ conflict }) => conflict !== undefined)
  const form = withErrors(again.form ?? nothingTyped)
  const heads = headCountField(register.head_count, again.headsCountedMeanwhile, form)
  return {
    title: `Register: ${register.title}`,
    teachingStyles: true,
    back: rows.back,
    nextSheet: isDone(rows) ? side.nextSheet : undefined,
    when: shortWhenOf(session, at),
    where: whereOf(session),
    action: side.register({ id }),
    sheetHref: side.sheet({ id }),
    runHref: side.run?.({ id: register.run_id }),
    /** Under which a phone without a connection keeps what was marked: whose it is, and of which session. */
    keptAs: `register ${viewerId} ${id}`,
    /** Then the page holds all that was sent, and the phone lets go of it. */
    answered: again.said !== undefined || again.form !== undefined,
    day: dayOf(register.starts_at, at.timeZone),
    ...whatItTakes(markable, people.length, side),
    dropIn: register.drop_in,
    people,
    ...progressWords(rows.people.length, unmarked, markable),
    walkIns: walkInRows(rows, at),
    toAdd: walkInFields(form),
    heads,
    errors: [...summary(conflicts, refusedWords(again, rows, side, at)), ...heads.meanwhile, ...form.errors],
  }
}

function walkInRows(rows: RegisterRows, at: Moment) {
  return rows.walkIns.map((walkIn) => ({
    id: walkIn.id,
    name: walkIn.name ?? 'Somebody',
    emergencyHref: emergencyHref(walkIn, rows, at),
  }))
}

function whatItTakes(markable: Markable, people: number, side: Side) {
  return {
    /** Then what to do if it takes place all the same. */
    cancelled: markable === 'nothing' ? side.ifItTakesPlace : undefined,
    toldOnly: markable === 'told-us',
    takesEverything: markable === 'everything',
    hasForm: people > 0 || markable === 'everything',
  }
}

function summary(conflicts: { name: string; firstId: string }[], refused: string | undefined) {
  return [
    ...(refused === undefined ? [] : [{ href: '#main', text: refused }]),
    ...conflicts.map(({ name, firstId }) => ({
      href: `#${firstId}`,
      text: `${name} was marked by somebody else meanwhile`,
    })),
  ]
}

function refusedWords({ refused }: Again, { register }: RegisterRows, side: Side, { timeZone }: Moment) {
  if (refused === 'too-early') return 'Who came can be noted from the day of the class on'
  if (refused === 'cancelled')
    return `This class was called off, so nothing was noted. ${side.ifItTakesPlace}`
  if (refused === undefined) return undefined
  const day = dayInWords(register.starts_at, timeZone)
  return `This class has moved to ${day} meanwhile, and nothing was noted yet. Look whether what you chose is right for that day, and save again`
}

function personRow(person: RegisterRow, rows: RegisterRows, markable: Markable, at: Moment, again: Again) {
  const { enrolment_id: id, name, mark } = person
  const conflict = again.conflicts?.find(({ enrolmentId }) => enrolmentId === id)
  const chosen = chosenMark(person, again)
  const left = leftWords(person, at)
  return {
    id,
    name,
    firstId: `mark-${id}`,
    left,
    ...toKnow(person, left !== undefined, rows),
    emergencyHref: emergencyHref(person, rows, at),
    was: mark ?? '',
    options: marks
      .filter((one) => markable === 'everything' || one === 'told-us' || one === mark)
      .map((one, index) => ({
        value: one,
        text: markWords[one],
        fieldId: index === 0 ? `mark-${id}` : `mark-${id}-${index}`,
        checked: one === chosen,
      })),
    // Somebody is marked by mistake before anybody knows: then nothing is to be said of them.
    canBeCleared: mark !== null,
    cleared: chosen === null,
    noted: notedWords(person, at),
    earlier: historyOf(person.person_id, rows.history, at),
    conflict: conflict && conflictWords(conflict, person),
  }
}

/** What is ticked: what they left when the page is shown again, else what stands there. */
function chosenMark(
  { enrolment_id: id, mark }: RegisterRow,
  { said, conflicts, refused }: Again,
): Mark | null {
  const left = said?.get(id)
  // What they did not touch is as it stands by now: sent again, it takes back nothing that somebody else said.
  if (left === undefined || !isTouched(left)) return mark
  const isNoted = refused === undefined && conflicts?.some(({ enrolmentId }) => enrolmentId === id) !== true
  return isNoted ? mark : left.chosen
}

function conflictWords({ chosen, now }: Conflict, { marked_by: by }: RegisterRow): string {
  const theirs = now === null ? 'took the mark away' : `noted “${markWords[now]}”`
  const yours = chosen === null ? 'you took it away' : `you chose “${markWords[chosen]}”`
  return `${by ?? 'Somebody'} ${theirs} meanwhile, and ${yours}. Theirs stands. Choose what is right, and save again.`
}

function leftWords({ status, ended_at: endedAt }: RegisterRow, { timeZone }: Moment): string | undefined {
  if (status !== 'withdrawn' && status !== 'cancelled') return undefined
  return endedAt === null ? 'Has left' : `Left on ${shortDay(endedAt, timeZone)}`
}

function notedWords({ mark, marked_at: at, marked_by: by }: RegisterRow, { timeZone }: Moment) {
  if (mark === null || at === null) return undefined
  return `Noted by ${by ?? 'somebody'}, ${shortDay(at, timeZone)}, ${timeInWords(at, timeZone)}`
}

/** What was noted before what stands there now. */
function historyOf(personId: string, history: MarkEvent[], { timeZone }: Moment): string[] {
  const events = history.filter(({ person_id: id }) => id === personId)
  if (events.length < 2) return []
  return events.map(
    ({ at, by, ...event }) =>
      `${eventWords(event)}: ${by}, ${shortDay(at, timeZone)}, ${timeInWords(at, timeZone)}`,
  )
}

function eventWords({ to_mark: mark, means }: Pick<MarkEvent, 'to_mark' | 'means'>): string {
  if (means === 'moved')
    return mark === null
      ? 'Taken away, as the class moved to another day'
      : 'Told us of this day, to which the class is back'
  return mark === null ? 'Mark taken away' : markWords[mark]
}

function progressWords(people: number, unmarked: number, markable: Markable) {
  if (people === 0) return { progress: 'Nobody has a place on this one.' }
  if (unmarked === 0) return { progress: `Everybody is marked: ${counted(people, 'person', 'people')}.` }
  const progress = `${people - unmarked} of ${counted(people, 'person', 'people')} marked.`
  if (markable !== 'everything') return { progress }
  return { progress, everyoneText: unmarked === people ? 'Everyone came' : 'Everyone else came' }
}

/** Nothing of it is left to type in. */
function isDone({ register, people }: RegisterRows): boolean {
  const counted = !register.drop_in || register.head_count !== null
  return counted && people.every(({ mark }) => mark !== null)
}
