import type { JobName } from './jobs.ts'

// What each kind of work is for, as the office would say it.
const words: Partial<Record<JobName, string>> = {
  'accounts.send-proof': 'Send somebody a link to sign in or to set a password',
  'accounts.confirm-address': 'Ask somebody whether an email address is theirs',
  'accounts.sweep-sessions': 'Forget who was signed in once, and how often something was tried',
  'accounts.close': 'Give back the places of somebody who closes their account, and erase them',
  'accounts.sweep-closings': 'Find accounts that are to be closed',
  'accounts.retention': 'Erase what has been kept long enough',
  'mail.sweep': 'Find messages that wait to be sent',
  'texts.sweep': 'Find text messages that wait to be sent',
  'registers.remind': 'Remind people of the classes that are near',
  'registers.text-failed': 'Write by email what a text message could not bring',
  'registers.chase': 'Ask trainers for registers that nobody has finished',
  'waiting-list.fill-places': 'Give or offer a free place to the next person on a waiting list',
  'waiting-list.sweep': 'Find free places, and offers whose time has run out',
  'scheduling.tell-of-course': 'Give a course its new name in everybody’s calendar',
  'scheduling.tell-of-venue': 'Tell everyone who comes to a venue that it was changed',
  'scheduling.tell-of-missing': 'Tell the office that a trainer is needed',
  'enrolment.refresh-invites': 'Tell everyone on a run of its new dates',
  'enrolment.refresh-teaching': 'Bring the calendar entries of the trainers of a run up to date',
  'enrolment.tell-how-many-come': 'Tell trainers how many people come tomorrow',
  'enrolment.refresh-person': 'Bring the calendar entries of one person up to date',
  'enrolment.cancel-run': 'Tell everyone on a run that it is cancelled',
  'enrolment.end-run': 'Close a run that is over',
  'enrolment.sweep': 'Find runs that are over, and news that nobody has told',
}

/** The kind of work in plain words; a name that is not ours is that of another version of the product. */
export function workInWords(name: string): string {
  return (words as Record<string, string | undefined>)[name] ?? 'Other work in the background'
}
