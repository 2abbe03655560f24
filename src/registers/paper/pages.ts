import { Temporal } from 'temporal-polyfill'
import { shortWhenOf, whereOf } from '../../enrolment/dates.ts'
import { dayOf, instantOf, type Moment } from '../../lib/time.ts'
import { counted, dayInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { type Typed, withErrors } from '../../web/form-page.ts'
import type { Register, RegisterRow } from '../marking/queries.ts'
import type { Side } from '../marking/sides.ts'
import { codeOf } from './code.ts'
import { spans } from './forms.ts'
import type { listSheetNames, listSheets } from './queries.ts'

const blankRows = { dropIn: 15, otherwise: 4 }

interface SheetRows {
  register: Pick<Register, 'number' | 'drop_in' | 'title'>
  session: SessionDetails
  people: Pick<RegisterRow, 'name' | 'status'>[]
}

/** The sheet of one session, as it goes round the room. */
export function sheetPage({ register, ...rows }: SheetRows & { register: Register }, side: Side, at: Moment) {
  return {
    teachingStyles: true,
    forPaper: true,
    back: { href: side.register(register), text: 'Register' },
    ...sheetOf({ register, ...rows }, at),
  }
}

/**
 * Names and a place to sign, and nothing else of anybody. Empty rows are for whoever walks in; the code finds the
 * register again when it is typed in.
 */
function sheetOf({ register, session, people }: SheetRows, at: Moment) {
  const expected = people.filter(({ status }) => !['withdrawn', 'cancelled', 'merged'].includes(status))
  return {
    title: `Sign-in sheet: ${register.title}`,
    code: codeOf(register.number),
    when: shortWhenOf(session, at),
    where: whereOf(session),
    people: expected.map(({ name }) => ({ name })),
    blanks: Array.from({ length: register.drop_in ? blankRows.dropIn : blankRows.otherwise }),
    dropIn: register.drop_in,
    printedOn: dayInWords(at.now, at.timeZone),
  }
}

interface SheetsRows {
  sheets: Awaited<ReturnType<typeof listSheets>>
  names: Awaited<ReturnType<typeof listSheetNames>>
  venues: { id: string; name: string }[]
}

/** The sheets of a day or of seven, one after the other on paper; on the screen, which they are. */
export function sheetsPage({ sheets, names, venues }: SheetsRows, form: Typed, at: Moment) {
  const { typed } = form
  return {
    title: 'Sign-in sheets to print',
    teachingStyles: true,
    forPaper: true,
    back: { href: paths.adminRegisters(), text: 'Registers' },
    action: paths.adminSheets(),
    spans: spans.map((span) => ({
      value: span,
      text: span === '1' ? 'That day' : 'Seven days from then',
      checked: span === (typed.days ?? '1'),
    })),
    venues: [{ id: '', name: 'Every site' }, ...venues].map(({ id, name }) => ({
      value: id,
      text: name,
      selected: id === (typed.venue ?? ''),
    })),
    count: sheets.length === 0 ? undefined : counted(sheets.length, 'sheet'),
    rows: sheets.map((sheet) => ({
      title: sheet.title,
      href: paths.adminSheet({ id: sheet.id }),
      detail: `${shortWhenOf(sheet, at)}, ${whereOf(sheet)}`,
      aside: codeOf(sheet.number),
    })),
    sheets: sheets.map((sheet) => {
      const people = names.filter(({ session_id: id }) => id === sheet.id)
      return { ...sheetOf({ register: sheet, session: sheet, people }, at), several: true }
    }),
    ...withErrors({ ...form, typed: { ...typed, day: typed.day ?? dayOf(at.now, at.timeZone) } }),
  }
}

/** The days that are asked for: from the first moment of one until the first after the last. */
export function daysFrom(day: string, days: number, timeZone: string) {
  const first = Temporal.PlainDate.from(day)
  const midnight = (plus: number) => instantOf(first.add({ days: plus }).toZonedDateTime(timeZone))
  return { from: midnight(0), until: midnight(days) }
}
