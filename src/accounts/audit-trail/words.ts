import type { Role } from '../../database/schema.ts'
import type { Permission } from '../rules.ts'

/** What each permission means to somebody who does not read code. */
export const permissionWords: Record<Exclude<Permission, 'anyone'>, string> = {
  'use-own-account':
    'See and change their own details, download what we keep about them, and close their account',
  'have-second-factor': 'Sign in with codes from their phone as well as a password',
  'take-part': 'Enrol on courses, wait for a place, answer offers, and withdraw',
  teach:
    'See the runs they teach, who is coming and what helps them; ask for an emergency contact, with a reason',
  'follow-up':
    'See who missed a class without a word, and how to reach them; call them, note what came of it, and withdraw whoever asks for it',
  'run-the-college': 'Run the office: runs, places, the call list, messages, and people’s accounts',
  audit: 'See the audit trail, how many people take part, and this table. Changes nothing',
}

export const roleWords: Record<Role, string> = {
  student: 'Student',
  trainer: 'Trainer',
  'personal-tutor': 'Personal tutor',
  administrator: 'Administrator',
  auditor: 'Auditor',
}

export const roles = Object.keys(roleWords) as Role[]
