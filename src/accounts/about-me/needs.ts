// What people ask for so that they can take part, in the words they would use. The kinds are those of the Accessible
// Information Standard (DAPB1605: information formats, communication support, ways to be contacted), and one for the room.
import type { Need, NeedKind } from '../../database/schema.ts'

interface NeedWords {
  need: Need
  /** On a flag: as short as it can be. */
  flag: string
  /** On the form, as the person would say it. */
  text: string
}

interface KindWords {
  kind: NeedKind
  title: string
  question: string
  needs: NeedWords[]
}

const somethingElse: NeedWords = { need: 'something-else', flag: 'Something else', text: 'Something else' }

const need = (need: Need, flag: string, text = flag): NeedWords => ({ need, flag, text })

export const needKinds: KindWords[] = [
  {
    kind: 'format',
    title: 'How I read',
    question: 'How would you like us to give you information?',
    needs: [
      need('large-print', 'Large print'),
      need('easy-read', 'Easy read', 'Easy read: short words and pictures'),
      need('coloured-paper', 'Coloured paper'),
      need('audio', 'Audio', 'Something I can listen to'),
      need('screen-reader-email', 'Screen reader', 'Email that a screen reader can read'),
      need('braille', 'Braille'),
      need('another-language', 'Another language'),
      somethingElse,
    ],
  },
  {
    kind: 'communication',
    title: 'How I talk and listen',
    question: 'What helps you to talk with us and to follow?',
    needs: [
      need('more-time', 'More time', 'More time to think and speak'),
      need('hearing-loop', 'Hearing loop'),
      need('lip-speaker', 'Lip-reading', 'I lip-read, or use a lip-speaker'),
      need('bsl-interpreter', 'BSL interpreter', 'A British Sign Language interpreter'),
      need('speech-to-text', 'Speech to text', 'Words written down as they are spoken'),
      need('advocate', 'Advocate', 'Somebody who speaks for me or with me'),
      somethingElse,
    ],
  },
  {
    kind: 'contact',
    title: 'How to reach me',
    question: 'Which way of reaching you works for you?',
    needs: [
      need('by-text', 'Text messages', 'Text messages, because I cannot use the phone'),
      need('by-email', 'Email only', 'Email, because I cannot use the phone'),
      need('by-phone', 'Phone calls', 'Phone calls, because reading is hard'),
      need('by-post', 'Letters', 'Letters, because I do not go online'),
      need('by-relay', 'Relay UK', 'Calls through Relay UK'),
      need('through-somebody', 'Through somebody', 'Through somebody I trust'),
      somethingElse,
    ],
  },
  {
    kind: 'in-the-room',
    title: 'In the room',
    question: 'What do you need in the room?',
    needs: [
      need('step-free', 'Step-free', 'No steps on the way in'),
      need('room-to-move', 'Room to move', 'Room for a wheelchair, a frame or a scooter'),
      need('quiet-space', 'Quiet space', 'A quiet space to go to'),
      need('seat-choice', 'Choice of seat', 'A certain seat or chair'),
      need('breaks', 'Breaks', 'Breaks when I need them'),
      need('lighting', 'Softer light', 'Softer light, or no strong smells'),
      need('assistance-dog', 'Assistance dog', 'I bring an assistance dog'),
      somethingElse,
    ],
  },
]

/** The kind with this name, or undefined. */
export function kindOf(kind: unknown): KindWords | undefined {
  return needKinds.find((known) => known.kind === kind)
}

/** True when this need is one of this kind's. */
export function isOfKind(kind: NeedKind, need: string): boolean {
  return kindOf(kind)?.needs.some((known) => known.need === need) === true
}

/** `Large print`: as short as a flag. */
export function flagOf(kind: NeedKind, need: Need): string {
  return kindOf(kind)?.needs.find((known) => known.need === need)?.flag ?? need
}
