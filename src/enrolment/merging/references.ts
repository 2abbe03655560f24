// What becomes of everything that points at a person when two records are merged. A test asks the database for all of
// them, and fails for one that nobody thought of here.

interface Keys {
  /** These find the row again among those of one person. */
  key: readonly string[]
  /** What the kept record has at most once; the key, when left out. */
  sameBy?: readonly string[]
  /** And what becomes of a row of which the kept record has the same. */
  same: 'cannot-be' | 'stays-behind' | 'is-taken-away'
}

/** What happens to the rows of the record that is merged with the other. */
export type Fate =
  | ({ does: 'moves' } & Keys)
  /** They go to the kept record, and settle.ts says how: by a choice, or by what they bring with them. */
  | { does: 'is-settled'; how: string }
  | { does: 'stays'; because: string }
  | { does: 'ends'; because: string }
  | { does: 'forbids'; because: string }

const whoDidIt: Fate = { does: 'stays', because: 'It says who did something, and was true then.' }
const history: Fate = {
  does: 'stays',
  because: 'History is only added to. It is read together with that of the kept record.',
}
const ownSignIn: Fate = {
  does: 'stays',
  because: 'The kept record has its own ways to sign in. These open nothing until the merge is undone.',
}
const itself: Fate = { does: 'stays', because: 'It is the note of a merge.' }
const byId = { does: 'moves', key: ['id'], same: 'cannot-be' } as const

export const references: Record<string, Fate> = {
  'access_need.person_id': { does: 'is-settled', how: 'Of one need told to both, the newer words stand.' },
  'access_need.recorded_by': whoDidIt,
  'access_need_met.recorded_by': whoDidIt,
  'account_closing.asked_by': whoDidIt,
  'account_closing.person_id': {
    does: 'forbids',
    because: 'What is being closed is not merged with anything.',
  },
  'agreement_acceptance.person_id': { does: 'moves', key: ['agreement_id'], same: 'stays-behind' },
  'agreement_acceptance.recorded_by': whoDidIt,
  'attendance.marked_by': whoDidIt,
  'attendance_event.by_id': history,
  'audit_event.actor_id': history,
  // Of a record whose address nobody has confirmed it ends instead, and so does its single sign-on: see endWaysIn.
  'calendar_feed.person_id': { does: 'moves', key: ['token_hash'], sameBy: [], same: 'stays-behind' },
  'calendar_invite.person_id': {
    does: 'stays',
    because: 'The old address is told that the dates are gone, and the kept record is invited anew.',
  },
  'call.done_by': whoDidIt,
  'call.person_id': byId,
  'completion_decision.decided_by': whoDidIt,
  'credential.person_id': ownSignIn,
  'email_change.asked_by': whoDidIt,
  'email_change.person_id': { does: 'stays', because: 'Its links are ended, so nobody can answer it.' },
  'email_proof.person_id': { does: 'ends', because: 'A link to the other record must open nothing.' },
  'emergency_contact.person_id': { does: 'is-settled', how: 'Of two, the office chooses one.' },
  'enrolment.person_id': byId,
  'enrolment_event.actor_id': history,
  'follow_up.closed_by': whoDidIt,
  'follow_up.taken_by': whoDidIt,
  'follow_up_call.by_id': whoDidIt,
  'follow_up_call.taken_back_by': whoDidIt,
  'import_draft.begun_by': whoDidIt,
  'import_draft.imported_by': whoDidIt,
  'mail.person_id': byId,
  'person.merged_into': byId,
  'person_merge.kept_id': itself,
  'person_merge.merged_by': itself,
  'person_merge.merged_id': itself,
  'person_merge.undone_by': itself,
  'prerequisite_met.noted_by': whoDidIt,
  'prerequisite_met.person_id': { does: 'moves', key: ['course_id'], same: 'is-taken-away' },
  're_engagement.person_id': byId,
  're_engagement.sent_by': whoDidIt,
  'recovery_code.person_id': ownSignIn,
  'register_chase.person_id': { does: 'moves', key: ['session_id'], same: 'is-taken-away' },
  'role_grant.person_id': { does: 'moves', key: ['role'], same: 'is-taken-away' },
  'run_trainer.person_id': { does: 'moves', key: ['run_id'], same: 'is-taken-away' },
  'second_factor.person_id': ownSignIn,
  'sensitive_reading.person_id': history,
  'sensitive_reading.reader_id': whoDidIt,
  'session_trainer.person_id': { does: 'is-settled', how: 'It follows its trainer of the run.' },
  'single_sign_on_identity.person_id': {
    does: 'moves',
    key: ['issuer', 'subject'],
    sameBy: ['issuer'],
    same: 'stays-behind',
  },
  'supporter.person_id': { does: 'is-settled', how: 'Of two, the office chooses one.' },
  'term_copy_gap.person_id': byId,
  'text_message.person_id': byId,
  'trainer.person_id': { does: 'moves', key: ['person_id'], sameBy: [], same: 'stays-behind' },
  'trainer_absence.person_id': {
    does: 'moves',
    key: ['id'],
    sameBy: ['starts_on', 'ends_on'],
    same: 'stays-behind',
  },
  'trainer_availability.person_id': { does: 'moves', key: ['weekday', 'part'], same: 'is-taken-away' },
  'trainer_course.person_id': { does: 'moves', key: ['course_id'], same: 'is-taken-away' },
  'trainer_look.person_id': { does: 'moves', key: ['person_id'], sameBy: [], same: 'stays-behind' },
  'trainer_training.person_id': byId,
  'unsent_form.person_id': {
    does: 'stays',
    because: 'Its own person alone can read it, and in a day it is gone.',
  },
  'walk_in.added_by': whoDidIt,
  'walk_in.person_id': { does: 'moves', key: ['id'], sameBy: ['session_id'], same: 'stays-behind' },
  'web_session.person_id': { does: 'ends', because: 'Nobody goes on in a record that is part of another.' },
}

export interface Moving extends Required<Keys> {
  table: string
  column: string
}

/** The columns whose rows simply go to the kept record. */
export const moving: readonly Moving[] = Object.entries(references).flatMap(([name, fate]) => {
  const [table = '', column = ''] = name.split('.')
  return fate.does === 'moves'
    ? [{ table, column, key: fate.key, sameBy: fate.sameBy ?? fate.key, same: fate.same }]
    : []
})
