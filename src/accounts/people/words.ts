import type { PreferredContact, Role } from '../../database/schema.ts'
import { listed } from '../../lib/words.ts'
import type { FieldError } from '../../web/form.ts'
import type { ReachRefusal } from './rules.ts'

export const roleWords: Record<Role, { text: string; hint: string }> = {
  student: { text: 'Student', hint: 'Takes part in courses.' },
  trainer: { text: 'Trainer', hint: 'Sees who comes to the courses they teach, and what helps.' },
  'personal-tutor': { text: 'Personal tutor', hint: 'Goes along with students and their plans.' },
  administrator: { text: 'Administrator', hint: 'Runs the office: sees and changes everything here.' },
  auditor: { text: 'Auditor', hint: 'Looks at what was done, and changes nothing.' },
}

/** `Student and trainer`; `No role` */
export function rolesInWords(roles: readonly Role[]): string {
  if (roles.length === 0) return 'No role'
  const words = listed(roles.map((role) => roleWords[role].text.toLowerCase()))
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const contactWords: Record<PreferredContact, string> = {
  email: 'Email',
  phone: 'A phone call',
  text: 'A text message',
  post: 'A letter',
}

export const meansWords = { online: 'online', paper: 'on paper', verbal: 'by word of mouth' }

/** Beside which field it is said that they could not be reached, and what to do. */
export const reachErrors: Record<ReachRefusal, FieldError> = {
  'no-email-yet': {
    field: 'preferred_contact',
    message: 'They have no email address that they have confirmed. Choose another way for now',
  },
  'no-phone': { field: 'phone', message: 'Enter a phone number, or choose a letter below' },
  'no-address': {
    field: 'postal_address',
    message: 'Enter where letters go, or choose another way to reach them',
  },
}
