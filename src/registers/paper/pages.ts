import { shortWhenOf, whereOf } from '../../enrolment/dates.ts'
import type { Moment } from '../../lib/time.ts'
import { dayInWords } from '../../lib/words.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import type { Register, RegisterRow } from '../marking/queries.ts'
import type { Side } from '../marking/sides.ts'
import { codeOf } from './code.ts'

const blankRows = { dropIn: 18, otherwise: 4 }

interface SheetRows {
  register: Register
  session: SessionDetails
  people: RegisterRow[]
}

/**
 * A sheet that goes round the room: names and a place to sign, and nothing else of anybody. Empty rows are for whoever
 * walks in; the code finds the register again when it is typed in.
 */
export function sheetPage({ register, session, people }: SheetRows, side: Side, at: Moment) {
  const expected = people.filter(({ status }) => !['withdrawn', 'cancelled', 'merged'].includes(status))
  return {
    title: `Sign-in sheet: ${register.title}`,
    teachingStyles: true,
    forPaper: true,
    back: { href: side.register(register), text: 'Register' },
    code: codeOf(register.number),
    when: shortWhenOf(session, at),
    where: whereOf(session),
    people: expected.map(({ name }) => ({ name })),
    blanks: Array.from({ length: register.drop_in ? blankRows.dropIn : blankRows.otherwise }),
    dropIn: register.drop_in,
    printedOn: dayInWords(at.now, at.timeZone),
  }
}
