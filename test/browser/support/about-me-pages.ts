// What people tell of themselves, and the office's side of it.
import { paths } from '../../../src/paths.ts'
import { page, type Sample } from './sample.ts'

export const aboutMePages: Record<string, Sample[]> = {
  [paths.aboutMe.pattern]: [
    page('student', () => '/account/about-me'),
    page('other', () => '/account/about-me'),
  ],
  [paths.aboutMeContact.pattern]: [page('student', () => '/account/about-me/contact')],
  [paths.aboutMeKind.pattern]: [page('student', () => '/account/about-me/kind-of-student')],
  [paths.aboutMeHelps.pattern]: [page('student', () => '/account/about-me/what-helps')],
  [paths.aboutMeEmergency.pattern]: [
    page('student', () => '/account/about-me/emergency-contact'),
    page('other', () => '/account/about-me/emergency-contact'),
  ],
  [paths.aboutMeSupporter.pattern]: [page('student', () => '/account/about-me/supporter')],
  [paths.accessNeeds.pattern]: [
    page('student', () => '/account/access-needs'),
    page('other', () => '/account/access-needs'),
  ],
  [paths.accessNeedNew.pattern]: ['format', 'communication', 'contact', 'in-the-room', 'nonsense'].map(
    (kind) => page('student', () => `/account/access-needs/new?kind=${kind}`),
  ),
  [paths.accessNeedChange.pattern]: [
    page('student', ({ needId }) => `/account/access-needs/change?need=${needId}`),
    page('other', ({ needId }) => `/account/access-needs/change?need=${needId}`, 404),
  ],
  [paths.equality.pattern]: [page('student', () => '/account/equality')],
  [paths.agreementAgain.pattern]: [page('newcomer', () => '/agreement/again?next=%2Fcourses')],
  [paths.adminAgreements.pattern]: [page('administrator', () => '/admin/agreements')],
  [paths.adminAgreementNew.pattern]: [
    page('administrator', () => '/admin/agreements/new?kind=privacy-notice'),
  ],
  [paths.adminAgreementVersion.pattern]: [
    page('administrator', ({ agreementId }) => paths.adminAgreementVersion({ id: agreementId })),
  ],
  [paths.adminAccessNeeds.pattern]: [page('administrator', () => '/admin/access-needs')],
  [paths.adminPersonNeeds.pattern]: [
    page('administrator', ({ people }) => paths.adminPersonNeeds({ id: people.student })),
  ],
  [paths.adminPersonNeedNew.pattern]: [
    page(
      'administrator',
      ({ people }) => `${paths.adminPersonNeedNew({ id: people.student })}?kind=in-the-room`,
    ),
  ],
  [paths.adminEquality.pattern]: [page('administrator', () => '/admin/equality-questions')],
  [paths.adminEqualityAnswers.pattern]: [page('administrator', () => '/admin/equality-answers')],
  [paths.adminEqualityNew.pattern]: [page('administrator', () => '/admin/equality-questions/new')],
  [paths.adminEqualityQuestion.pattern]: [
    page('administrator', ({ questionId }) => paths.adminEqualityQuestion({ id: questionId })),
  ],
}
