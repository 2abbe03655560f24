// For every address of the product that answers GET: where to look at it, or that it is no page.
import { paths } from '../../../src/paths.ts'
import type { SampleCollege } from './sample-college.ts'

/** Whose browser: the roles of the sample college, and a visitor. */
export type Who = 'visitor' | 'student' | 'other' | 'trainer' | 'administrator'

export interface Sample {
  who: Who
  address: (college: SampleCollege) => string
  /** 200 when left out. */
  status?: number
  /** A mail has no frame of ours around it. */
  isMail?: true
}

const page = (who: Who, address: Sample['address'], status = 200): Sample => ({ who, address, status })

/** By pattern. A new route is missing here, and the test says so. */
export const samplePages: Record<string, Sample[] | 'not a page'> = {
  [paths.home.pattern]: [
    page('visitor', () => '/'),
    page('visitor', () => '/?signed-out=yes'),
    page('student', () => '/'),
  ],
  [paths.courses.pattern]: [
    page('visitor', () => '/courses'),
    page('visitor', () => '/courses?q=anxeity&places=free'),
    page('visitor', () => '/courses?q=zither'),
    page('visitor', () => '/courses?mode=by-post', 400),
  ],
  [paths.course.pattern]: [
    page('visitor', ({ slug }) => paths.course({ slug })),
    page('student', ({ slug }) => paths.course({ slug })),
    page('administrator', ({ slug }) => paths.course({ slug })),
    page('visitor', () => paths.course({ slug: 'no-such-course' }), 404),
  ],
  [paths.prospectus.pattern]: [page('visitor', () => '/prospectus')],
  [paths.privacy.pattern]: [page('visitor', () => '/privacy')],
  [paths.accessibility.pattern]: [page('visitor', () => '/accessibility')],

  [paths.signIn.pattern]: [
    page('visitor', () => '/sign-in'),
    page('visitor', () => '/sign-in?next=%2Fmy%2Fcourses&signed-out=yes'),
  ],
  [paths.register.pattern]: [page('visitor', () => '/register')],
  [paths.agreement.pattern]: [page('visitor', () => '/agreement')],
  [paths.account.pattern]: [page('student', () => '/account')],

  [paths.run.pattern]: [
    page('visitor', ({ runs }) => paths.run({ id: runs.several })),
    page('visitor', ({ runs }) => paths.run({ id: runs.full })),
    page('visitor', ({ runs }) => paths.run({ id: runs.over })),
    page('student', ({ runs }) => paths.run({ id: runs.several })),
    page('student', ({ runs }) => paths.run({ id: runs.calls })),
    page('other', ({ runs }) => paths.run({ id: runs.offering })),
    page('administrator', ({ runs }) => paths.run({ id: runs.online })),
    page('administrator', ({ runs }) => paths.run({ id: runs.draft }), 404),
  ],
  [paths.myCourses.pattern]: [page('student', () => '/my/courses'), page('other', () => '/my/courses')],
  [paths.offer.pattern]: [
    page('student', ({ offerId }) => paths.offer({ id: offerId })),
    page('student', ({ lapsedOfferId }) => paths.offer({ id: lapsedOfferId })),
  ],

  [paths.trainer.pattern]: [page('trainer', () => '/trainer'), page('student', () => '/trainer', 403)],
  [paths.classList.pattern]: [page('trainer', ({ runs }) => paths.classList({ id: runs.several }))],

  [paths.admin.pattern]: [page('administrator', () => '/admin')],
  [paths.adminRun.pattern]: (
    ['several', 'agreed', 'offering', 'staff', 'calls', 'draft', 'dateless', 'off'] as const
  ).map((run) => page('administrator', ({ runs }) => paths.adminRun({ id: runs[run] }))),
  [paths.adminCallingOff.pattern]: [
    page('administrator', ({ runs }) => paths.adminCallingOff({ id: runs.several })),
    page('administrator', ({ runs }) => paths.adminCallingOff({ id: runs.draft })),
  ],
  [paths.adminCallList.pattern]: [page('administrator', () => '/admin/call-list')],
  [paths.adminMail.pattern]: [page('administrator', () => '/admin/mail')],

  [paths.mailbox.pattern]: [page('visitor', () => '/dev/mailbox')],
  [paths.mailboxMessage.pattern]: [page('visitor', ({ mailId }) => paths.mailboxMessage({ id: mailId }))],
  [paths.mailboxHtml.pattern]: [
    { ...page('visitor', ({ mailId }) => paths.mailboxHtml({ id: mailId })), isMail: true },
  ],

  [paths.calendar.pattern]: 'not a page',
  [paths.feed.pattern]: 'not a page',
  [paths.runCalendar.pattern]: 'not a page',
  [paths.sitemap.pattern]: 'not a page',
  [paths.robots.pattern]: 'not a page',
  [paths.mailboxList.pattern]: 'not a page',
  [paths.mailboxRaw.pattern]: 'not a page',
  [paths.healthz.pattern]: 'not a page',
  [paths.readyz.pattern]: 'not a page',
}
