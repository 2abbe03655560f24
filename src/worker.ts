// Joins every kind of background work with the feature that does it.
import { finishClosing } from './accounts/closing/finish.ts'
import { sweepClosings } from './accounts/closing/sweep.ts'
import { confirmAddress } from './accounts/proofs/confirm-address.ts'
import { announceClosings } from './accounts/retention/announce.ts'
import { applyRetention } from './accounts/retention/apply.ts'
import { sendProof } from './accounts/proofs/send-proof.ts'
import { sweepSessions } from './accounts/sessions/sweep.ts'
import type { Config } from './config/config.ts'
import type { Db } from './database/schema.ts'
import { inTransaction } from './database/transaction.ts'
import { endRun } from './enrolment/end-run.ts'
import { leaveEveryRun } from './enrolment/leave-every-run.ts'
import { endCancelledRun, refreshInvites, refreshPerson } from './enrolment/run-jobs.ts'
import { refreshTeaching, tellHowManyCome } from './enrolment/teaching-invites/refresh.ts'
import { sweepTeaching } from './enrolment/teaching-invites/sweep.ts'
import { sweepEnrolments } from './enrolment/sweep.ts'
import type { JobFunctions, JobName } from './jobs/jobs.ts'
import { startWorker } from './jobs/run.ts'
import type { Sender } from './mail/compose.ts'
import { type Delivery, deliver, sweepMail } from './mail/deliver.ts'
import { type Post, postFor } from './mail/transport.ts'
import { chaseRegisters } from './registers/chasing/chase-registers.ts'
import { writeInstead } from './registers/instead/write-instead.ts'
import { sendReminders } from './registers/reminders/send-reminders.ts'
import { settleCompletion, sweepCompletion } from './registers/completion/settle.ts'
import { tellOfCourse } from './scheduling/tell-of-course.ts'
import { tellOfMissing } from './scheduling/trainers/alerts/tell-of-missing.ts'
import { tellOfVenue } from './scheduling/venues/tell-of-venue.ts'
import { deliverText, sweepTexts, type TextDelivery } from './texts/deliver.ts'
import { providerFor } from './texts/provider.ts'
import { fillPlaces } from './waiting-list/fill-places.ts'
import { sweepWaitingLists } from './waiting-list/sweep.ts'
import type { Deps } from './web/deps.ts'

export interface Workshop {
  db: Db
  config: Config
  post: Post
  clock: () => Date
}

export function jobFunctions({ db, config, post, clock }: Workshop): JobFunctions {
  const context = { config, clock }
  return {
    ...messageJobs({ db, config, post, clock }),
    ...jobsOfRegisters({ db, config, clock }),
    'accounts.send-proof': (asked) =>
      inTransaction(db, (tx) => sendProof(tx, asked, { config, now: clock() })),
    'accounts.confirm-address': ({ personId }) =>
      inTransaction(db, (tx) => confirmAddress(tx, personId, { config, now: clock() })),
    'accounts.sweep-sessions': () => sweepSessions(db, clock()),
    'accounts.close': async ({ personId }) => {
      await leaveEveryRun(db, personId, context)
      await finishClosing(db, personId, context)
    },
    'accounts.sweep-closings': () => sweepClosings(db),
    'accounts.retention': async () => {
      await announceClosings(db, config, clock())
      await applyRetention(db, config.retention, { now: clock(), timeZone: config.timeZone })
    },
    'waiting-list.fill-places': ({ runId }) => inTransaction(db, (tx) => fillPlaces(tx, runId, context)),
    'waiting-list.sweep': () => sweepWaitingLists(db, clock()),
    'scheduling.tell-of-course': ({ courseId }) => tellOfCourse(db, courseId, clock()),
    'scheduling.tell-of-venue': (changed) => tellOfVenue(db, changed, clock()),
    'scheduling.tell-of-missing': ({ runId }) =>
      inTransaction(db, (tx) => tellOfMissing(tx, runId, { config, now: clock() })),
    'enrolment.refresh-invites': async ({ runId }) => {
      await refreshInvites(db, runId, context)
      // A date may have been moved to a day on which one of its trainers is away, or from one.
      await inTransaction(db, (tx) => tellOfMissing(tx, runId, { config, now: clock() }))
    },
    'enrolment.refresh-teaching': (asked) => refreshTeaching(db, asked, context),
    'enrolment.tell-how-many-come': () => tellHowManyCome(db, context),
    'enrolment.refresh-person': ({ personId }) => refreshPerson(db, personId, context),
    'enrolment.cancel-run': ({ runId }) => endCancelledRun(db, runId, context),
    'enrolment.end-run': ({ runId }) => inTransaction(db, (tx) => endRun(tx, runId, context)),
    'enrolment.sweep': async () => {
      await sweepEnrolments(db, clock())
      await sweepTeaching(db, context)
    },
  }
}

type JobsOf<Part extends string> = Pick<JobFunctions, Extract<JobName, `${Part}.${string}`>>

/** What leaves the college. */
function messageJobs({ db, config, post, clock }: Workshop): JobsOf<'mail' | 'texts'> {
  const delivery: Delivery = { db, post, clock, sender: senderFrom(config) }
  const provider = config.texts === undefined ? undefined : providerFor(config.texts)
  const textDelivery: TextDelivery = { db, provider, clock, timeZone: config.timeZone }
  return {
    'mail.deliver': ({ mailId }, attempt) => deliver(delivery, mailId, attempt),
    'mail.sweep': () => sweepMail(delivery),
    'texts.deliver': ({ textId }, attempt) => deliverText(textDelivery, textId, attempt),
    'texts.sweep': () => sweepTexts(textDelivery),
  }
}

function jobsOfRegisters({ db, config, clock }: Omit<Workshop, 'post'>): JobsOf<'registers'> {
  return {
    'registers.remind': () => sendReminders(db, { config, now: clock() }),
    'registers.text-failed': ({ failedTextId }) =>
      inTransaction(db, (tx) => writeInstead(tx, failedTextId, { config, now: clock() })),
    'registers.chase': () => chaseRegisters(db, { config, now: clock() }),
    'registers.settle': ({ runId }) =>
      inTransaction(db, (tx) => settleCompletion(tx, runId, { config, clock })),
    'registers.sweep': () => sweepCompletion(db, clock()),
  }
}

export function senderFrom(config: Config): Sender {
  return { college: config.college, address: config.calendarAddress, baseUrl: config.baseUrl }
}

/** Starts working through jobs, until stopped. */
export async function startWorkerFor(
  deps: Pick<Deps, 'db' | 'pool' | 'config' | 'clock' | 'log'>,
): Promise<{ stop(): Promise<void> }> {
  const post = postFor(deps.config.smtpUrl)
  const runner = await startWorker({
    pool: deps.pool,
    functions: jobFunctions({ ...deps, post }),
    log: deps.log,
  })
  return {
    stop: async () => {
      await runner.stop()
      post.close()
    },
  }
}
