import type { Details } from '../../../editing/merge-edits.ts'
import { contrast, isHex } from '../../../lib/contrast.ts'

/** What the college says on its prospectus, and in which colours. */
export interface Cover extends Details {
  title: string
  words: string
  about_us: string
  how_to_enrol: string
  /** As `#0f5558`. */
  colour: string
  accent: string
  /** The id of a picture, or empty. */
  picture: string
  picture_words: string
}

/** Until the college has its own. */
export const firstCover: Cover = {
  title: 'Prospectus',
  words: 'Free courses about living well, for everybody.',
  about_us:
    'Every course here is planned and taught together by somebody who has been there and somebody who works in the field.\n\nStudents are people who use services, their families and friends, staff and neighbours, together in one class.',
  how_to_enrol: 'Courses are free. You choose them yourself: nobody needs to send you.',
  colour: '#0f5558',
  accent: '#a43d1c',
  picture: '',
  picture_words: '',
}

/** WCAG 2.2, 1.4.3: what text needs. */
const enough = 4.5
/** The lightest of the grounds that text in these colours stands on is white; white text stands on them, too. */
const white = '#ffffff'

export type ColourDecision =
  | { ok: true }
  | { ok: false; reason: 'not-a-colour' }
  /** `contrast`: what it has against white, where 4.5 is needed. */
  | { ok: false; reason: 'too-pale'; contrast: number }

/** A colour must do as text on white and as a ground of white text, which is one and the same. */
export function decideColour(colour: string): ColourDecision {
  if (!isHex(colour)) return { ok: false, reason: 'not-a-colour' }
  const against = contrast(colour, white)
  return against < enough ? { ok: false, reason: 'too-pale', contrast: against } : { ok: true }
}
