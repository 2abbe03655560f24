import type { Config } from '../../config/config.ts'
import { statusWords } from '../../enrolment/words.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords, shortDay } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Run } from '../../scheduling/queries.ts'
import { nothingTyped, type Typed, withErrors } from '../../web/form-page.ts'
import type { ClassToMark, CompletionRow } from './queries.ts'
import { sessionsNeeded } from './rules.ts'
import { neededFor, outcomeOf } from './settle.ts'

/** A form that comes back, and of whom it was. */
export interface Again {
  enrolmentId: string
  form: Typed
}

interface Completion {
  rows: CompletionRow[]
  toMark: ClassToMark[]
}

/** Who completed the course on a run that is over, by what, and how to decide otherwise. */
export function completionPage(
  run: Run,
  { rows, toMark }: Completion,
  config: Config,
  at: Moment,
  again?: Again,
) {
  const completed = rows.filter(({ status }) => status === 'completed').length
  const printable = rows.filter(hasCertificate).length
  return {
    title: `Who completed: ${run.title}`,
    back: { href: paths.adminRun({ id: run.id }), text: 'The run' },
    isOver: run.status === 'ended',
    rule: ruleWords(run, config),
    count: `${completed} of ${counted(rows.length, 'person', 'people')} completed it`,
    certificatesHref: printable > 0 ? paths.adminRunCertificates({ id: run.id }) : undefined,
    certificatesText: printable === 1 ? 'The certificate (PDF)' : `All ${printable} certificates (PDF)`,
    people: rows.map((row) => ({
      ...personRow(row, config, at, again),
      toMark: registersOf(row, toMark, at),
    })),
    ...withErrors(again?.form ?? nothingTyped),
  }
}

function hasCertificate({ status, account_closed: closed }: CompletionRow): boolean {
  return status === 'completed' && !closed
}

function ruleWords(run: Run, { completion }: Config): string {
  const { sessionsNeeded: needed, percent } = neededFor(run, completion)
  return needed === null
    ? `A course is completed by whoever came to ${percent}% of its classes, those before they joined too. A class that nobody marked counts neither way.`
    : `This run asks people to come to ${counted(needed, 'class', 'classes')}.`
}

function personRow(row: CompletionRow, config: Config, at: Moment, again: Again | undefined) {
  const { enrolment_id: id } = row
  const own = again?.enrolmentId === id ? again.form : nothingTyped
  const chosen =
    own.typed.outcome ?? (row.decided === null ? 'marks' : row.decided ? 'completed' : 'not-completed')
  return {
    name: row.name,
    labelId: `person-${id}`,
    came: cameWords(row, config),
    ...statusOf(row),
    waiting: waitingWords(row, config, at),
    decided: decidedWords(row, at),
    certificateHref: hasCertificate(row) ? paths.adminCertificate({ id }) : undefined,
    isOpen: own !== nothingTyped,
    action: paths.adminCompletionDecision({ id }),
    fieldId: `outcome-${id}`,
    reasonId: `reason-${id}`,
    reason: own.typed.reason ?? row.decided_reason ?? '',
    reasonError: own.errors.find(({ field }) => field === `reason-${id}`)?.message,
    outcomeError: own.errors.find(({ field }) => field === `outcome-${id}`)?.message,
    options: [
      { value: 'completed', text: 'They completed it' },
      { value: 'not-completed', text: 'They did not complete it' },
      { value: 'marks', text: 'The marks say it' },
    ].map((option) => ({ ...option, checked: option.value === chosen })),
  }
}

function statusOf({ status }: CompletionRow) {
  return status === 'confirmed'
    ? { status: { kind: 'waiting', text: 'Not settled yet' }, decideText: 'Decide it here' }
    : { status: statusWords[status], decideText: 'Decide otherwise' }
}

/** `Came to 5 of 6 classes; 5 are enough.` */
function cameWords(row: CompletionRow, { completion }: Config): string {
  const { counts, came, said, without_place: without, unmarked } = row
  const notMarked = unmarked === 0 ? '' : ` ${counted(unmarked, 'class is', 'classes are')} not marked.`
  if (said === 0) return `No register says anything of them.${notMarked}`
  const needed = sessionsNeeded(row, neededFor(row, completion))
  const notTheirs = without === 0 ? '' : ` They had no place at ${without} of them.`
  return `Came to ${came} of ${counted(counts, 'class', 'classes')}; ${needed} ${needed === 1 ? 'is' : 'are'} enough.${notTheirs}${notMarked}`
}

/** The way to each register that says nothing of them. */
function registersOf({ person_id: id }: CompletionRow, toMark: ClassToMark[], { timeZone }: Moment) {
  return toMark
    .filter(({ person_id: person }) => person === id)
    .map(({ session_id: session, starts_at: startsAt }) => ({
      href: paths.adminRegister({ id: session }),
      text: shortDay(startsAt, timeZone),
    }))
}

function waitingWords(row: CompletionRow, config: Config, { now }: Moment): string | undefined {
  const outcome = outcomeOf(row, config, now)
  if (outcome.settled) return undefined
  return {
    'nothing-marked': 'Mark a register, or decide here.',
    'too-few-marked': 'Fewer than half of its classes are marked. Mark them, or decide here.',
    'registers-to-come': `Settled once every register is marked, or ${config.completion.waitDays} days after the last class.`,
  }[outcome.reason]
}

function decidedWords(row: CompletionRow, { timeZone }: Moment): string | undefined {
  if (row.decided_at === null) return undefined
  const why = row.decided_reason === null ? '' : `: ${row.decided_reason}`
  return `Decided by ${row.decided_by ?? ''} on ${dayInWords(row.decided_at, timeZone)}${why}`
}
