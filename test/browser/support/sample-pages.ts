// For every address of the product that answers GET: where to look at it, or that it is no page.
import { paths } from '../../../src/paths.ts'
import { aboutMePages } from './about-me-pages.ts'
import { completionPages } from './completion-pages.ts'
import { coursePages } from './course-pages.ts'
import { planPages } from './plan-pages.ts'
import { importPages } from './import-pages.ts'
import { bulkChangePages } from './bulk-changes.ts'
import { placePages } from './place-pages.ts'
import { privacyPages } from './privacy-pages.ts'
import { registerPages } from './register-samples.ts'
import { followUpPages } from './follow-up-samples.ts'
import { trainerPages } from './trainer-pages.ts'
import { termCopyPages } from './term-copy-samples.ts'
import { page, type Sample } from './sample.ts'

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
  [paths.prospectus.pattern]: [
    page('visitor', () => '/prospectus'),
    page('visitor', () => '/prospectus?form=large-print'),
    page('visitor', () => '/prospectus?form=easy-read'),
  ],
  [paths.privacy.pattern]: [page('visitor', () => '/privacy')],
  [paths.accessibility.pattern]: [page('visitor', () => '/accessibility')],

  [paths.signIn.pattern]: [
    page('visitor', () => '/sign-in'),
    page('visitor', () => '/sign-in?next=%2Fmy%2Fcourses&signed-out=yes'),
  ],
  [paths.signInLink.pattern]: [page('visitor', () => '/sign-in/link?next=%2Fmy%2Fcourses')],
  [paths.signInLinkCode.pattern]: [page('visitor', () => '/sign-in/link/code')],
  [paths.signInLinkUse.pattern]: [
    page('visitor', ({ links }) => paths.signInLinkUse({ token: links.signIn })),
    page('other', ({ links }) => paths.signInLinkUse({ token: links.signIn }), 403),
    page('visitor', () => paths.signInLinkUse({ token: 'x' }), 404),
  ],
  [paths.passwordForgotten.pattern]: [page('visitor', () => '/password/forgotten')],
  [paths.passwordSent.pattern]: [page('visitor', () => '/password/forgotten/sent')],
  [paths.passwordNew.pattern]: [page('visitor', ({ links }) => paths.passwordNew({ token: links.password }))],
  [paths.accountPassword.pattern]: [page('student', () => '/account/password')],
  [paths.accountEmail.pattern]: [
    page('student', () => '/account/email'),
    page('other', () => '/account/email'),
  ],
  [paths.emailConfirmation.pattern]: [
    page('visitor', ({ links }) => paths.emailConfirmation({ token: links.confirmation })),
  ],
  [paths.emailChangeAnswer.pattern]: [
    page('visitor', ({ links }) => paths.emailChangeAnswer({ token: links.change })),
  ],
  [paths.signInCode.pattern]: [page('visitor', () => '/sign-in/code')],
  [paths.signInRecovery.pattern]: [page('visitor', () => '/sign-in/recovery-code')],
  // Nobody listens there: what it says when the provider cannot be reached.
  [paths.singleSignOn.pattern]: [page('visitor', () => '/sign-in/single-sign-on', 502)],
  [paths.singleSignOnReturn.pattern]: [page('visitor', () => '/sign-in/single-sign-on/return', 400)],
  [paths.singleSignOnLink.pattern]: [
    page('student', () => '/account/single-sign-on'),
    page('trainer', () => '/account/single-sign-on'),
  ],
  [paths.secondFactor.pattern]: [
    page('trainer', () => '/account/second-factor?next=%2Ftrainer'),
    page('student', () => '/account/second-factor', 403),
  ],
  // Closed once there is an administrator; first-run.ts looks at it before.
  [paths.firstRun.pattern]: [page('visitor', () => '/first-run', 404)],
  [paths.register.pattern]: [page('visitor', () => '/register')],
  [paths.agreement.pattern]: [page('visitor', () => '/agreement')],
  ...aboutMePages,
  ...termCopyPages,
  ...trainerPages,
  ...followUpPages,
  ...registerPages,
  [paths.account.pattern]: [page('student', () => '/account'), page('trainer', () => '/account')],
  [paths.accountSessions.pattern]: [page('student', () => '/account/sessions')],

  [paths.run.pattern]: [
    page('visitor', ({ runs }) => paths.run({ id: runs.several })),
    page('visitor', ({ runs }) => paths.run({ id: runs.full })),
    page('visitor', ({ runs }) => paths.run({ id: runs.over })),
    page('student', ({ runs }) => paths.run({ id: runs.several })),
    page('student', ({ runs }) => paths.run({ id: runs.calls })),
    page('visitor', ({ runs }) => paths.run({ id: runs.dropIn })),
    page('visitor', ({ runs }) => paths.run({ id: runs.ruled })),
    page('student', ({ runs }) => paths.run({ id: runs.ruled })),
    page('student', ({ runs }) => paths.run({ id: runs.confirmed })),
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
  [paths.classListFile.pattern]: 'not a page',

  [paths.admin.pattern]: [page('administrator', () => '/admin')],
  [paths.adminRuns.pattern]: [
    page('administrator', () => paths.adminRuns()),
    page('administrator', () => `${paths.adminRuns()}?q=sleep`),
    page('administrator', () => `${paths.adminRuns()}?q=zither`),
  ],
  [paths.adminRun.pattern]: (
    ['several', 'agreed', 'offering', 'staff', 'calls', 'draft', 'dateless', 'off', 'dropIn'] as const
  ).map((run) => page('administrator', ({ runs }) => paths.adminRun({ id: runs[run] }))),
  [paths.adminCallingOff.pattern]: [
    page('administrator', ({ runs }) => paths.adminCallingOff({ id: runs.several })),
    page('administrator', ({ runs }) => paths.adminCallingOff({ id: runs.draft })),
  ],
  [paths.adminRunEnrolling.pattern]: [
    page('administrator', ({ runs }) => paths.adminRunEnrolling({ id: runs.several })),
    page('administrator', ({ runs }) => `${paths.adminRunEnrolling({ id: runs.online })}?q=zither`),
    page(
      'administrator',
      ({ runs, people }) => `${paths.adminRunEnrolling({ id: runs.online })}?person=${people.caller}`,
    ),
  ],
  [paths.adminEnrolment.pattern]: [
    page('administrator', ({ enrolmentId }) => paths.adminEnrolment({ id: enrolmentId })),
  ],
  [paths.adminPeople.pattern]: [
    page('administrator', () => '/admin/people'),
    page('administrator', () => '/admin/people?q=malley'),
    page('administrator', () => '/admin/people?q=Mally'),
    page('administrator', () => '/admin/people?q=zither'),
  ],
  [paths.adminNewPerson.pattern]: [
    page('administrator', () => '/admin/people/new'),
    page('administrator', ({ runs }) => `/admin/people/new?run=${runs.several}`),
  ],
  [paths.adminPerson.pattern]: [
    page('administrator', ({ people }) => paths.adminPerson({ id: people.student })),
    page('administrator', ({ people }) => paths.adminPerson({ id: people.caller })),
  ],
  [paths.adminPersonDetails.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonDetails({ id: people.student })),
    page('administrator', ({ people }) => paths.adminPersonDetails({ id: people.caller })),
  ],
  [paths.adminPersonRoles.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonRoles({ id: people.student })),
  ],
  [paths.adminPersonAgreement.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonAgreement({ id: people.caller })),
  ],
  [paths.adminPersonEnrolments.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonEnrolments({ id: people.caller })),
    page('administrator', ({ people }) => `${paths.adminPersonEnrolments({ id: people.caller })}?q=zither`),
  ],
  [paths.adminPersonMerge.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonMerge({ id: people.caller })),
    page('administrator', ({ people }) => `${paths.adminPersonMerge({ id: people.caller })}?q=zither`),
    page(
      'administrator',
      ({ people }) => `${paths.adminPersonMerge({ id: people.caller })}?with=${people.double}`,
    ),
  ],
  [paths.adminCallList.pattern]: [page('administrator', () => '/admin/call-list')],
  [paths.adminMail.pattern]: [page('administrator', () => '/admin/mail')],

  [paths.mailbox.pattern]: [page('visitor', () => '/dev/mailbox')],
  [paths.mailboxMessage.pattern]: [page('visitor', ({ mailId }) => paths.mailboxMessage({ id: mailId }))],
  [paths.mailboxHtml.pattern]: [
    { ...page('visitor', ({ mailId }) => paths.mailboxHtml({ id: mailId })), isMail: true },
  ],

  ...privacyPages,
  ...coursePages,
  ...completionPages,
  ...planPages,
  ...placePages,
  ...importPages,
  ...bulkChangePages,

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
