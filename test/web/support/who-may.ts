// Who gets through to each route, written out by hand: a change of the code does not change this table.
// Everybody else is sent to sign in (visitors) or told that the page is not for their account (403).

export const viewers = [
  'visitor',
  'student',
  'trainer',
  'personal-tutor',
  'administrator',
  'auditor',
] as const
export type Viewer = (typeof viewers)[number]

const anyone: readonly Viewer[] = viewers
const signedIn: readonly Viewer[] = viewers.filter((viewer) => viewer !== 'visitor')
const students: readonly Viewer[] = ['student']
const trainers: readonly Viewer[] = ['trainer']
const administrators: readonly Viewer[] = ['administrator']

export const whoMay: Record<string, readonly Viewer[]> = {
  'GET /': anyone,
  'GET /courses': anyone,
  'GET /courses/:slug': anyone,
  'GET /prospectus': anyone,
  'GET /calendar.ics': anyone,
  'GET /sitemap.xml': anyone,
  'GET /robots.txt': anyone,
  'GET /privacy': anyone,
  'GET /accessibility': anyone,

  'GET /sign-in': anyone,
  'POST /sign-in': anyone,
  'POST /sign-out': anyone,
  'GET /register': anyone,
  'POST /register': anyone,
  'GET /agreement': anyone,
  'GET /account': signedIn,
  'POST /account': signedIn,
  'POST /account/feed': signedIn,
  // The token in the address is the key.
  'GET /feeds/:token.ics': anyone,

  'GET /runs/:id': anyone,
  'POST /runs/:id/enrolments': students,
  'GET /my/courses': students,
  'POST /enrolments/:id/withdrawal': students,
  'POST /enrolments/:id/return': students,
  'GET /enrolments/:id/calendar.ics': students,
  'GET /offers/:id': students,
  'POST /offers/:id/acceptance': students,
  'POST /offers/:id/pass': students,
  'POST /offers/:id/refusal': students,

  'GET /trainer': trainers,
  'GET /trainer/runs/:id': trainers,

  'GET /admin': administrators,
  'GET /admin/runs/:id': administrators,
  'POST /admin/runs/:id/capacity': administrators,
  'POST /admin/runs/:id/next-place': administrators,
  'GET /admin/runs/:id/calling-off': administrators,
  'POST /admin/runs/:id/calling-off': administrators,
  'POST /admin/enrolments/:id/approval': administrators,
  'POST /admin/enrolments/:id/refusal': administrators,
  'POST /admin/enrolments/:id/cancellation': administrators,
  'POST /admin/enrolments/:id/withdrawal': administrators,
  'POST /admin/enrolments/:id/return': administrators,
  'POST /admin/enrolments/:id/priority': administrators,
  'POST /admin/enrolments/:id/priority-end': administrators,
  'GET /admin/call-list': administrators,
  'POST /admin/calls/:id/done': administrators,
  'POST /admin/offers/:id/acceptance': administrators,
  'POST /admin/offers/:id/pass': administrators,
  'POST /admin/offers/:id/refusal': administrators,
  'GET /admin/mail': administrators,
  'POST /admin/mail/:id/resend': administrators,
  'POST /admin/mail/resend': administrators,
  'POST /admin/jobs/retry': administrators,

  'GET /healthz': anyone,
  'GET /readyz': anyone,
  // Mounted only where no real mail leaves.
  'GET /dev/mailbox': anyone,
  'GET /dev/mailbox.json': anyone,
  'GET /dev/mailbox/:id.eml': anyone,
  'GET /dev/mailbox/:id.html': anyone,
  'GET /dev/mailbox/:id': anyone,
}
