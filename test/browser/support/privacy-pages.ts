// Where to look at what is kept of people, who looked at it, and how long it is kept.
import { paths } from '../../../src/paths.ts'
import type { SampleCollege } from './sample-college.ts'
import { page, type Sample } from './sample.ts'

const ofCaller = (path: { (given: { id: string }): string }) =>
  page('administrator', ({ people }: SampleCollege) => path({ id: people.caller }))

export const privacyPages: Record<string, Sample[] | 'not a page'> = {
  [paths.myData.pattern]: [
    page('student', () => '/account/my-data'),
    page('trainer', () => '/account/my-data'),
  ],
  [paths.myDataFile.pattern]: 'not a page',
  [paths.unsent.pattern]: [page('student', () => '/account/unsent')],
  [paths.whoLooked.pattern]: [page('student', () => '/account/who-looked')],
  [paths.accountClosing.pattern]: [
    page('student', () => '/account/closing'),
    page('trainer', () => '/account/closing'),
    page('administrator', () => '/account/closing'),
  ],
  [paths.accountClosed.pattern]: [page('visitor', () => '/account/closed')],
  [paths.adminPersonData.pattern]: [ofCaller(paths.adminPersonData)],
  [paths.adminPersonClosing.pattern]: [
    ofCaller(paths.adminPersonClosing),
    page('administrator', ({ people }) => paths.adminPersonClosing({ id: people.student })),
  ],
  [paths.adminSensitive.pattern]: [
    ofCaller(paths.adminSensitive),
    page('administrator', ({ people }) => paths.adminSensitive({ id: people.student })),
  ],
  [paths.adminPersonEmergency.pattern]: [ofCaller(paths.adminPersonEmergency)],
  [paths.adminPersonSupporter.pattern]: [ofCaller(paths.adminPersonSupporter)],
  [paths.adminPersonHelps.pattern]: [ofCaller(paths.adminPersonHelps)],
  [paths.adminPersonKind.pattern]: [ofCaller(paths.adminPersonKind)],
  [paths.emergencyContact.pattern]: [
    page('trainer', ({ placeToday }) => paths.emergencyContact({ id: placeToday })),
    page('trainer', ({ enrolmentId }) => paths.emergencyContact({ id: enrolmentId }), 409),
  ],
  [paths.adminRetention.pattern]: [page('administrator', () => '/admin/retention')],
  [paths.adminOverview.pattern]: [page('administrator', () => '/admin/overview')],
  [paths.adminPermissions.pattern]: [page('administrator', () => '/admin/permissions')],
  [paths.adminAuditTrail.pattern]: [
    page('administrator', () => '/admin/audit-trail'),
    page('administrator', () => '/admin/audit-trail?from=never', 422),
  ],
  [paths.adminAuditTrailFile.pattern]: 'not a page',
}
