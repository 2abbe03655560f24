// Where to look at who completed a course, at certificates, and at figures.
import type { Page } from 'playwright-core'
import type { Db, Mark } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { settleCompletion } from '../../../src/registers/completion/settle.ts'
import { addCourse, addEnrolment, addPerson, addRun, addTerm } from '../../support/college.ts'
import { page, type Sample } from './sample.ts'
import type { SampleCollege } from './sample-college.ts'
import type { Site } from './site.ts'

const day = 24 * 60

export const completionPages: Record<string, Sample[] | 'not a page'> = {
  [paths.certificate.pattern]: 'not a page',
  [paths.adminRunCertificates.pattern]: 'not a page',
  [paths.adminCertificate.pattern]: 'not a page',
  [paths.adminGraduationFile.pattern]: 'not a page',
  [paths.adminFiguresFile.pattern]: 'not a page',
  [paths.certificateCheck.pattern]: [
    page('visitor', () => '/certificates'),
    page('visitor', () => '/certificates?code=perhaps', 422),
  ],
  [paths.certificateGenuine.pattern]: [
    page('visitor', ({ certificateCode }) => paths.certificateGenuine({ code: certificateCode })),
    page('visitor', () => '/certificates/2222-2222-2222-2222', 404),
  ],
  [paths.adminRunCompletion.pattern]: [
    page('administrator', ({ endedRunId }) => paths.adminRunCompletion({ id: endedRunId })),
    page('administrator', ({ runs }) => paths.adminRunCompletion({ id: runs.several })),
  ],
  [paths.adminRunAttendance.pattern]: [
    page('administrator', ({ endedRunId }) => paths.adminRunAttendance({ id: endedRunId })),
    page('administrator', ({ runs }) => paths.adminRunAttendance({ id: runs.several })),
    page('administrator', ({ runs }) => paths.adminRunAttendance({ id: runs.dropIn })),
  ],
  [paths.adminPersonAttendance.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonAttendance({ id: people.student })),
    page('administrator', ({ people }) => paths.adminPersonAttendance({ id: people.caller })),
  ],
  [paths.adminGraduation.pattern]: [
    page('administrator', ({ endedTermId }) => `/admin/graduation?term=${endedTermId}`),
  ],
  [paths.adminFigures.pattern]: [
    page('administrator', () => '/admin/figures'),
    page('administrator', ({ endedTermId }) => `/admin/figures?term=${endedTermId}`),
    page('administrator', () => '/admin/figures?from=2020-01-01&until=2020-02-01'),
    page('administrator', () => '/admin/figures?from=someday', 422),
  ],
}

export const completionAnswers = [
  {
    name: 'a decision without a reason',
    who: 'administrator' as const,
    heading: 'Who completed: Finding your voice',
    reach: async (browser: Page, { endedRunId }: SampleCollege) => {
      await browser.goto(paths.adminRunCompletion({ id: endedRunId }))
      await browser.getByText('Decide otherwise').first().click()
      await browser.getByLabel('They completed it').first().check()
      await browser.getByRole('button', { name: 'Save' }).first().click()
    },
  },
]

/** A run that is over: the student completed it, somebody did not, and of one nobody said anything. */
export async function addEndedRun({ db, deps }: Site, student: string, now: Date) {
  const { id: course } = await addCourse(db, { title: 'Finding your voice', categories: ['Wellbeing'] })
  const sessions = [-20, -13].map((days) => ({ startsAt: addMinutes(now, days * day) }))
  const term = await addTerm(db, { name: 'The term before', startsOn: '2020-01-06', endsOn: '2020-06-26' })
  const { runId, peerId } = await addRun(db, { course, sessions, term, status: 'ended', now })
  const joinedAt = addMinutes(now, -30 * day)
  const said: [string, Mark | null][] = [
    [student, 'present'],
    [await addPerson(db, { name: 'Noor Finished', now }), 'told-us'],
    [await addPerson(db, { name: 'Wren Unmarked', now }), null],
  ]
  for (const [person, mark] of said)
    await markAll(db, await addEnrolment(db, runId, { person, joinedAt }), mark, peerId, now)
  await inTransaction(db, (tx) => settleCompletion(tx, runId, deps))
  const { code } = await db.selectFrom('certificate').select('code').executeTakeFirstOrThrow()
  return { endedRunId: runId, endedTermId: term, certificateCode: code }
}

async function markAll(db: Db, enrolmentId: string, mark: Mark | null, marked_by: string, marked_at: Date) {
  if (mark === null) return
  await db
    .updateTable('attendance')
    .set({ mark, marked_by, marked_at, means: 'page' })
    .where('enrolment_id', '=', enrolmentId)
    .execute()
}
