import type { Settings } from '../../enrolment/letter-facts.ts'
import { counted, shortDay, timeInWords } from '../../lib/words.ts'
import type { Letter } from '../../mail/content.ts'
import { paths } from '../../paths.ts'
import type { Unfinished } from './queries.ts'

/** Asks a trainer for registers. It names nobody who was to come. */
export function unfinishedLetter(registers: Unfinished[], settings: Settings): Letter {
  const one = registers.length === 1
  const link = ({ session_id: id }: Unfinished) => settings.baseUrl + paths.sessionRegister({ id })
  const [first] = registers
  return {
    template: 'registers/unfinished',
    subject: one ? 'A register to finish' : `${counted(registers.length, 'register')} to finish`,
    content: {
      heading: one ? 'A register to finish' : 'Registers to finish',
      paragraphs: [
        `Thank you for giving ${one ? 'this class' : 'these classes'}.`,
        ...whatIsMissing(registers),
      ],
      facts: registers.map((register) => ({
        label: `${register.title}, ${shortDay(register.starts_at, settings.timeZone)}, ${timeInWords(register.starts_at, settings.timeZone)}`,
        lines: one ? ['It takes a minute.'] : [link(register)],
      })),
      ...(first === undefined
        ? {}
        : { button: { text: one ? 'Open the register' : 'Open the first of them', href: link(first) } }),
      afterwards: ['We ask once. If you do not know any more who came, leave it as it is.'],
    },
  }
}

function whatIsMissing(registers: Unfinished[]): string[] {
  const [counts, marks] = [registers.some((one) => one.drop_in), registers.some((one) => !one.drop_in)]
  return [
    ...(marks
      ? [
          'Of some people it is not noted yet whether they came. It matters: whoever was missed gets a kind call from us.',
        ]
      : []),
    ...(counts ? ['Of a drop-in it is not noted yet how many people came.'] : []),
  ]
}
