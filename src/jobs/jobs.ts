// Every kind of background work, with what each needs to know. The features say what they do (worker.ts joins the two).

export interface Jobs {
  /** Send whoever has this address what lets them in, or nobody anything. `requestId` is the id that proof will have. */
  'accounts.send-proof': {
    requestId: string
    email: string
    purpose: 'sign-in' | 'new-password'
    next: string | null
  }
  /** Ask by mail whether the address a person gave is theirs. */
  'accounts.confirm-address': { personId: string }
  /** Forget sessions that are over, and tries that no longer count. */
  'accounts.sweep-sessions': Record<string, never>
  /** Give back every place of somebody whose account closes, say goodbye, and erase them. */
  'accounts.close': { personId: string }
  /** Look for accounts that close and are not erased yet. */
  'accounts.sweep-closings': Record<string, never>
  /** Erase what has been kept long enough. */
  'accounts.retention': Record<string, never>
  /** Send one mail of the outbox. */
  'mail.deliver': { mailId: string }
  /** Look for mails that nobody is sending. */
  'mail.sweep': Record<string, never>
  /** Send one text message of the outbox. */
  'texts.deliver': { textId: string }
  /** Look for text messages that nobody is sending. */
  'texts.sweep': Record<string, never>
  /** Remind people of the classes that are near. */
  'registers.remind': Record<string, never>
  /** A text message will not be delivered: write what it said by email, where that can be done. */
  'registers.text-failed': { failedTextId: string }
  /** Ask trainers for registers that nobody has finished. */
  'registers.chase': Record<string, never>
  /** Give or offer the free places of one run to those who wait. */
  'waiting-list.fill-places': { runId: string }
  /** Look for runs with a free place and somebody waiting, and for offers whose time has run out. */
  'waiting-list.sweep': Record<string, never>
  /** A course has another name: calendars are to say it. */
  'scheduling.tell-of-course': { courseId: string }
  /** A venue was changed: tell whoever comes there. `fields`: of the venue. */
  'scheduling.tell-of-venue': { venueId: string; fields: string[] }
  /** A trainer of a run went or came: tell the office of dates that lack half of their pair. */
  'scheduling.tell-of-missing': { runId: string }
  /** Make the invites of everyone on a run say what its sessions now say. */
  'enrolment.refresh-invites': { runId: string }
  /** Make the invites of everyone who gives a run say what its sessions now say; of dates on `renew`, how many come too. */
  'enrolment.refresh-teaching': { runId: string; renew?: string }
  /** Say anew how many come tomorrow, at the hour for it. */
  'enrolment.tell-how-many-come': Record<string, never>
  /** Make every invite of one person say what they now wish. */
  'enrolment.refresh-person': { personId: string }
  /** Tell everyone on a run that it is cancelled. */
  'enrolment.cancel-run': { runId: string }
  /** Close a run that is over. */
  'enrolment.end-run': { runId: string }
  /** Of a run that is over: who completed it, by its registers. */
  'registers.settle': { runId: string }
  /** Look for runs that are over and whose registers say something else than is noted. */
  'registers.sweep': Record<string, never>
  /** Look for runs that are over, and for news that nobody has told. */
  'enrolment.sweep': Record<string, never>
}

export type JobName = keyof Jobs
export type JobFunctions = { [Name in JobName]: (payload: Jobs[Name], attempt: Attempt) => Promise<void> }

export interface Attempt {
  number: number
  last: boolean
}
